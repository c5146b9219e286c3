"""What comes back of prepaid money: what was used of it, and what the law makes of that."""
