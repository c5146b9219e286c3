"""What a screen may hold: built once by bootstrap, handed to every use case."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.settings import Settings
from app.store.engine import Database
from app.usecases.ports import Clock, Devices, Paper, PinHasher, Signer, Vault
from app.usecases.tender.terminals import NoTerminals, Terminals


@dataclass(slots=True)
class Standing:
    """What was found at the start, and what is known since: the one thing here that changes.

    `behind` is how far the file is behind its high-water mark, None when it is not.
    `noted` is the last place of the journal that was noted outside of the file.
    """

    behind: Behind | None = None
    noted: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Behind:
    """The file lacks documents that this till has written: an older copy stands in its place, or
    the disk lost what it had promised.

    It ends at (`epoch`, `seq`); the mark stands at (`mark_epoch`, `mark_seq`). `missing` is how
    many documents are known to be gone: 0 when both went on and nobody can count.
    """

    epoch: int
    seq: int
    mark_epoch: int
    mark_seq: int
    missing: int


@dataclass(frozen=True, slots=True)
class Services:
    """The till's parts. Use cases are functions of it: `verb(services, ...) -> Outcome`.

    `key_place` says where the file's key is kept: `keyring`, the path of a key file, or nothing.
    `machine` is how this machine runs the till; without one nothing outside of the file is kept.
    `standing` is whether the file is all that this till has written (usecases/keeping/standing.py).
    """

    db: Database
    clock: Clock
    signer: Signer
    pins: PinHasher
    vault: Vault
    paper: Paper
    devices: Devices
    key_place: str = ""
    machine: Settings | None = None
    standing: Standing = field(default_factory=Standing)
    terminals: Terminals = field(default_factory=NoTerminals)
