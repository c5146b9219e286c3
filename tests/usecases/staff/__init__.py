"""The people who work here: rights, hours, commissions, training."""
