"""One gesture, one verb, one write transaction, one Outcome."""
