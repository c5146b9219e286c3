"""Past sales and their receipts."""
