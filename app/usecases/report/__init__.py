"""What the owner reads: the day, sales by anything, liabilities, and the files of it."""
