"""The till's keys in one sealed file that the owner keeps: without them an encrypted copy is noise.

A copy lies in a second place, its key beside this machine's settings. Whoever loses the machine
loses the key, unless this file lies somewhere else: sealed with a passphrase that only the owner
knows (argon2id, 64 MiB, three passes; ChaCha20-Poly1305 over everything else in the file).
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Permission, require
from app.keys import KeyStore
from app.settings import TILL_ID, Settings
from app.store import journal
from app.store import shop as shops
from app.usecases.keeping import record
from app.usecases.keeping.places import machine, places, said_in
from app.usecases.outcome import Outcome
from app.usecases.services import Services

FORM = "shuke keys 1"
LEAST = 10  # characters of a passphrase
MEMORY_KIB, PASSES, LANES, SALT = 64 * 1024, 3, 1, 16
MOST_KIB, MOST_PASSES = 1024 * 1024, 10  # of a file from outside: it must not stop the machine


@dataclass(frozen=True, slots=True)
class Opened:
    """What a bundle holds: whose keys, and the keys by name (`signing`, `encryption`)."""

    till: str
    tid: str
    shop_name: str
    keys: dict[str, bytes]


def seal_keys(s: Services, operator: Operator, path: Path, passphrase: str) -> Outcome[Path]:
    """Write the bundle to `path`, whole or not at all. Takes half a second: on the lane `keep`.

    Refused `permission.missing`, `keys.short` (least), `keys.inside` (a bundle must not lie with
    what it opens). Unavailable `file.unwritable` (path).
    """
    require(operator, Permission.RESTORE)
    if len(passphrase) < LEAST:
        raise Refused("keys.short", least=LEAST)
    settings, found = machine(s), places(s)
    if path.absolute().is_relative_to(settings.data_dir):
        raise Refused("keys.inside", path=str(path))
    with s.db.read() as tx:
        shop, head = shops.load(tx), journal.head(tx)
    kept = KeyStore(settings.settings_dir.joinpath("keys"), found.till).kept()
    inside = {
        "till": found.till,
        "keys": {name: secret.hex() for name, secret in kept.items()},
    }
    outside = {
        "form": FORM,
        "tid": head.tid if head else "",
        "shop": shop.shop_name,
        "at_ms": s.clock.now_ms(),
    }
    _write(path, _seal(inside, outside, passphrase))
    record.change(s, keys_ms=s.clock.now_ms())
    return Outcome(path)


def open_keys(path: Path, passphrase: str) -> Opened:
    """What a bundle holds. Refused `keys.unreadable` (path), `keys.wrong`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        said = said_in(path)
        outside, box = said["about"], base64.b64decode(said["box"])
        kdf = said["kdf"]
        salt = base64.b64decode(kdf["salt"])
        bounded = 1024 <= kdf["kib"] <= MOST_KIB and 0 < kdf["passes"] <= MOST_PASSES
        if outside["form"] != FORM or not bounded or kdf["lanes"] != LANES or len(salt) != SALT:
            raise ValueError("not a bundle of ours")
        key = _stretched(passphrase, salt, kdf["kib"], kdf["passes"])
        plain = ChaCha20Poly1305(key).decrypt(box[:12], box[12:], _aad(outside, kdf))
        inside = json.loads(plain)
        secrets_ = {name: bytes.fromhex(text) for name, text in inside["keys"].items()}
        return Opened(inside["till"], outside["tid"], outside["shop"], secrets_)
    except InvalidTag:
        raise Refused("keys.wrong") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused("keys.unreadable", path=str(path)) from None


def put_keys(settings: Settings, opened: Opened) -> tuple[str, ...]:
    """Keep a bundle's keys on this machine, for a restore; the names of those that are new here.
    A key that is here already stays. Unavailable `key.unwritable`."""
    store = KeyStore(settings.settings_dir.joinpath("keys"), opened.till)
    new = tuple(name for name in opened.keys if not store.has(name))
    for name in new:
        store.keep(name, opened.keys[name])
    path = settings.data_dir.joinpath(TILL_ID)
    try:
        if not settings.exists and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(opened.till, encoding="ascii")
    except OSError as error:
        raise Unavailable("folder", "read_only", path=str(settings.data_dir)) from error
    return new


def _seal(inside: dict[str, Any], outside: dict[str, Any], passphrase: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(12)
    kdf = {
        "name": "argon2id",
        "kib": MEMORY_KIB,
        "passes": PASSES,
        "lanes": LANES,
        "salt": base64.b64encode(salt).decode(),
    }
    key = _stretched(passphrase, salt, MEMORY_KIB, PASSES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, json.dumps(inside).encode(), _aad(outside, kdf))
    box = base64.b64encode(nonce + sealed).decode()
    return json.dumps({"about": outside, "kdf": kdf, "box": box}, ensure_ascii=False, indent=1)


def _aad(outside: dict[str, Any], kdf: dict[str, Any]) -> bytes:
    """What stands around the box is part of the seal."""
    return json.dumps([outside, kdf], ensure_ascii=False, sort_keys=True).encode()


def _stretched(passphrase: str, salt: bytes, kib: int, passes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=passes,
        memory_cost=kib,
        parallelism=LANES,
        hash_len=32,
        type=Type.ID,
    )


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".part")
    try:
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
