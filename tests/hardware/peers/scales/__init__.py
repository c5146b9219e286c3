"""Scales of emupos on a pty: somebody else's Toledo 8217 and SMA."""
