"""The night's work in its parts: the review of tiers, the sweep of what ended, what is given."""
