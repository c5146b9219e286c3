"""The checkout state machine: each mode question of the counter is answered here, only here."""
