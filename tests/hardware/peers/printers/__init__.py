"""Receipts against receiptline's encoder, and print queues against a CUPS of our own."""
