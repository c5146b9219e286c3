"""Plays stories: tables that a shopkeeper can read, run through the real use cases."""
