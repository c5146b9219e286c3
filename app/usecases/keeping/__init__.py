"""Keeping what the till has written: copies that were proven, marks, restores, room on the disk."""
