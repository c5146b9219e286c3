"""Card readers: a card that was not put on is never read, nor one card as another."""

from hardware.api.events import Health
from hardware.api.spec import DriverContext, complete
from hardware.drivers.cards import pcsc, serial
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.readers.cards import FakeSerialCards
from hardware.fakes.readers.pcsc import FakePcsc
from tests.hardware.contract.rig import Rig

CARDS = ("04A1B2C3D4E580", "04A1B2C3D4E581", "DEADBEEF")


class CardBench:
    """A card is put on, read for a while, and taken; the next time it is another."""

    def __init__(self, spec, fake, clock, settings):
        self.fake, self.clock = fake, clock
        self.wire = FaultyTransport(fake.wire(), clock)
        context = DriverContext("card_reader", clock)
        self.device = spec.build(self.wire, complete(spec.settings, settings), context)
        self.uid, self.read, self.count = "", [], 0

    def work(self):
        self.uid, self.read = CARDS[self.count % 2], []
        self.count += 1
        self.fake.put(self.uid)
        try:
            for _ in range(100):
                self.read += [event.uid for event in self.device.poll()]
                self.clock.advance(self.device.poll_ms if not self.device.listens else 0)
        finally:
            if hasattr(self.fake, "take"):
                self.fake.take()
        if not self.device.listens:
            self.device.poll()
        odd = " noise" * (self.device.probe().health is Health.ATTENTION)
        if not self.read:
            return "nothing" + odd
        return ("done" if self.read == [self.uid] else "more") + odd

    def honest(self, outcome):
        assert set(self.read) <= {self.uid}, f"{self.read} were never put on"
        assert len(self.read) <= 1, "one card, many readings"


RIGS = (
    Rig(
        "card_serial",
        lambda clock: CardBench(serial.SPEC, FakeSerialCards(), clock, {"length": 14}),
    ),
    Rig("card_pcsc", lambda clock: CardBench(pcsc.SPEC, FakePcsc(), clock, {})),
)
