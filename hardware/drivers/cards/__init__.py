"""Card readers: whatever they say of a card becomes its one canonical number."""
