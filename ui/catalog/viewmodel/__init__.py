"""The catalogue's pages in words and figures: pure, frozen, nothing left to format."""
