"""Card readers: a card put on is one card, one that stays is none, a fault is a state."""

import sys

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import CardRead, Health
from hardware.api.reading.card_numbers import CardFormat, Spelling
from hardware.drivers.cards.pcsc import PcscCards
from hardware.drivers.cards.serial import SerialCards
from hardware.fakes.clock import StepClock
from hardware.fakes.readers.cards import FakeSerialCards
from hardware.fakes.readers.pcsc import FakePcsc, FakeService
from hardware.transports.readers import pcsc
from hardware.transports.recorder import ReplayTransport
from hardware.transports.serial_port import SerialTransport
from tests.hardware.bench import NOW_MS, ROOT, Pty, quick_clock

UID, OTHER = "04A1B2C3D4E580", "DEADBEEF"
TRANSCRIPTS = ROOT / "tests" / "hardware" / "transcripts" / "readers"


def uids(events):
    return [event.uid for event in events]


# --- serial ---------------------------------------------------------------------------------------


@pytest.fixture
def clock():
    return StepClock()


def test_a_card_that_stays_is_read_once(clock):
    fake = FakeSerialCards()
    reader = SerialCards(fake.wire(), CardFormat(), clock)
    reader.open()
    fake.put(UID)
    assert uids(reader.poll()) == [UID]
    for _ in range(10):  # readers that repeat while it lies there
        clock.advance(500)
        fake.stay()
        assert reader.poll() == ()
    clock.advance(2000)  # taken, and put on again
    fake.stay()
    assert uids(reader.poll()) == [UID]
    fake.put(OTHER)
    assert uids(reader.poll()) == [OTHER]


@pytest.mark.parametrize("framed", [False, True])
def test_every_format_gives_the_canonical_number(clock, framed):
    for kept in (
        CardFormat(length=14),
        CardFormat(backwards=True),
        CardFormat(checksum=True),
    ):
        fake = FakeSerialCards(kept, framed=framed)
        reader = SerialCards(fake.wire(), kept, clock)
        reader.open()
        fake.put(UID)
        assert uids(reader.poll()) == [UID]


def test_another_format_is_seen_and_no_card(clock):
    fake = FakeSerialCards(CardFormat(Spelling.DEC))
    reader = SerialCards(fake.wire(), CardFormat(length=14), clock)
    reader.open()
    assert reader.probe().health is Health.READY
    fake.put("00D507D0")
    assert reader.poll() == ()
    assert (reader.probe().health, reader.probe().reason) == (
        Health.ATTENTION,
        Reason.JUNK_ANSWER,
    )


def test_over_a_serial_line(poll_until):
    line = Pty()
    reader = SerialCards(
        SerialTransport(line.port), CardFormat(length=14), quick_clock(), device="card_reader"
    )
    reader.open()
    line.send(b"04A1B2C3")
    assert reader.poll() == ()
    line.send(b"D4E580\r\n")
    assert poll_until(reader.poll) == (CardRead("card_reader", UID, NOW_MS),)
    line.unplug()
    with pytest.raises(DeviceUnavailable) as gone:
        reader.poll()
    assert gone.value.reason is Reason.UNPLUGGED
    reader.close()


@pytest.mark.parametrize(
    ("name", "kept", "read"),
    [
        ("rdm6300.txt", CardFormat(keep=4, length=12, checksum=True), ["00D507D0"]),
        ("wiegand-converter.txt", CardFormat(Spelling.W26, length=9), ["D507D0", "00FFFE"]),
    ],
)
def test_what_manuals_say_of_their_bytes(name, kept, read):
    clock = StepClock()
    wire = ReplayTransport((TRANSCRIPTS / name).read_text(), clock.pause)
    reader = SerialCards(wire, kept, clock)
    reader.open()
    found = [uid for _ in range(30) for uid in uids(reader.poll())]
    reader.close()
    wire.finish()
    assert found == read


# --- PC/SC ----------------------------------------------------------------------------------------


def test_a_card_put_on_taken_and_changed(clock):
    fake = FakePcsc()
    reader = PcscCards(fake.wire(), CardFormat(), clock)
    reader.open()
    assert reader.poll() == ()
    fake.put(UID)
    assert uids(reader.poll()) == [UID]
    for _ in range(5):
        assert reader.poll() == ()
    fake.take()
    assert reader.poll() == ()
    fake.put(UID)
    assert uids(reader.poll()) == [UID]
    fake.put(OTHER)  # changed between two looks
    assert uids(reader.poll()) == [OTHER]


def test_an_answer_that_came_too_late_is_about_another_moment(clock):
    fake = FakePcsc()
    wire = fake.wire()
    reader = PcscCards(wire, CardFormat(), clock)
    reader.open()
    wire.push(b"\x09" + bytes.fromhex(UID) + b"\x90\x00")  # the card is long gone
    assert reader.poll() == ()


