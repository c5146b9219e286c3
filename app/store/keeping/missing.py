"""What a file holds that a copy of it does not: said before the copy takes its place."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.connect import connect
from app.store.file.faults import raise_sorted

MONEY = {"sale": "due", "refund": "total", "topup": "amount"}


@dataclass(frozen=True, slots=True)
class Missing:
    """Documents behind a place in the journal. `kinds`: (kind, how many), most first.

    `money`: (kind, minor units) of sales, returns and top-ups; `first_ms` and `last_ms` are the
    wall clocks of the first and the last; `erased` are members who were forgotten among them.
    `same` is whether the copy's last document is in this file: if not, the two went apart, and all
    that is known is what this file has.
    """

    docs: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    money: tuple[tuple[str, int], ...] = ()
    first_ms: int = 0
    last_ms: int = 0
    erased: tuple[str, ...] = ()
    same: bool = True


def behind(path: Path, key: bytes | None, *, epoch: int, seq: int, head: str) -> Missing:
    """What `path` has behind that document. Unavailable `database.*` when it cannot be read."""
    raw = connect(path, key, mode="ro")
    try:
        row = raw.execute(
            "SELECT hash FROM journal WHERE epoch = ? AND seq = ?", (epoch, seq)
        ).fetchone()
        same = row is not None and bytes(row[0]).hex() == head
        rows = raw.execute(
            "SELECT kind, bytes FROM journal WHERE (epoch, seq) > (?, ?) ORDER BY epoch, seq",
            (epoch, seq),
        )
        return _summed(rows, same)
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    except (ValueError, TypeError, KeyError) as error:
        raise Unavailable("database", "corrupt", path=str(path)) from error
    finally:
        raw.close()


def _summed(rows: sqlite.Cursor, same: bool) -> Missing:
    kinds: Counter[str] = Counter()
    money: Counter[str] = Counter()
    times: list[int] = []
    erased: list[str] = []
    for kind, data in rows:
        said = json.loads(data)
        kinds[kind] += 1
        times.append(said["dev_ms"])
        if kind in MONEY:
            money[kind] += int(said["b"].get(MONEY[kind], 0))
        if kind == "member.erase":
            erased.append(str(said["b"]["member_id"]))
    return Missing(
        docs=kinds.total(),
        kinds=tuple(kinds.most_common()),
        money=tuple(sorted(money.items())),
        first_ms=times[0] if times else 0,
        last_ms=times[-1] if times else 0,
        erased=tuple(erased),
        same=same,
    )
