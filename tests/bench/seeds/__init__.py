"""Files that take long to make: made once, kept under `build/`, alike on every machine."""
