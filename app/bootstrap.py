"""The till's composition root: the only place that builds the house."""
