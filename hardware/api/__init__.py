"""Protocols and events every device speaks: printer, drawer, scanner, scale, display."""
