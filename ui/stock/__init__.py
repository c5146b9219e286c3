"""How much there is: looked at, received, counted, written off, moved between shops."""
