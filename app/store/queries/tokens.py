"""As-you-type search over a token table: prefixes only, a few index probes whatever the size."""

from __future__ import annotations

from app.store.engine import Tx
from app.store.search_text import query_words

_END = "\U0010ffff"


def numbers(tx: Tx, noun: str, text: str, limit: int) -> list[int]:
    """The `<noun>_no` of rows that have every typed word, whole words (a phone's tail) first."""
    words = query_words(text)
    if not words:
        return []
    first, *others = sorted(words, key=len, reverse=True)
    table, column = f"{noun}_token", f"{noun}_no"
    must = "".join(
        f" AND EXISTS (SELECT 1 FROM {table} AS o WHERE o.{column} = t.{column}"  # noqa: S608
        " AND o.token >= ? AND o.token < ?)"
        for _ in others
    )
    more = [bound for word in others for bound in (word, word + _END)]
    whole = tx.all(
        f"SELECT {column} FROM {table} AS t WHERE token = ?{must} LIMIT ?",  # noqa: S608
        (first, *more, limit),
    )
    found = dict.fromkeys(number for (number,) in whole)
    if len(found) < limit:
        begun = tx.sql(
            f"SELECT {column} FROM {table} AS t WHERE token > ? AND token < ?{must}",  # noqa: S608
            (first, first + _END, *more),
        )
        for (number,) in begun:
            found[number] = None
            if len(found) >= limit:
                break
    return list(found)
