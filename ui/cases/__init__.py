"""Cases: what stands out in the till's own journal, and what people make of it."""
