"""Who stands at the till: log-in and lock, by PIN or by staff card."""
