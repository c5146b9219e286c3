"""scan_burst: the program at a real display, a typist beside it, and the account of both."""
