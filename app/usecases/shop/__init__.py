"""What holds for the whole shop: its first start, its settings, the book that prices are made by."""
