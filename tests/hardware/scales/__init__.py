"""Scales: parsers by tables of bytes, the engine on a virtual clock, nonsense by the thousand."""
