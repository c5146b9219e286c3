"""The parts of selling a plan: what is on offer, what it gives, how it is paid."""
