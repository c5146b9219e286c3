"""Ways to readers that have no port of their own: smart card service, input devices."""
