"""Scanners that speak for themselves: at serial ports, and keyboards taken from the desktop."""
