"""Runs reports, their exports and the counting of visitors. No Qt here."""
