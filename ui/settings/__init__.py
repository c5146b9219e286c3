"""The shop's choices."""
