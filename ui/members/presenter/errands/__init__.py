"""Everything one can do to a member, each a form of its own."""
