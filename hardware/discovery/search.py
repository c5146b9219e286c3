"""One search over all sources that are wanted. A source that cannot be searched is a sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from hardware.api.errors import DeviceUnavailable
from hardware.discovery import local
from hardware.discovery.known import KnownUsb
from hardware.discovery.local import Machine
from hardware.discovery.network import Address, network
from hardware.discovery.seen import Found, Seen, Source, SourceTrouble, place_of


def search(
    machine: Machine,
    known: KnownUsb,
    *,
    sources: Collection[Source] = tuple(Source),
    addresses: tuple[Address, ...] = (),
    taken: Mapping[str, str] | None = None,
    wait_ms: int = 700,
) -> Found:
    """`taken`: place (`place_of`) to the till's device that uses it; those are listed, not asked.

    Takes up to `wait_ms` times addresses / 8; never on a thread that somebody waits for.
    """
    used = dict(taken or {})
    looks: dict[Source, Callable[[], tuple[Seen, ...]]] = {
        Source.SERIAL: lambda: local.serial(machine, known),
        Source.USB: lambda: local.usb(machine, known),
        Source.NETWORK: lambda: network(addresses, frozenset(used), wait_ms=wait_ms),
        Source.QUEUE: lambda: local.queues(machine),
        Source.READER: lambda: local.readers(machine),
        Source.KEYBOARD: lambda: local.keyboards(machine),
    }
    seen: list[Seen] = []
    troubles: list[SourceTrouble] = []
    for source in Source:
        if source not in sources:
            continue
        try:
            seen += looks[source]()
        except DeviceUnavailable as fault:
            where = str(fault.facts.get("library", fault.facts.get("where", "")))
            troubles.append(SourceTrouble(source, str(fault.reason), where))
    return Found(tuple(_marked(one, used) for one in seen), tuple(troubles))


def _marked(one: Seen, used: Mapping[str, str]) -> Seen:
    """A USB printer's place has no profile in it; a queue's or a port's neither."""
    other = used.get(place_of(one.way, dict(one.settings)), "")
    return replace(one, taken=other) if other else one
