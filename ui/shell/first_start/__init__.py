"""The first minutes of a real shop: six short questions, then an empty, helpful Sell screen."""
