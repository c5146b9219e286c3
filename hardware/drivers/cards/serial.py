"""Card readers and Wiegand converters on a COM port: they say a card's number as text.

Frames are lines (CR LF) or STX ... ETX; 9600 8N1 is the usual speed. RDM6300 and its kin say ten
hex digits and a check byte between 02 and 03 (manual); which spelling a reader has is learnt.
"""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import Reason
from hardware.api.events import CardRead, Event, Health
from hardware.api.reading.card_numbers import FORMAT_SETTINGS, CardFormat, canonical, format_of
from hardware.api.reading.lines import Splitter
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.cards.presence import Presence

_READ_MS = 50


class SerialCards:
    """`poll` blocks at most 50 ms. A card that stays is said again and again: it counts once."""

    def __init__(
        self,
        transport: Transport,
        kept: CardFormat,
        clock: Clock,
        *,
        stays_ms: int = 1500,
        device: str = "card_reader",
    ) -> None:
        self._transport, self._format, self._clock = transport, kept, clock
        self._splitter = Splitter()
        self._presence = Presence(stays_ms)
        self._device = device
        self._strange = 0

    @property
    def listens(self) -> bool:
        return True

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._splitter.forget()
            self._presence.gone()

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        data = self._transport.read(512, _READ_MS)
        at = self._clock.monotonic_ms()
        found: list[Event] = []
        for text in self._splitter.feed(data, at):
            uid = canonical(text, self._format)
            self._strange = 0 if uid else self._strange + 1
            if uid and self._presence.comes(uid, at):
                found.append(CardRead(self._device, uid, self._clock.now_ms()))
        return tuple(found)

    def probe(self) -> Condition:
        """A reader says nothing of itself; that it speaks another format can be heard."""
        if self._strange or self._splitter.noisy:
            return Condition(Health.ATTENTION, Reason.JUNK_ANSWER)
        return Condition(Health.READY)


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> SerialCards:
    return SerialCards(
        transport,
        format_of(settings),
        context.clock,
        stays_ms=int(settings["stays_ms"]),
        device=context.device,
    )


SPEC = DriverSpec(
    name="card_serial",
    kinds=(Kind.CARD_READER,),
    transports=("serial",),
    build=build,
    settings=(*FORMAT_SETTINGS, Setting("stays_ms", 1500, low=200, high=10_000)),
    wire={"serial": {"baud": 9600}},
)
