"""Members' money: rights, funding, plans, postings and the law that everything comes back (A4)."""
