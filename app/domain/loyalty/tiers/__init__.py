"""Tiers: the judgement as a pure fold over a member's days, and what a tier brings (R25-R29)."""
