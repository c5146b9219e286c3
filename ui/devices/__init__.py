"""Printers, drawers, scanners and scales: what is plugged in and how it feels."""
