"""The sentinel's rules: each by itself, and all of them over months of a made-up shop."""
