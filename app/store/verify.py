"""Proves the journal, or names the first document that is wrong (ledger-and-sync.md 11, I5, I6).

The till's public key stands in the document that opened the epoch, so that a copy of the file is
proof enough by itself; who knows the key from elsewhere passes it in. Two levels: HASHES follows
the chain alone, SIGNED reads every document: signature, envelope, postings, receipt numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.document import CHAIN, FIRST, unbalanced
from app.domain.errors import Refused, Unavailable
from app.store.file.connect import connect
from app.store.file.faults import raise_sorted

PIECE = 2048  # documents that one thread checks before it looks for more
_COUNTER = re.compile(rb'"counter":(\d+),"c(?:ounts":\[|ur":")')

Tell = Callable[[int, int], bool]


class Level(StrEnum):
    """How deep to look."""

    HASHES = "hashes"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `reason` is empty, or one of: `missing` (a gap in the numbers), `hash`,
    `link`, `signature`, `unreadable`, `envelope` (bytes and row differ), `postings`, `receipt`
    (a number twice or left out), `epoch` (no or a wrong opening), `tail` (the head points further),
    `head` (it gives the next document another till, time or number than the last one says).
    `first_bad` is the seq, in `epoch`, of the first bad document; `missing` are receipt counters.
    """

    docs: int
    epoch: int = 0
    first_bad: int | None = None
    reason: str = ""
    missing: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all is as it was written."""
        return not self.reason


@dataclass(slots=True)
class _Piece:
    """A run of documents of one epoch, and what was found in it."""

    epoch: int
    first: int
    last: int
    public_key: bytes = b""
    floor: int = 0  # receipts that the epoch's opening leaves out: a restore does not know them
    docs: int = 0
    bad: tuple[int, str] | None = None
    receipts: list[tuple[int, int]] = field(default_factory=list)  # (counter, seq)


class _Told:
    """Counts what the threads have checked, and asks whether to go on."""

    def __init__(self, tell: Tell | None, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0
        self._lock = threading.Lock()

    def more(self, docs: int) -> None:
        """Refused `work.cancelled` when the caller has heard enough."""
        if self._tell is None:
            return
        with self._lock:
            self._done += docs
            if not self._tell(self._done, self._total):
                raise Refused("work.cancelled")


def verify(
    path: Path,
    key: bytes | None = None,
    *,
    level: Level = Level.SIGNED,
    known_key: bytes | None = None,
    threads: int = 0,
    tell: Tell | None = None,
) -> Verdict:
    """Check the whole journal of a file, beside a till that sells. Unavailable if it is unreadable.

    `known_key` is the till's public key where it is known (of its newest epoch: a till that was
    restored on another machine signs with another key); `threads` 0 takes one a core, up to 4.
    `tell(documents checked, all)` hears how far it is, on any thread; when it says False the work
    ends with Refused `work.cancelled`.
    """
    raw = connect(path, key, mode="ro")
    try:
        raw.execute("BEGIN")
        stray = _stray(raw)
        if stray is not None:
            return stray
        spans = raw.execute(
            "SELECT epoch, max(seq) FROM journal GROUP BY epoch ORDER BY epoch"
        ).fetchall()
        head = raw.execute("SELECT epoch, seq, hash, tid, eff_ms, receipts FROM head").fetchone()
        if not all(isinstance(number, int) for span in spans for number in span):
            raise Unavailable("database", "corrupt")  # STRICT tables: the pages are not ours
        pieces: list[_Piece] = []
        told = _Told(tell, sum(last for _, last in spans))
        before: tuple[int, bytes] = (0, FIRST)
        for epoch, last in spans:
            newest = known_key if epoch == spans[-1][0] else None
            opening = _opening(raw, epoch, before, newest)
            if isinstance(opening, str):
                done = _summary(_run(path, key, pieces, level, (threads, told)))
                return done if not done.ok else Verdict(done.docs, epoch, 1, opening)
            key_of_epoch, floor = opening
            pieces += [
                _Piece(epoch, first, min(last, first + PIECE - 1), key_of_epoch, floor)
                for first in range(1, last + 1, PIECE)
            ]
            before = (epoch, _hash_of(raw, epoch, last))
        done = _summary(_run(path, key, pieces, level, (threads, told)))
        done = _with_head(done, head, spans, before)
        if done.ok and spans and level is Level.SIGNED:
            done = _with_counters(done, head, pieces, _bytes_of(raw, *spans[-1]))
        return done
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    finally:
        raw.close()


def _stray(raw: sqlite.Connection) -> Verdict | None:
    """A row with a number that no document has, or no row at all where a shop once began."""
    row = raw.execute(
        "SELECT epoch, seq FROM journal WHERE epoch < 1 OR seq < 1 ORDER BY epoch, seq LIMIT 1"
    ).fetchone()
    if row is not None:
        return Verdict(0, row[0], row[1], "envelope")
    (docs, lives) = raw.execute(
        "SELECT EXISTS (SELECT 1 FROM journal), EXISTS (SELECT 1 FROM epoch)"
    ).fetchone()
    return Verdict(0, 1, 1, "missing") if lives and not docs else None


def _opening(
    raw: sqlite.Connection, epoch: int, before: tuple[int, bytes], known: bytes | None
) -> tuple[bytes, int] | str:
    """The public key of an epoch from its first document and the receipt number that it goes on
    from (0: from the last one), or what is wrong with that."""
    row = raw.execute("SELECT bytes FROM journal WHERE epoch = ? AND seq = 1", (epoch,)).fetchone()
    if row is None:
        return "missing"
    try:
        body = json.loads(row[0])["b"]
        public_key = bytes.fromhex(body["public_key"])
        linked = (body["prev_epoch"], bytes.fromhex(body["prev_head"]) or FIRST)
        floor = int(body.get("restore", {}).get("receipts", 0))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "unreadable"
    if len(public_key) != 32:
        return "unreadable"
    if linked != before or (known is not None and public_key != known):
        return "epoch"
    return public_key, floor


def _hash_of(raw: sqlite.Connection, epoch: int, seq: int) -> bytes:
    row = raw.execute(
        "SELECT hash FROM journal WHERE epoch = ? AND seq = ?", (epoch, seq)
    ).fetchone()
    return bytes(row[0]) if row else FIRST


def _bytes_of(raw: sqlite.Connection, epoch: int, seq: int) -> bytes:
    row = raw.execute(
        "SELECT bytes FROM journal WHERE epoch = ? AND seq = ?", (epoch, seq)
    ).fetchone()
    return bytes(row[0]) if row else b""


def _run(
    path: Path, key: bytes | None, pieces: list[_Piece], level: Level, how: tuple[int, _Told]
) -> Iterator[_Piece]:
    """Check all pieces, several at once: signatures are checked outside the interpreter's lock."""
    threads, told = how
    workers = threads or min(4, os.cpu_count() or 1)
    if level is Level.HASHES or len(pieces) < 2:
        workers = 1
    shares = [pieces[place::workers] for place in range(workers)]
    if workers == 1:
        _share(path, key, pieces, level, told)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda share: _share(path, key, share, level, told), shares))
    yield from pieces


