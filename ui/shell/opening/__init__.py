"""From the first paint to a till that takes a scan."""
