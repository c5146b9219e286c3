"""Operators, roles and PINs."""