def _share(
    path: Path, key: bytes | None, pieces: Iterable[_Piece], level: Level, told: _Told
) -> None:
    raw = connect(path, key, mode="ro")
    try:
        for piece in pieces:
            _chain(raw, piece) if level is Level.HASHES else _signed(raw, piece)
            if piece.bad:
                return
            told.more(piece.last - piece.first + 1)
    except TypeError as error:  # a text where STRICT tables have bytes: the pages are not ours
        raise Unavailable("database", "corrupt") from error
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    finally:
        raw.close()


def _chain(raw: sqlite.Connection, piece: _Piece) -> None:
    """Follow the hashes of a piece."""
    prev = _hash_of(raw, piece.epoch, piece.first - 1)
    seq = piece.first
    sha256 = hashlib.sha256
    for number, hash_, data in raw.execute(
        "SELECT seq, hash, bytes FROM journal WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        (piece.epoch, piece.first, piece.last),
    ):
        if number != seq or sha256(CHAIN + prev + data).digest() != hash_:
            (linked,) = raw.execute(
                "SELECT prev FROM journal WHERE epoch = ? AND seq = ?", (piece.epoch, number)
            ).fetchone()
            piece.bad = (seq, _why_not(number != seq, linked != prev))
            break
        prev = hash_
        seq += 1
    else:
        if seq <= piece.last:
            piece.bad = (seq, "missing")
    piece.docs = seq - piece.first


