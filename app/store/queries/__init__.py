"""Read-only questions that join more than one noun, and the words that search goes by."""
