"""A member's money at the counter as words: hints, wallet, plans, and the ways to pay."""
