"""The shop's paper, arranged with the eyes on it."""
