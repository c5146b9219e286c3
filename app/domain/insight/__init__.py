"""Pure readings of what happened: arrays in, labels out."""
