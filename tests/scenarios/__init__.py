"""Stories that a shopkeeper can read, played through the whole till with simulated devices."""
