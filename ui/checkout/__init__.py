"""The Sell screen."""
