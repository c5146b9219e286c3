"""Members as use cases see them: files, cards, consents, merging, forgetting, coming and going."""
