"""Counter scales: one parser per protocol, one way to ask and to listen (hardware.md 4.4)."""
