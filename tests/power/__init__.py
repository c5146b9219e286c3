"""Power cuts: the real program's recorded I/O, cut anywhere, opened again and verified."""
