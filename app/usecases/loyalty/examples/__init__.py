"""Worked examples of terms that an owner edits, computed by the same engine that the till uses."""
