"""When something is wrong: a bug told calmly, a folder one cannot sell from."""
