"""The pieces screens are made of; import them from `ui.kit`."""
