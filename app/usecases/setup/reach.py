"""Whether this machine reaches another: the name found, the door open, in how many milliseconds."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.errors import Refused

TIMEOUT_S = 5


@dataclass(frozen=True, slots=True)
class Reached:
    """`state`: ok, name (no such name), refused, silent. `through`: the proxy that was asked."""

    state: str
    where: str
    ms: int = 0
    through: str = ""


def address(text: str) -> tuple[str, int]:
    """`host`, `host:port` or a web address. Refused `reach.address`."""
    text = text.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("reach.address") from error
    if not host or not host.isprintable() or " " in host:
        raise Refused("reach.address")
    return host, port or {"http": 80}.get(parts.scheme, 443)


def proxy(text: str) -> str:
    """A proxy as settings keep it: `http://host:port`, or nothing. Refused `reach.address`."""
    if not text.strip():
        return ""
    host, port = address(text)
    return f"http://{host}:{port}"


def reach(text: str, through: str = "") -> Reached:
    """Knock there, or at the proxy's door where there is one. Waits: report thread."""
    where = address(text)
    host, port = address(through) if through else where
    shown = f"{where[0]}:{where[1]}"
    began = time.monotonic()
    try:
        with socket.create_connection((host, port), TIMEOUT_S):
            state = "ok"
    except socket.gaierror:
        state = "name"
    except ConnectionRefusedError:
        state = "refused"
    except (OSError, ValueError):
        state = "silent"
    return Reached(state, shown, int((time.monotonic() - began) * 1000), through)
