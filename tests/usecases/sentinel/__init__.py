"""Looks and cases on a real shop."""
