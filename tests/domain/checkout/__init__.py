"""The checkout machine: every pair of mode and event, approvals, and random walks."""
