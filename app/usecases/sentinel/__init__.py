"""Looks over the journal for what stands out, and keeps what people make of it (A9, F65)."""
