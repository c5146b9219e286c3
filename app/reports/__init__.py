"""Pure reports: figures in, a Report out; never a query, never a pixel."""
