"""What is plugged into this machine, and which driver would fit it; nothing is ever printed."""
