"""Today: how it goes right now, against what is usual, and what needs a look."""
