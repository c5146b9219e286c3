"""Prepaid money and the law as data: limits, expiry, refunds by basis. No legal advice."""
