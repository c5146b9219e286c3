"""An attempt to be paid through a gateway: what it is, what may happen to it, and what follows.

It is written down before anything is sent, and it is over only when the gateway said so: approved,
declined, reversed. Silence is never an end.
"""
