"""The ways that bytes travel."""
