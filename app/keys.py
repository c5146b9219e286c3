"""The till's secrets: the signing key, the encryption key's source, sealed profiles, PIN hashes.

Nothing here ever lies in the data folder or in a log (agreements 12, 22). A key is kept by the
system's keyring where a real one works, else in a file of mode 0600 beside the settings.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Unavailable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SERVICE = "shuke"


class TillSigner:
    """An Ed25519 key that signs document hashes."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        """Loaded with the first signature: a till scans before it signs."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed)

    @cached_property
    def public_key(self) -> bytes:
        """32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """64 bytes over `data`."""
        return self._key.sign(data)


class ProfileVault:
    """Seals a member's profile with ChaCha20-Poly1305 under the member's own key."""

    def new_key(self) -> bytes:
        """32 fresh bytes."""
        return secrets.token_bytes(32)

    def seal(self, key: bytes, profile: dict[str, Any]) -> str:
        """Nonce and ciphertext as URL-safe base64."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        nonce = secrets.token_bytes(12)
        text = json.dumps(profile, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return base64.urlsafe_b64encode(
            nonce + ChaCha20Poly1305(key).encrypt(nonce, text.encode(), None)
        ).decode()

    def open(self, key: bytes, sealed: str) -> dict[str, Any]:
        """The profile again; ValueError when key and text do not belong together."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        raw = base64.urlsafe_b64decode(sealed)
        try:
            text = ChaCha20Poly1305(key).decrypt(raw[:12], raw[12:], None)
        except InvalidTag:
            raise ValueError("not sealed with this key") from None
        profile: dict[str, Any] = json.loads(text)
        return profile


class ArgonPins:
    """PINs as argon2id, 19 MiB, two passes, one lane (agreements 19): about 40 ms on purpose."""

    def hash(self, pin: str) -> str:
        """A hash with its own salt and parameters."""
        return str(_hasher().hash(pin))

    def verify(self, pin: str, hashed: str) -> bool:
        """Whether the PIN is right; False for a hash that is none."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return bool(_hasher().verify(hashed, pin))
        except (VerificationError, InvalidHashError):
            return False


def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where one secret is kept: `source` is `keyring`, `file`, or `none` (encryption off)."""

    source: str
    path: str = ""


class KeyStore:
    """The secrets of the tills whose settings lie in `folder`. `till` names one data folder."""

    def __init__(self, folder: Path, till: str, *, use_keyring: bool = True) -> None:
        self._folder = folder
        self._till = till
        self._use_keyring = use_keyring

    def signing_seed(self) -> bytes:
        """The signing key's 32 bytes, made when there is none."""
        return self._secret("signing")[0]

    def encryption(self, setting: str) -> tuple[bytes | None, KeyPlace]:
        """The file's key by the setting `auto` or `off`, and where it is kept."""
        if setting == "off":
            return None, KeyPlace("none")
        return self._secret("encryption")

    def has(self, name: str) -> bool:
        """Whether `signing` or `encryption` has been made already."""
        return self._stored(name) is not None

    def keep(self, name: str, secret: bytes) -> KeyPlace:
        """Keep a secret that another till of this machine has too (a training copy's file), or that
        came in the owner's bundle."""
        return self._keep(name, secret)

    def forget(self) -> None:
        """Drop what was kept here: of a copy that is thrown away, never of a till."""
        for name in ("signing", "encryption"):
            self._file(name).unlink(missing_ok=True)
            ring = _keyring() if self._use_keyring else None
            if ring is None:
                continue
            try:
                ring.delete_password(SERVICE, self._name(name))
            except _ring_errors():
                continue  # it was never there, or nobody can take it away: it opens nothing

    def kept(self) -> dict[str, bytes]:
        """Every secret that there is, by its name: for the owner's sealed bundle, nothing else."""
        found = {name: self._stored(name) for name in ("signing", "encryption")}
        return {name: one[0] for name, one in found.items() if one is not None}

    def _secret(self, name: str) -> tuple[bytes, KeyPlace]:
        found = self._stored(name)
        if found is not None:
            return found
        made = secrets.token_bytes(32)
        return made, self._keep(name, made)

    def _keep(self, name: str, made: bytes) -> KeyPlace:
        ring = _keyring() if self._use_keyring else None
        if ring is not None:
            try:
                ring.set_password(SERVICE, self._name(name), made.hex())
                return KeyPlace("keyring")
            except _ring_errors():
                pass  # a keyring that cannot keep anything: the file does
        return self._write_file(name, made)

    def _stored(self, name: str) -> tuple[bytes, KeyPlace] | None:
        path = self._file(name)
        try:
            return _secret_of(path.read_text("ascii")), KeyPlace("file", str(path))
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            raise Unavailable("key", "unreadable", path=str(path)) from error
        ring = _keyring() if self._use_keyring else None
        if ring is None:
            return None
        try:
            text = ring.get_password(SERVICE, self._name(name))
            return (_secret_of(text), KeyPlace("keyring")) if text else None
        except _ring_errors() as error:
            raise Unavailable("key", "keyring", retry=True) from error
        except ValueError as error:
            raise Unavailable("key", "unreadable", path=self._name(name)) from error

    def _write_file(self, name: str, secret: bytes) -> KeyPlace:
        """Whole and on the disk before anything is made with it, name and all, or not there."""
        path = self._file(name)
        fresh = path.with_name(path.name + ".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secret.hex().encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, path)
            for folder in (path.parent, path.parent.parent):
                _sync_folder(folder)
        except OSError as error:
            raise Unavailable("key", "unwritable", path=str(path)) from error
        return KeyPlace("file", str(path))

    def _name(self, name: str) -> str:
        return f"{self._till}.{name}"

    def _file(self, name: str) -> Path:
        return self._folder / f"{self._name(name)}.key"


def _secret_of(text: str) -> bytes:
    """The 32 bytes; ValueError for anything else, a key file cut short above all."""
    secret = bytes.fromhex(text.strip())
    if len(secret) != 32:
        raise ValueError("a key has 32 bytes")
    return secret


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a directory to sync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keyring() -> Any:
    """The keyring's backend where a real one works; None for the fail and null ones."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend


def _ring_errors() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError

    return (KeyringError, OSError)
