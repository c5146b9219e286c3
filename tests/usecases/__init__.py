"""Use cases on a real file: rows, Changes, effects, and a clear sentence for what goes wrong."""
