"""A practice gateway as a place on a wire: bytes in, bytes out; in memory or on a loopback port."""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from hardware.api.clock import Clock
from hardware.api.device import Transport
from hardware.api.spec import Value
from hardware.fakes.port import TwinPort
from hardware.fakes.terminals.ledger import Bad, Ledger

PRACTICE = "practice:"  # what the drivers know keys of no worth by
FILES = {"key_file": "merchant-key.pem", "gateway_key_file": "gateway-public.pem"}
_OWN = "gateway-key.pem"  # theirs alone: a till is never told of it


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, whole."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Keys:
    """The shop's and the gateway's own, made for practice; they open nothing anywhere."""

    def __init__(self, folder: Path | None = None) -> None:
        """With a folder they lie there as files (`FILES`), the same ones the next time."""
        self.shop = _key(folder / FILES["key_file"] if folder else None)
        self.gateway = _key(folder / _OWN if folder else None)
        if folder is not None:
            public = str(self.settings()["gateway_key_file"]).removeprefix(PRACTICE)
            (folder / FILES["gateway_key_file"]).write_text(public, "ascii")

    def sign(self, data: bytes, *, wrong: bool = False) -> str:
        key = self.gateway
        if wrong:
            data = data + b"!"
        made = key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return base64.b64encode(made).decode("ascii")

    def shop_signed(self, data: bytes, signature: str) -> bool:
        try:
            self.shop.public_key().verify(
                base64.b64decode(signature), data, padding.PKCS1v15(), hashes.SHA256()
            )
        except (InvalidSignature, ValueError):
            return False
        return True

    def settings(self) -> dict[str, Value]:
        """What the driver must be set to."""
        own = _pem(self.shop)
        public = self.gateway.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {
            "key_file": PRACTICE + own.decode("ascii"),
            "gateway_key_file": PRACTICE + public.decode("ascii"),
        }


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _key(path: Path | None) -> rsa.RSAPrivateKey:
    """Made new, unless the file has one."""
    if path is not None and path.is_file():
        found = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(found, rsa.RSAPrivateKey):
            return found
    made = rsa.generate_private_key(65537, 2048)
    if path is not None:
        path.touch(mode=0o600)
        path.write_bytes(_pem(made))
    return made


class Site:
    """`answer` makes the bytes of an answer to a request, or None for silence."""

    def __init__(self, name: str, clock: Clock, keys: Keys) -> None:
        self.name, self.clock, self.keys = name, clock, keys
        self.ledger = Ledger()
        self._lock = threading.Lock()

    def answer(self, asked: Request) -> bytes | None:
        raise NotImplementedError

    def wait_ms(self) -> int:
        """How long the answer that was made last is to take, over sockets."""
        return 0

    def wire(self) -> Transport:
        """A connection in memory, answered at once; each hears its own till only."""
        heard = bytearray()

        def receive(data: bytes, send: Callable[[bytes], None]) -> None:
            if data.startswith((b"POST ", b"GET ")):
                heard.clear()  # a new connection: what was half said is forgotten
            heard.extend(data)
            asked = parse(bytes(heard))
            if asked is not None:
                heard.clear()
                said, _ = self.handle(asked)
                if said is not None:
                    send(said)

        return TwinPort(self.name, receive)

    def serve(self) -> LoopbackServer:
        """On a port of this machine, until `close`."""
        return LoopbackServer(self.handle)

    def handle(self, asked: Request) -> tuple[bytes | None, int]:
        """(bytes or silence, how long they take)."""
        with self._lock:
            return self.answer(asked), self.wait_ms()


def parse(raw: bytes) -> Request | None:
    """The request once it is whole."""
    head, mark, body = raw.partition(b"\r\n\r\n")
    if not mark:
        return None
    first, *rest = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (one.partition(":") for one in rest)
    }
    length = headers.get("content-length", "0")
    size = int(length) if length.isdigit() else 0
    if len(parts) < 3 or len(body) < size:
        return None
    return Request(parts[0], parts[1], headers, body[:size])


def reply(status: int, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """The bytes of an HTTP answer."""
    lines = [f"HTTP/1.1 {status} OK", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def spoiled(bad: Bad) -> bytes | None:
    """Answers that are none, whatever was asked; the others are the gateway's own affair."""
    if bad is Bad.GARBAGE:
        return b"\x16\x03\x01 this is no answer \xff\xfe\r\n\r\n"
    if bad is Bad.ERROR:
        return reply(502, b"<html><body>Bad Gateway</body></html>")
    return None


def compact(value: dict[str, Any]) -> str:
    """JSON as gateways write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class LoopbackServer:
    """A socket on this machine in front of a site. `close` ends it."""

    def __init__(self, handle: Callable[[Request], tuple[bytes | None, int]]) -> None:
        self._over = threading.Event()
        over = self._over

        class One(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                raw = b""
                self.request.settimeout(10)
                asked = None
                while asked is None:
                    try:
                        more = self.request.recv(65536)
                    except OSError:
                        return
                    if not more:
                        return
                    raw += more
                    asked = parse(raw)
                said, wait_ms = handle(asked)
                over.wait(wait_ms / 1000 if said is not None else 30)
                if said is not None and not over.is_set():
                    self.request.sendall(said)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = True
            allow_reuse_address = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A till that hung up in the middle is nothing to write home about."""

        self._server = Server(("127.0.0.1", 0), One)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=lambda: self._server.serve_forever(0.02), name="practice-gateway", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2)
