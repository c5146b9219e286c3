"""What holds for the whole shop: its first start, its settings, the book prices are made by."""
