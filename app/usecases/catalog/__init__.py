"""What the shop sells: looked up, edited, imported from a file and taken back again."""
