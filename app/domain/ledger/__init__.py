"""Signed postings that sum to zero per unit: accounts, entries, balances."""
