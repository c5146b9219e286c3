"""The chain of documents and where it stands: append to it, read it, never change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import Document, Kind, parse
from app.store.engine import Tx

_APPEND = (
    "INSERT INTO journal (epoch, seq, hash, prev, sig, kind, bd, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_FIRST = (
    "INSERT INTO head (tid, epoch, seq, hash, eff_ms, dev_ms, receipts, one)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 1)"
)
_NEXT = (
    "UPDATE head SET tid = ?, epoch = ?, seq = ?, hash = ?, eff_ms = ?, dev_ms = ?, receipts = ?"
    " WHERE one = 1"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last document and the counters that the next one goes on from.

    `dev_ms` is the wall clock it was made at, `eff_ms` its effective time (never goes back),
    `receipts` the last receipt's counter.
    """

    tid: str
    epoch: int
    seq: int
    hash: bytes
    eff_ms: int
    dev_ms: int
    receipts: int


def head(tx: Tx) -> Head | None:
    """Where the chain stands; None before the first document.

    A writer knows it from its own last append: a sale asks four times.
    """
    known: Head | None = tx.memo.get("head")
    if known is not None:
        return known
    row = tx.one("SELECT tid, epoch, seq, hash, eff_ms, dev_ms, receipts FROM head")
    return Head(*row) if row else None


def append(tx: Tx, doc: Document) -> None:
    """Put a sealed document at the end of the chain and move the head.

    The database itself refuses (IntegrityError) what is not the next document.
    """
    before = head(tx)
    receipts = before.receipts if before else 0
    receipts += 1 if doc.kind is Kind.SALE else _left_out(doc, receipts)
    tx.sql(
        _APPEND,
        (
            *(doc.epoch, doc.seq, doc.hash, doc.prev, doc.signature),
            *(doc.kind.value, doc.business_date, doc.data),
        ),
    )
    after = (doc.tid, doc.epoch, doc.seq, doc.hash, doc.eff_ms, doc.dev_ms, receipts)
    tx.sql(_FIRST if before is None else _NEXT, after)
    tx.memo["head"] = Head(*after)


def _left_out(doc: Document, receipts: int) -> int:
    """How many receipt numbers the opening of an epoch leaves out: after a restore those that were
    given, as the mark says, stand on paper and are not given again."""
    if doc.kind is not Kind.EPOCH_OPEN or not doc.body.get("restore"):
        return 0
    return max(0, int(doc.body["restore"]["receipts"]) - receipts)


def append_all(tx: Tx, docs: Sequence[Document]) -> None:
    """The same for documents that follow one another; none of them is a sale."""
    *earlier, last = docs
    tx.many(
        _APPEND,
        [
            (
                *(doc.epoch, doc.seq, doc.hash, doc.prev, doc.signature),
                *(doc.kind.value, doc.business_date, doc.data),
            )
            for doc in earlier
        ],
    )
    append(tx, last)


def document(tx: Tx, epoch: int, seq: int) -> Document | None:
    """One document, parsed."""
    row = tx.one("SELECT bytes, hash, sig FROM journal WHERE epoch = ? AND seq = ?", (epoch, seq))
    return parse(row[0], hash_=row[1], signature=row[2]) if row else None


def hash_at(tx: Tx, epoch: int, seq: int) -> bytes:
    """The hash of one document; empty when there is none with that number."""
    row = tx.one("SELECT hash FROM journal WHERE epoch = ? AND seq = ?", (epoch, seq))
    return bytes(row[0]) if row else b""


def read(
    tx: Tx,
    *,
    after: tuple[int, int] = (0, 0),
    kinds: tuple[Kind, ...] = (),
    limit: int = -1,
) -> Iterator[Document]:
    """Documents behind (epoch, seq), oldest first; `limit` -1 for all."""
    chosen = ""
    if kinds:
        chosen = f" AND kind IN ({', '.join('?' * len(kinds))})"
    rows = tx.sql(
        f"SELECT bytes, hash, sig FROM journal WHERE (epoch, seq) > (?, ?){chosen}"  # noqa: S608
        " ORDER BY epoch, seq LIMIT ?",
        (*after, *(kind.value for kind in kinds), limit),
    )
    for data, hash_, signature in rows:
        yield parse(data, hash_=hash_, signature=signature)


def raw(
    tx: Tx, *, after: tuple[int, int] = (0, 0), limit: int
) -> list[tuple[int, int, bytes, bytes, bytes]]:
    """Documents behind (epoch, seq) as they lie there: epoch, seq, hash, signature, bytes."""
    rows = tx.all(
        "SELECT epoch, seq, hash, sig, bytes FROM journal WHERE (epoch, seq) > (?, ?)"
        " ORDER BY epoch, seq LIMIT ?",
        (*after, limit),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def count(tx: Tx) -> int:
    """How many documents there are, over all epochs."""
    row = tx.one("SELECT count(*) FROM journal")
    return row[0] if row else 0
