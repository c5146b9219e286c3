"""Cash drawers with a wire of their own, or behind a pole display (hardware.md 4.3)."""
