"""Scanners that type: the detector alone, at a window, at a real display."""
