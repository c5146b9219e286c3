"""Commissions: what everybody earned, by which rule, and the rules."""
