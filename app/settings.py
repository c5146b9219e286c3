"""One frozen Settings, read once at the start."""
