"""Gift cards that were sold: found by their end or a scan, blocked, replaced, paid out."""
