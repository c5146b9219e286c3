"""Pole displays for the customer: digits with lamps, and two lines of letters (hardware.md 4.2)."""
