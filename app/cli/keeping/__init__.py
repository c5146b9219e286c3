"""Keeping what the till has written, on the command line."""

from __future__ import annotations

from app.cli.keeping import data, doctor, keep
from app.cli.proof import Add
from app.words import Words


def announce(add: Add, words: Words) -> None:
    """`backup`, `restore`, `keys`, `doctor` and `data`."""
    keep.announce(add, words)
    doctor.announce(add, words)
    data.announce(add, words)
