"""SQLite's errors, sorted once: the world's fault becomes `Unavailable`, ours stays a bug."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable

# primary result codes; extended ones carry the primary in their low byte
_WORLD: dict[int, tuple[str, str, bool]] = {
    5: ("database", "locked", True),
    6: ("database", "locked", True),
    8: ("database", "read_only", False),
    10: ("disk", "io", True),
    11: ("database", "corrupt", False),
    13: ("disk", "full", True),
    14: ("database", "unreachable", True),
    26: ("database", "corrupt", False),
}


_GONE = ("no such table", "no such column")  # what the file itself says of its tables was changed


def sorted_error(error: sqlite.Error) -> Unavailable | None:
    """What the error says about the world, or None when it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or (code == 1 and str(error).startswith(_GONE)):
        code = _by_words(str(error))
    found = _WORLD.get(code & 0xFF) if code is not None else None
    return Unavailable(found[0], found[1], retry=found[2]) if found else None


def raise_sorted(error: sqlite.Error) -> None:
    """Raise `Unavailable` for the world's faults; return for ours, so that the caller re-raises."""
    world = sorted_error(error)
    if world is not None:
        raise world from error


def _by_words(text: str) -> int | None:
    """The module leaves the code out of some errors: a closed connection, a failed open."""
    for words, code in (
        ("disk is full", 13),
        ("disk I/O", 10),
        ("unable to open", 14),
        ("is locked", 5),
        ("readonly", 8),
        ("malformed", 11),
        ("Could not decode", 11),
        ("no such table", 11),  # every table and column is made with the file
        ("no such column", 11),
        ("not a database", 26),
    ):
        if words in text:
            return code
    return None
