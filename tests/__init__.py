"""The tests: one folder per room of the house, so that a noun is found in both."""
