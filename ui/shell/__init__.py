"""The window, its navigation and status strip, the lock and the scan router."""
