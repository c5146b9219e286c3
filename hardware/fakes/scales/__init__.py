"""Simulated scales: one pan, and every way in which real ones say what lies on it."""
