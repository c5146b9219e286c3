"""The design system: states, measures, contrast, keyboard, pictures."""
