"""Carries documents up and master data down; knows no screen."""
