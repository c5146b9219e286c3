"""The page of cases over a real till."""
