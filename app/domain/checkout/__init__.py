"""The checkout state machine: every mode question of the counter is answered here, and only here."""
