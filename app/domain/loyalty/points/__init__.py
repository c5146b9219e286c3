"""Points: what a sale earns, the lots they become, and what they are worth (R14-R22)."""
