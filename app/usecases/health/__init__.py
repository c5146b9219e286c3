"""Whether the till can be trusted: its file, its journal, its devices, said in figures."""
