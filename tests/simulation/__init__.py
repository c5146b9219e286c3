"""Weeks and months of shops, generated through the real use cases from a seed."""
