"""Members' rules, by their numbers in the design: points, tiers, prepaid money's law."""
