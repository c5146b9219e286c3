"""Contactless readers through PC/SC: `FF CA 00 00 00` asks for the number, `90 00` ends the answer

(PC/SC part 3, 3.2.2.1.3; tried on pcscd with a virtual reader). The number only says who it is: it
can be copied, so nothing of value is kept on a card.
"""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport, WireDevice
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import CardRead, Event, Health
from hardware.api.reading.card_numbers import CardFormat, of_uid
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.cards.presence import Presence

GET_UID = bytes.fromhex("FFCA000000")
_OK, _ANSWER_MS = b"\x90\x00", 1000
_LONGEST, _MOST_STALE = 34, 8
_LENGTHS = (4, 7, 8, 10)  # ISO 14443 has 4, 7 and 10 bytes, ISO 15693 has 8
_STAYS_MS = 3_600_000  # the reader says itself when a card goes


class PcscCards(WireDevice):
    """Asked five times a second; a card put on is one `CardRead`, one that stays is none."""

    poll_ms = 200

    def __init__(
        self, transport: Transport, kept: CardFormat, clock: Clock, *, device: str = "card_reader"
    ) -> None:
        super().__init__(transport)
        self._format, self._clock = kept, clock
        self._presence = Presence(_STAYS_MS)
        self._device = device
        self._mute_card = False

    def poll(self) -> tuple[Event, ...]:
        answer = self._ask()
        self._mute_card = False
        if not answer:
            self._presence.gone()
            return ()
        uid, status = answer[:-2], answer[-2:]
        if not uid and len(status) == 2 and status[0] >> 4 == 6:
            self._mute_card = True
            return ()
        number = of_uid(uid, self._format) if status == _OK and len(uid) in _LENGTHS else ""
        if not number:
            raise DeviceUnavailable(Reason.JUNK_ANSWER, where=self._transport.name)
        if not self._presence.comes(number, self._clock.monotonic_ms()):
            return ()
        return (CardRead(self._device, number, self._clock.now_ms()),)

    def probe(self) -> Condition:
        """The reader answers; a card that has no number to say is a card nobody can use here."""
        if self._mute_card:
            return Condition(Health.ATTENTION, Reason.JUNK_ANSWER)
        return Condition(Health.READY)

    def _ask(self) -> bytes:
        """What the card said, empty without a card. `DeviceUnavailable` when the reader is mute."""
        wire = self._transport
        for _ in range(_MOST_STALE):  # an answer that came too late is about another moment
            if not wire.read(256, 0):
                break
        wire.write(GET_UID)
        end = self._clock.monotonic_ms() + _ANSWER_MS
        said = b""
        while not said or len(said) <= said[0]:
            left = end - self._clock.monotonic_ms()
            if left <= 0:
                reason = Reason.JUNK_ANSWER if said else Reason.NO_ANSWER
                raise DeviceUnavailable(reason, where=wire.name)
            said += wire.read(256, left)
            if said and said[0] > _LONGEST:
                raise DeviceUnavailable(Reason.JUNK_ANSWER, where=wire.name)
        return said[1 : said[0] + 1]


def build(transport: Transport, settings: Mapping[str, Value], context: DriverContext) -> PcscCards:
    kept = CardFormat(backwards=bool(settings["backwards"]), keep=int(settings["keep"]))
    return PcscCards(transport, kept, context.clock, device=context.device)


SPEC = DriverSpec(
    name="card_pcsc",
    kinds=(Kind.CARD_READER,),
    transports=("pcsc",),
    build=build,
    settings=(Setting("backwards", False), Setting("keep", 0, high=10)),
    tried="emulator",
)
