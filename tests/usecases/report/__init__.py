"""What the owner reads: figures worked out by hand, and sums that agree with the ledger."""
