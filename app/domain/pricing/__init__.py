"""What a whole basket costs, and the reason for every change of a price."""
