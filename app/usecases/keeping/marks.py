"""The high-water mark: how far this till has written, noted outside of its file (8.2, rows 3, 12).

It lies beside the machine's settings and with the copies. A file that does not hold the document
that a mark names is not all that this till has written: an older copy was put in its place, or the
disk lost what it had said was safe.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from app.store import journal
from app.store.engine import Tx
from app.store.keeping.floors import last_z
from app.usecases.keeping.places import Places, places, said_in
from app.usecases.services import Behind, Services

NAME = "mark.json"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """The furthest document that was known to be written, and the numbers that were given."""

    epoch: int
    seq: int
    hash: str
    tid: str
    receipts: int
    z_no: int
    at_ms: int


def read(found: Places) -> Mark | None:
    """The furthest mark that can be read; None when there is none, or none that says anything."""
    marks = [one for one in map(read_file, files(found)) if one is not None]
    return max(marks, default=None)


def files(found: Places) -> Iterable[Path]:
    """Where marks lie."""
    return (found.mark, *(found.own(place).joinpath(NAME) for place in found.all()))


def note(s: Services) -> Mark | None:
    """Note how far the file is, when it has gone on; None when there is nothing to note.

    Never over a mark that the file does not hold: that mark is the proof that something is missing.
    Any thread but the GUI's. A place that cannot be written is left alone: the other mark stands.
    """
    if s.standing.behind is not None or s.machine is None:
        return None
    with s.db.read() as tx:
        head = journal.head(tx)
        if head is None or (head.epoch, head.seq) == s.standing.noted:
            return None
        found = places(s)
        s.standing.behind = compare(tx, read(found))
        if s.standing.behind is not None:
            return None
        mark = of_head(tx, head)
    wrote = [
        _write(path, mark) for path in files(found) if path.parent.is_dir() or path == found.mark
    ]
    if any(wrote):
        s.standing.noted = (mark.epoch, mark.seq)
    return mark


def of_head(tx: Tx, head: journal.Head) -> Mark:
    """The mark of a file as it stands."""
    return Mark(
        head.epoch,
        head.seq,
        head.hash.hex(),
        head.tid,
        head.receipts,
        last_z(tx.raw),
        head.dev_ms,
    )


def compare(tx: Tx, mark: Mark | None) -> Behind | None:
    """None when the file holds the document that the mark names, or there is nothing to compare."""
    head = journal.head(tx)
    if mark is None or head is None or mark.tid != head.tid:
        return None
    if journal.hash_at(tx, mark.epoch, mark.seq).hex() == mark.hash or _known(tx, head, mark):
        return None
    same = head.epoch == mark.epoch and mark.seq > head.seq
    missing = mark.seq - head.seq if same else 0
    return Behind(head.epoch, head.seq, mark.epoch, mark.seq, missing)


def _known(tx: Tx, head: journal.Head, mark: Mark) -> bool:
    """Whether a restore since then was told of this mark: the power went before it could be moved,
    or it lies on a stick that was not there."""
    for epoch in range(mark.epoch + 1, head.epoch + 1):
        opening = journal.document(tx, epoch, 1)
        stated = opening.body.get("restore") if opening else None
        if stated and (stated["mark_epoch"], stated["mark_seq"]) >= (mark.epoch, mark.seq):
            return True
    return False


def write(found: Places, mark: Mark) -> None:
    """Put a mark everywhere it belongs, over any other: after a restore was decided."""
    for path in files(found):
        if path.parent.is_dir() or path == found.mark:
            _write(path, mark)


def read_file(path: Path) -> Mark | None:
    """The mark in a file; None when there is none, or nothing that is one."""
    try:
        said = said_in(path)
        mark = Mark(**said)
    except (OSError, ValueError, TypeError):
        return None
    whole = all(isinstance(n, int) for n in (mark.epoch, mark.seq, mark.receipts, mark.z_no))
    return mark if whole else None


def _write(path: Path, mark: Mark) -> bool:
    """Whole or not at all; whether it was written."""
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(mark)), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        return False
    return True
