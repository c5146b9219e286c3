"""The catalogue's pages as widgets: each renders a view-model and says what was pressed."""