def _why_not(gap: bool, unlinked: bool) -> str:
    return "missing" if gap else "link" if unlinked else "hash"


def _signed(raw: sqlite.Connection, piece: _Piece) -> None:
    """Read every document of a piece: chain, signature, envelope, postings, receipt numbers."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = Ed25519PublicKey.from_public_bytes(piece.public_key)
    prev = _hash_of(raw, piece.epoch, piece.first - 1)
    seq = piece.first
    for number, hash_, linked, data, signature, kind, bd in raw.execute(
        "SELECT seq, hash, prev, bytes, sig, kind, bd FROM journal"
        " WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        (piece.epoch, piece.first, piece.last),
    ):
        chained = hashlib.sha256(CHAIN + prev + data).digest() == hash_
        if number != seq or linked != prev or not chained:
            piece.bad = (seq, _why_not(number != seq, linked != prev))
            break
        try:
            public.verify(signature, hash_)
        except InvalidSignature:
            piece.bad = (seq, "signature")
            break
        wrong = _content(data, (piece.epoch, seq, kind, bd, prev), piece.receipts)
        if wrong:
            piece.bad = (seq, wrong)
            break
        prev = hash_
        seq += 1
    else:
        if seq <= piece.last:
            piece.bad = (seq, "missing")
    piece.docs = seq - piece.first


def _content(data: bytes, row: tuple[Any, ...], receipts: list[tuple[int, int]]) -> str:
    """What is wrong inside a document; empty when nothing is. Receipt numbers are collected."""
    epoch, seq, kind, bd, prev = row
    try:
        # the body comes first and is most of it; behind it, an unescaped quote is the envelope's
        said = json.loads(b"{" + data[data.rindex(b',"bd":"') + 1 :])
        envelope = (said["ep"], said["seq"], said["k"], said["bd"], bytes.fromhex(said["prev"]))
        if envelope != (epoch, seq, kind, bd, prev):
            return "envelope"
        if unbalanced(tuple((a, u, n) for a, u, n in said["post"])):
            return "postings"
        if kind == "sale":
            counter = _COUNTER.search(data)
            receipts.append((int(counter[1]) if counter else 0, seq))
    except (ValueError, KeyError, TypeError):
        return "unreadable"
    return ""


def _summary(pieces: Iterable[_Piece]) -> Verdict:
    """The first bad document over all pieces, in order, receipt numbers running through."""
    docs, counter = 0, 0
    for piece in pieces:
        counter = max(counter, piece.floor)
        for number, seq in piece.receipts:
            if number != counter + 1:
                gone = tuple(range(counter + 1, min(number, counter + 1001)))
                return Verdict(docs + seq - piece.first, piece.epoch, seq, "receipt", gone)
            counter = number
        docs += piece.docs
        if piece.bad:
            return Verdict(docs, piece.epoch, *piece.bad)
    return Verdict(docs)


def _with_head(
    found: Verdict,
    head: tuple[Any, ...] | None,
    spans: list[tuple[int, int]],
    last: tuple[int, bytes],
) -> Verdict:
    """The head's row must point at the last document: a tail that was cut off shows here."""
    if not found.ok or (head is None and not spans):
        return found
    epoch, seq = spans[-1] if spans else (1, 0)
    if head is None or (head[0], head[1]) != (epoch, seq) or head[2] != last[1]:
        return Verdict(found.docs, epoch, seq + 1, "tail")
    return found


def _with_counters(
    found: Verdict, head: tuple[Any, ...], pieces: list[_Piece], last: bytes
) -> Verdict:
    """What the next document goes on from must be what the last one says: its till and time, and
    the last receipt's number. All documents are right then, and the note of where they end is not.
    """
    said = json.loads(last)
    receipts = max(
        (one.receipts[-1][0] if one.receipts else one.floor for one in pieces), default=0
    )
    if head[3:] != (said["tid"], said["eff_ms"], receipts):
        return Verdict(found.docs, head[0], head[1], "head")
    return found
