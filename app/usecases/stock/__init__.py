"""How much there is: received, counted, adjusted, moved, written off. It never blocks a sale."""