def test_a_card_that_says_no_number_is_seen(clock):
    fake = FakePcsc()
    reader = PcscCards(fake.wire(), CardFormat(), clock)
    reader.open()
    fake.put(UID)
    fake.status = b"\x6a\x81"
    assert reader.poll() == ()
    assert reader.probe().health is Health.ATTENTION
    fake.take()
    assert reader.poll() == ()
    assert reader.probe().health is Health.READY


@pytest.mark.parametrize("said", [b"\x04\xa1\x90\x00", b"\x00" * 4 + b"\x90\x00", b"\x90\x00"])
def test_what_is_no_number_is_no_card(clock, said):
    fake = FakePcsc()
    fake.answer = lambda command: said
    reader = PcscCards(fake.wire(), CardFormat(), clock)
    reader.open()
    with pytest.raises(DeviceUnavailable) as odd:
        reader.poll()
    assert odd.value.reason is Reason.JUNK_ANSWER


def test_what_a_real_reader_service_answered():
    clock = StepClock()
    text = (TRANSCRIPTS / "pcsc-vpcd.txt").read_text()
    wire = ReplayTransport(text, clock.pause)
    reader = PcscCards(wire, CardFormat(), clock)
    reader.open()
    found = [uid for _ in range(text.count("> ffca")) for uid in uids(reader.poll())]
    reader.close()
    wire.finish()
    assert found == [UID, OTHER]


def test_readers_by_name_and_the_first_without_one():
    one, two = FakePcsc(), FakePcsc()
    two.put(UID)
    service = FakeService(ACR122=one, OMNIKEY=two)
    assert pcsc.find_readers(service) == ("ACR122", "OMNIKEY")
    for wanted, read in (("", []), ("acr", []), ("omni", [UID])):
        reader = PcscCards(pcsc.PcscTransport(wanted, service), CardFormat(), StepClock())
        reader.open()
        assert uids(reader.poll()) == read
        reader.close()
        reader.close()
    assert service.released == 4


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (0x8010001D, Reason.NO_SERVICE),
        (0x8010002E, Reason.NOT_FOUND),
        (0x80100017, Reason.UNPLUGGED),
        (0x8010000B, Reason.PORT_BUSY),
        (0x80100001, Reason.HARDWARE),
        (-2146435043, Reason.NO_SERVICE),  # as some builds of the library say it
    ],
)
def test_a_fault_of_the_service_is_a_reason(code, reason):
    service = FakeService(ACR122=FakePcsc())
    wire = pcsc.PcscTransport("", service)
    wire.open()
    service.down = code
    with pytest.raises(DeviceUnavailable) as fault:
        wire.write(b"\xff\xca\x00\x00\x00")
    assert fault.value.reason is reason
    wire.close()
    with pytest.raises(DeviceUnavailable):
        wire.open()
    service.down = 0
    wire.open()


def test_a_card_taken_in_the_middle_of_an_answer_is_gone_and_a_broken_reader_is_told():
    service = FakeService(ACR122=FakePcsc())
    wire = pcsc.PcscTransport("", service)
    wire.open()
    for _ in range(3):  # hands that are too quick
        service.down = 0x80100016
        wire.write(b"\xff\xca\x00\x00\x00")
        assert wire.read(64, 0) == b"\x00"
        service.down = 0
        wire.write(b"\xff\xca\x00\x00\x00")
        assert wire.read(64, 0) == b"\x00"
    service.down = 0x80100016

    def ask_and_ask():
        for _ in range(25):
            wire.write(b"\xff\xca\x00\x00\x00")

    with pytest.raises(DeviceUnavailable) as broken:
        ask_and_ask()
    assert broken.value.reason is Reason.HARDWARE
    wire.close()


def test_a_reader_pulled_out_and_put_in_again():
    fake = FakePcsc()
    service = FakeService(ACR122=fake)
    reader = PcscCards(pcsc.PcscTransport("acr", service), CardFormat(), StepClock())
    reader.open()
    del service.plugged["ACR122"]
    with pytest.raises(DeviceUnavailable) as gone:
        reader.poll()
    assert gone.value.reason is Reason.NOT_FOUND
    reader.close()
    with pytest.raises(DeviceUnavailable):
        reader.open()
    service.plugged["ACR122"] = fake
    fake.put(UID)
    reader.open()
    assert uids(reader.poll()) == [UID]


def test_without_the_library_a_till_starts_and_says_so(monkeypatch):
    """pyscard is an extra: its lack is a reason, not a crash."""
    for name in ("smartcard", "smartcard.scard"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(DeviceUnavailable) as none:
        pcsc.PcscTransport("").open()
    assert none.value.reason is Reason.NO_LIBRARY
    with pytest.raises(DeviceUnavailable):
        pcsc.find_readers()
