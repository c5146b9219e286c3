"""The till's database: the only room on the till where SQL is spoken."""
