"""Pixels: screens that show a view-model and send intents."""
