"""Find, enrol and show members."""
