"""What became of the paper: said once by the device, or by a person who looked."""
