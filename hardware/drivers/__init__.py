"""One package per family of devices; none knows another."""
