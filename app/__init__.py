"""Everything that is neither pixels nor wires."""
