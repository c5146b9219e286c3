"""Scriptable, breakable twins that are shipped: the demo's devices."""
