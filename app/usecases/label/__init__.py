"""Labels: which templates the shop has, what is due, what they say, and getting them on paper."""
