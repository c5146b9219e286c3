"""Network printers, only at addresses that a person typed: one host, or a short row of them.

The question is `DLE EOT 1` (10 04 01, Epson's manual; answered in the middle of anything, prints
nothing on a receipt printer). Its answer's fixed bits are checked, so that not everything that
has a port 9100 is called a receipt printer (hardware.md 2.3: junk is answered, too).
"""

from __future__ import annotations

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from hardware.api.errors import BadSettings
from hardware.discovery.local import PRINTERS
from hardware.discovery.seen import Proposal, Seen, Source, Why

PORT = 9100
MOST = 64  # addresses in a row: a technician's guess, never a sweep of a network
_ASK = b"\x10\x04\x01"
_FIXED, _FIXED_IS = 0x93, 0x12  # bits 0 and 7 are 0, bits 1 and 4 are 1
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_ROW = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.)(\d{1,3})-(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int = PORT


def addresses(text: str) -> tuple[Address, ...]:
    """`192.168.1.50`, `till-printer:9101`, `192.168.1.50-60`, several with commas or spaces.

    Raises `BadSettings` `address_bad` (value) or `address_many` (most).
    """
    found: dict[Address, None] = {}
    for part in re.split(r"[\s,;，；]+", text.strip()):
        if not part:
            continue
        for one in _of(part):
            found[one] = None
            if len(found) > MOST:
                raise BadSettings("address_many", most=MOST)
    return tuple(found)


def _of(part: str) -> list[Address]:
    host, colon, port_text = part.partition(":")
    port = int(port_text) if port_text.isascii() and port_text.isdecimal() else 0
    if colon and not 1 <= port <= 65_535:
        raise BadSettings("address_bad", value=part)
    port = port or PORT
    in_row = _ROW.fullmatch(host)
    if in_row:
        first, last = int(in_row[2]), int(in_row[3])
        if not first <= last <= 255:
            raise BadSettings("address_bad", value=part)
        if last - first >= MOST:
            raise BadSettings("address_many", most=MOST)
        return [Address(f"{in_row[1]}{n}", port) for n in range(first, last + 1)]
    if not _HOST.fullmatch(host):
        raise BadSettings("address_bad", value=part)
    return [Address(host, port)]


def ask_printer(address: Address, *, wait_ms: int = 700) -> Why | None:
    """ANSWERED as a receipt printer, SILENT when the port opens but says nothing of the kind.

    None: nobody there. Sends three bytes, once; prints nothing.
    """
    wait = wait_ms / 1000
    try:
        with socket.create_connection((address.host, address.port), timeout=wait) as wire:
            wire.settimeout(wait)
            wire.sendall(_ASK)
            try:
                said = wire.recv(8)
            except OSError:
                return Why.SILENT
    except (OSError, UnicodeError):
        return None
    return Why.ANSWERED if said and said[-1] & _FIXED == _FIXED_IS else Why.SILENT


def network(
    wanted: tuple[Address, ...], skip: frozenset[str], *, wait_ms: int = 700
) -> tuple[Seen, ...]:
    """Those that are there, in the sequence asked for; `skip` has the `place`s nobody may ask."""
    free = [one for one in wanted if _place(one) not in skip]
    with ThreadPoolExecutor(max_workers=8, thread_name_prefix="shuke-find") as pool:
        said = dict(
            zip(free, pool.map(lambda one: ask_printer(one, wait_ms=wait_ms), free), strict=True)
        )
    seen = []
    for one in wanted:
        why = said.get(one)
        if one in said and why is None:
            continue
        answered = why is Why.ANSWERED
        pairs = PRINTERS[:1] if answered else PRINTERS
        fits = tuple(Proposal(kind, driver, why or Why.SILENT) for kind, driver in pairs)
        settings = (("host", one.host), ("port", one.port))
        seen.append(Seen(Source.NETWORK, "tcp", settings, f"{one.host}:{one.port}", fits))
    return tuple(seen)


def _place(one: Address) -> str:
    return f"tcp {one.host.lower()}:{one.port}"
