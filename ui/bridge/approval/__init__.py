"""A second person's word, asked wherever a use case wants one: by PIN or staff card."""
