"""Says what each row of a members' file would do, and what is wrong with it. Pure."""
