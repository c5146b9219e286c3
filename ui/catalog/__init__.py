"""Items, departments, quick keys and their import."""
