"""Members in words: what each page shows, pure functions from what was read to what is seen."""
