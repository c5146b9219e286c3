"""What a person did: log-ins, approvals, voids, overrides, drawer openings."""
