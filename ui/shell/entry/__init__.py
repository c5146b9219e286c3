"""Who stands at the till: log-in and lock, by PIN or by staff card."""

PIN_LENGTH = 6
TRIES = 5
FIRST_WAIT_SECONDS = 60
