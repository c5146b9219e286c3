"""Devices against things that nobody here wrote; each skips loudly where it is not there."""
