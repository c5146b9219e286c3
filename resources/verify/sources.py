"""Where documents and anchors come from: an export, a till's own file, a slip's QR."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from .shapes import Anchor, Doc

SLIP = re.compile(
    r"(?:SHUKE1:(?P<r>[\w-]+\.\d+\.\d+):(?P<rt>-?\d+)|SZ1:(?P<z>[\w-]+\.\d+\.\d+):\d+:[\d-]+:"
    r"(?P<zt>-?\d+)):(?P<h>[0-9a-f]{16}):(?P<s>[\w-]*)(?::[\d.-]*)?",
    re.ASCII,
)


def slip(text: str) -> Anchor:
    """The QR of a receipt (SHUKE1) or of a Z (SZ1); ValueError for another text."""
    read = SLIP.fullmatch(text.strip())
    if read is None:
        raise ValueError(text)
    place, total = read["r"] or read["z"], read["rt"] or read["zt"]
    tid, epoch, seq = place.rsplit(".", 2)
    name = f"{'Z' if read['z'] else '#'} {place}"
    return Anchor(tid, int(epoch), int(seq), read["h"], name, int(total), read["s"])


def anchors_of(path: Path) -> list[Anchor]:
    """Anchors of a file: one object or a list of {tid, epoch, seq, hash, name}."""
    raw = json.loads(path.read_text("utf-8"))
    return [
        Anchor(a.get("tid", ""), a["epoch"], a["seq"], a["hash"], a.get("name", path.name))
        for a in (raw if isinstance(raw, list) else [raw])
    ]


def exported(path: Path) -> Iterator[Doc]:
    """Lines of an export: {e, s, h, g, d}: epoch, seq, hash, signature, the bytes as text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            one = json.loads(line)
            yield Doc(
                *(one["e"], one["s"], bytes.fromhex(one["h"]), bytes.fromhex(one["g"])),
                one["d"].encode(),
            )


def stored(raw: sqlite3.Connection) -> Iterator[Doc]:
    """Rows of a till's own file."""
    for row in raw.execute(
        "SELECT epoch, seq, hash, sig, bytes, prev, kind, bd FROM journal ORDER BY epoch, seq"
    ):
        yield Doc(*row)


def open_source(path: Path) -> tuple[Iterator[Doc], tuple[int, int, bytes]] | None:
    """Documents, and the source's own note of its head."""
    lines = path / "journal.jsonl.gz" if path.is_dir() else path
    note = lines.with_name("export.json")
    if lines.name.endswith(".gz") and lines.exists():
        said = json.loads(note.read_text("utf-8")) if note.exists() else {}
        head = said.get("head")
        told = (head["epoch"], head["seq"], bytes.fromhex(head["hash"])) if head else None
        return exported(lines), told, said.get("public_key", "")
    file = path / "till.db" if path.is_dir() else path
    if not file.exists():
        raise FileNotFoundError(file)
    with file.open("rb") as start:
        if start.read(15) != b"SQLite format 3":
            raise PermissionError(file)
    raw = _connected(file)
    row = raw.execute("SELECT epoch, seq, hash FROM head").fetchone()
    return stored(raw), tuple(row) if row else None, ""


def _connected(file: Path) -> sqlite3.Connection:
    """Read only; a stick that nobody can write to has no room for the log's own notes."""
    place = file.resolve().as_uri()
    try:
        raw = sqlite3.connect(f"{place}?mode=ro", uri=True)
        raw.execute("SELECT count(*) FROM head")
    except sqlite3.OperationalError:
        raw = sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True)
    return raw
