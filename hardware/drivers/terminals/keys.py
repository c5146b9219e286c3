"""The two keys of a gateway: ours signs what we say, theirs proves what they say (RSA, SHA-256).

Key files lie beside the till's data; settings hold their path and never their letters. A private
key that others on this machine may read is shut when it is first used.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from hardware.api.errors import BadSettings

_PEM = "-----BEGIN"
PRACTICE = "practice:"  # a twin hands its keys over as letters; no file of settings holds any
_LEAST_BITS = 2048


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """`own` is the merchant's private key, `gateway` the gateway's public one."""

    own: rsa.RSAPrivateKey
    gateway: rsa.RSAPublicKey

    def sign(self, data: bytes) -> str:
        """Base64 of PKCS#1 v1.5 over SHA-256: what both gateways want."""
        made = self.own.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(made).decode("ascii")

    def proves(self, data: bytes, signature: str) -> bool:
        """Whether the gateway signed exactly these bytes."""
        try:
            raw = base64.b64decode(signature, validate=True)
            self.gateway.verify(raw, data, padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True


def load(own: str, gateway: str, folder: str) -> KeyPair:
    """Both keys by their paths (relative ones lie in `folder`).

    Raises `BadSettings`: `setting_empty`, `key_missing`, `key_unreadable` (name of the setting).
    """
    private_pem = _read("key_file", own, folder, secret=True)
    public_pem = _read("gateway_key_file", gateway, folder)
    try:
        private = serialization.load_pem_private_key(private_pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadSettings("key_unreadable", name="key_file") from error
    try:
        public = serialization.load_pem_public_key(public_pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadSettings("key_unreadable", name="gateway_key_file") from error
    if not isinstance(private, rsa.RSAPrivateKey) or private.key_size < _LEAST_BITS:
        raise BadSettings("key_unreadable", name="key_file")
    if not isinstance(public, rsa.RSAPublicKey) or public.key_size < _LEAST_BITS:
        raise BadSettings("key_unreadable", name="gateway_key_file")
    return KeyPair(private, public)


def _read(setting: str, given: str, folder: str, *, secret: bool = False) -> bytes:
    if not given.strip():
        raise BadSettings("setting_empty", name=setting)
    if given.startswith(PRACTICE):
        return given.removeprefix(PRACTICE).encode("ascii")
    path = Path(folder, given.strip())
    try:
        if secret and os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        data = path.read_bytes()
    except OSError as error:
        raise BadSettings("key_missing", name=setting) from error
    return data if data.lstrip().startswith(_PEM.encode()) else _pem(setting, data)


def _pem(setting: str, data: bytes) -> bytes:
    """Alipay's tool writes keys as bare base64 (PKCS#8, or a public key) without their frame."""
    try:
        raw = base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise BadSettings("key_unreadable", name=setting) from error
    what = "PRIVATE KEY" if setting == "key_file" else "PUBLIC KEY"
    body = base64.encodebytes(raw).decode("ascii")
    return f"{_PEM} {what}-----\n{body}-----END {what}-----\n".encode("ascii")
