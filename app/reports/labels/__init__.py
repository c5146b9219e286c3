"""Labels drawn: in the exact dots of a printer, and on A4 sheets."""
