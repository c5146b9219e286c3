"""What the screen shows of a report, in words; and which days were meant. Pure."""
