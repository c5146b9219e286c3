"""What the members' screen is painted with: list, forms, sheets; they know words, not members."""
