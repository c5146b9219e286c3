"""Open, look at and close a shift."""
