"""Members at the counter: found, enrolled, changed. Their money is another room."""
