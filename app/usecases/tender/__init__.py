"""Money that a gateway takes: written down first, asked about until it speaks, booked once."""
