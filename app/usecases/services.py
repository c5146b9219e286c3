"""What a screen may hold: built once by bootstrap, handed to every use case."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Database
from app.usecases.ports import Clock, Devices, Paper, PinHasher, Signer, Vault


@dataclass(frozen=True, slots=True)
class Services:
    """The till's parts. Use cases are functions of it: `verb(services, ...) -> Outcome`.

    `key_place` says where the file's key is kept: `keyring`, the path of a key file, or nothing.
    """

    db: Database
    clock: Clock
    signer: Signer
    pins: PinHasher
    vault: Vault
    paper: Paper
    devices: Devices
    key_place: str = ""
