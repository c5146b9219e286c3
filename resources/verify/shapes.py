#!/usr/bin/env python3
"""Verifies a Shuke journal without Shuke: one file, Python 3.9 or newer, nothing else needed.

    python3 shuke_verify.py FOLDER-OR-FILE [--slip TEXT]... [--anchors FILE] [--key HEX]
                            [--lang zh|en] [--report FILE] [--json]

FOLDER-OR-FILE is an export (the folder on the USB stick), a till's data folder, or a backup that is
not encrypted. A slip is the text of the QR on a receipt or on a Z; an anchor is what an earlier
export, backup or Z said about where the journal stood.

Every document is the bytes that were signed when it happened. The chain is SHA-256 over
"poschain1", the hash before and the bytes; the signature (Ed25519) is over that hash. So a change
anywhere breaks the chain there, and whoever mends the chain cannot sign it. Where the library
`cryptography` is missing, the slow Ed25519 below checks openings, Z closings, slips and the last
document: each of these signatures vouches for all documents before it; the first that is wrong is
then searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

CHAIN = b"poschain1"
FIRST = bytes(32)
Verify = Callable[[bytes, bytes, bytes], bool]  # key, signature, message
MOST = 50  # findings that are told one by one
NUMBER = re.compile(r"(\d+)")


class Doc(NamedTuple):
    """A row of the journal. `kind` and `day` are empty where only the bytes were exported."""

    epoch: int
    seq: int
    hash: bytes
    sig: bytes
    data: bytes
    prev: bytes = b""
    kind: str = ""
    day: str = ""


class Found(NamedTuple):
    """One thing that is wrong: where, what (a key of WORDS), and its facts."""

    epoch: int
    seq: int
    code: str
    facts: dict[str, Any]


class Anchor(NamedTuple):
    """Where a journal stood once: said by a Z, a receipt, an export, a backup."""

    tid: str
    epoch: int
    seq: int
    hash: str  # hex, the first 16 letters at least
    name: str = ""
    total: int | None = None
    sig: str = ""
