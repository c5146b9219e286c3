"""How a reader speaks, from what it said of something known: pure, for wizard and command line."""
