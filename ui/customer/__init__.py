"""What the customer sees: lines, reasons, what is due, what was paid; never cashier-only data."""
