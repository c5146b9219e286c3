"""Gateways that take no money: they sign like the real ones, and fail on request."""
