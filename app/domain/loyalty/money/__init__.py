"""Members' money at work: what is taken from which lot, what it pays for, what a plan gives."""
