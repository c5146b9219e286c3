"""As-you-type search over a token table: prefixes only, a few index probes whatever the size."""

from __future__ import annotations

from app.store.engine import Tx
from app.store.queries.search_text import query_words

_END = "\U0010ffff"
_LOOKED_AT = 3000  # rows of the rarest word that are looked through for the others
_ENOUGH = 90  # rows with all words: who types two wants few


def numbers(tx: Tx, noun: str, text: str, limit: int) -> list[int]:
    """The `<noun>_no` of rows that have every typed word, whole words (a phone's tail) first."""
    words = query_words(text)
    if not words:
        return []
    if len(words) > 1:
        return _all_of(tx, noun, words, min(limit, _ENOUGH))
    (word,) = words
    table, column = f"{noun}_token", f"{noun}_no"
    whole = tx.all(
        f"SELECT {column} FROM {table} WHERE token = ? LIMIT ?",  # noqa: S608
        (word, limit),
    )
    found = dict.fromkeys(number for (number,) in whole)
    if len(found) < limit:
        begun = tx.sql(
            f"SELECT {column} FROM {table} WHERE token > ? AND token < ?",  # noqa: S608
            (word, word + _END),
        )
        for (number,) in begun:
            found[number] = None
            if len(found) >= limit:
                break
    return list(found)


def _all_of(tx: Tx, noun: str, words: list[str], limit: int) -> list[int]:
    """Rows with several words: those of the rarest word, looked through for the others."""
    table, column = f"{noun}_token", f"{noun}_no"
    rarest = min(words, key=lambda word: _count(tx, table, word))
    others = [word for word in words if word is not rarest]
    must = " AND ".join("instr(words, ?) > 0" for _ in others)
    rows = tx.all(
        f"SELECT DISTINCT {column} FROM"  # noqa: S608
        f" (SELECT {column} FROM {table} WHERE token >= ? AND token < ? LIMIT ?)"
        f" JOIN {noun} USING ({column}) WHERE {must} LIMIT ?",
        (rarest, rarest + _END, _LOOKED_AT, *(f" {word}" for word in others), limit),
    )
    return [number for (number,) in rows]


def _count(tx: Tx, table: str, word: str) -> int:
    row = tx.one(
        f"SELECT count(*) FROM (SELECT 1 FROM {table}"  # noqa: S608
        " WHERE token >= ? AND token < ? LIMIT ?)",
        (word, word + _END, _LOOKED_AT),
    )
    return row[0] if row else 0
