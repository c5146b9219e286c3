"""The real program, driven: sales in a row, the first scan, and scans typed at a real display."""
