"""A shop with 1,000,000 members and 5,000,000 documents, made once and kept under `build/`.

`python -m tests.bench.seeds.million` makes it; broken off, it goes on where it stood: every
document is a function of its number. Each has canonical bytes, its link of the chain, and rows from
the same `project()` as a commit's; signatures are constant bytes (signing five million would say
nothing about a file), so it verifies by hashes only. Rows are kept back and written in bulk,
statement by statement, by a process of its own; no sync, and one commit for many documents.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.domain.document import Document
from app.store import engine, journal
from app.store.engine import Core, Pulse, Row, Tx
from app.store.members import count
from app.store.projections import project
from app.store.projections.moves import BORN
from app.store.schema import FORMAT
from tests.bench.seeds.million_docs import Life, Profile, begin, first

BUILD = Path(__file__).resolve().parents[3] / "build"
MEMBERS, DOCUMENTS = 1_000_000, 5_000_000
BATCH = 20_000  # documents between two commits
CACHE_KIB = 3_000_000
SORTED = ("lot", "rights", "member_day", "asset_move", "member_token", "account_day")
_WHO = "SELECT member_no FROM member WHERE member_id = ?"
_NEXT = "SELECT coalesce(max(member_no), 0) + 1 FROM member"

Rows = list[tuple[Any, ...]]


class Kept(Tx):
    """A transaction that keeps its writes back, by statement, in the order of their first use.

    Projections ask two things here: whether a member is there already (nobody joins twice in this
    file), and the next one's number (as they come; `_close` looks whether that was so).
    """

    def __init__(self, members: int) -> None:
        nothing: Any = None
        super().__init__(nothing, Core(nothing), Pulse())
        self.memo["stocked"] = False
        self.members = members
        self.writes: dict[str, Rows] = {}

    def sql(self, text: str, params: Sequence[Any] = ()) -> Any:
        """Kept for later."""
        self.writes.setdefault(text, []).append(tuple(params))

    def many(self, text: str, rows: Any) -> int:
        """Kept for later; `_write` looks whether each did find its row."""
        kept = self.writes.setdefault(text, [])
        before = len(kept)
        kept.extend(rows)
        return len(kept) - before

    def one(self, text: str, params: Sequence[Any] = ()) -> Row | None:
        """Whoever asks anything else has left the road of a bulk write."""
        if text == _NEXT:
            self.members += 1
            return (self.members,)
        if text == BORN:
            return (0,)  # lots were written long ago: of the same age, all of them
        if text != _WHO:
            raise LookupError(text)
        return None


def path(members: int = MEMBERS, documents: int = DOCUMENTS) -> Path:
    """Where the finished file lies."""
    return BUILD / f"million-{members}-{documents}-format{FORMAT}.db"


def made(members: int = MEMBERS, documents: int = DOCUMENTS, *, say: bool = True) -> Path:
    """The file, made first if it is not there yet."""
    done = path(members, documents)
    if done.exists():
        return done
    BUILD.mkdir(exist_ok=True)
    making = done.with_suffix(".making")
    if not making.exists():
        begin(making)
    began = time.monotonic()
    raw, head, own, joined = _open(making)
    life = Life(members, documents, own)
    stood = head.seq
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    maker = context.Process(target=_make, args=(theirs, head, life, joined), daemon=True)
    maker.start()
    theirs.close()
    for seq, writes in _received(ours):
        _write(raw, writes)
        if say:
            took = time.monotonic() - began
            print(f"{seq:>9} documents, {took:6.0f} s, {(seq - stood) / took:,.0f}/s", flush=True)
    maker.join()
    if maker.exitcode:
        raise RuntimeError("the maker of documents broke")
    _close(raw, members + 1, say=say)
    return making.rename(done)


def _make(pipe: Connection, head: journal.Head, life: Life, members: int) -> None:
    """The other process: documents, their chain, their rows."""
    gc.disable()
    tx = Kept(members)
    tx.memo["head"] = head
    kept = 0
    last = head
    for doc, profile in life.after(head):
        journal.append(tx, doc)
        _project(tx, doc, profile)
        kept += 1
        last = doc  # type: ignore[assignment]
        if kept == BATCH:
            pipe.send((last.seq, tx.writes))
            tx.writes, kept = {}, 0
            gc.collect()
    if kept:
        pipe.send((last.seq, tx.writes))
    pipe.send(None)
    pipe.close()


def _project(tx: Kept, doc: Document, profile: Profile | None) -> None:
    if profile is None:
        project(tx, doc)
    else:
        life_key, opened = profile
        tx.sql("INSERT INTO member_key (member_id, key) VALUES (?, ?)", life_key)
        project(tx, doc, opened)


def _received(pipe: Connection) -> Iterator[tuple[int, dict[str, Rows]]]:
    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        if batch is None:
            return
        yield batch


def _open(making: Path) -> tuple[Any, journal.Head, int, int]:
    db = engine.Database(making, key=None)
    with db.write() as tx:
        head = journal.head(tx)
        raw, own, joined = tx.raw, first(tx), count(tx)
    assert head is not None
    for pragma in (
        "synchronous = OFF",
        "foreign_keys = OFF",
        f"cache_size = -{CACHE_KIB}",
        "wal_autocheckpoint = 200000",
        "temp_store = MEMORY",
        "cell_size_check = OFF",
    ):
        raw.execute(f"PRAGMA {pragma}")
    return raw, head, own, joined


def _write(raw: Any, writes: dict[str, Rows]) -> None:
    """All of a batch in one transaction; an UPDATE that did not find its row is a bug."""
    raw.execute("BEGIN IMMEDIATE")
    for text, rows in writes.items():
        table = text.split(" ", 3)[2] if text.startswith("INSERT") else ""
        if table in SORTED:
            rows.sort()
        found = raw.executemany(text, rows).rowcount
        if found != len(rows):
            raise RuntimeError(f"{found} of {len(rows)} rows: {text}")
    raw.execute("COMMIT")


def _close(raw: Any, members: int, *, say: bool) -> None:
    began = time.monotonic()
    if raw.execute("SELECT max(member_no), count(*) FROM member").fetchone() != (members, members):
        raise RuntimeError("members are not numbered as they came")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.execute("PRAGMA optimize")
    raw.close()
    if say:
        print(f"closed in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    os.nice(5)
    print(made(*numbers))
