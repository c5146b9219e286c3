"""Read-only questions that join more than one noun."""
