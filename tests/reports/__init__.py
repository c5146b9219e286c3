"""Reports as values, and what they look like as files."""
