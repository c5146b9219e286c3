"""Labels as values: what stands where on one, what it says, and how an editor changes it."""
