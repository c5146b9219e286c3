"""Law as data (A8): jurisdiction profiles, and what they say about a sale or a refund."""
