"""Cards at pcscd's virtual readers: put on, left there, taken, at two readers at once."""

import threading

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.reading.card_numbers import CardFormat
from hardware.drivers.cards.pcsc import PcscCards
from hardware.transports.readers.pcsc import PcscTransport, find_readers
from hardware.transports.recorder import RecordingTransport
from tests.hardware.bench import quick_clock
from tests.hardware.peers.readers.conftest import TRANSCRIPTS, VirtualCard

pytestmark = pytest.mark.peers
UID, OTHER = "04A1B2C3D4E580", "DEADBEEF"


def reader(wire, device="card_reader"):
    made = PcscCards(wire, CardFormat(), quick_clock(), device=device)
    made.open()
    return made


def uids(device):
    threading.Event().wait(0.05)  # the service itself looks at its readers a few times a second
    return [event.uid for event in device.poll()]


@pytest.fixture
def first(service):
    """The first virtual reader, empty."""
    made = reader(PcscTransport("00 00"))
    yield made
    made.close()


def test_both_readers_are_listed(service):
    found = find_readers()
    assert [name for name in found if "Virtual PCD" in name] == sorted(found)
    assert len(found) >= 2


def test_put_on_left_and_taken(first, poll_until):
    assert uids(first) == []
    card = VirtualCard(UID)
    assert poll_until(lambda: uids(first)) == [UID]
    for _ in range(5):
        assert uids(first) == []
    card.take()
    card = VirtualCard(OTHER)
    assert poll_until(lambda: uids(first)) == [OTHER]
    card.take()


def test_the_same_card_at_two_readers_is_one_number(first, poll_until):
    second = reader(PcscTransport("00 01"), "card_reader-2")
    for device, slot in ((first, 0), (second, 1)):
        card = VirtualCard(UID, slot)
        assert poll_until(lambda device=device: uids(device)) == [UID]
        card.take()
    second.close()


def test_a_reader_that_is_not_there(service):
    with pytest.raises(DeviceUnavailable) as none:
        reader(PcscTransport("Omnikey 9999"))
    assert none.value.reason is Reason.NOT_FOUND


def test_what_it_answered_is_kept(service, poll_until, tmp_path):
    """The transcript that the core suite plays back where there is no pcscd."""
    path = tmp_path / "pcsc-vpcd.txt"
    device = reader(RecordingTransport(PcscTransport("00 00"), path))
    found = uids(device)
    for uid in (UID, OTHER):
        card = VirtualCard(uid)
        found += poll_until(lambda: uids(device))
        found += uids(device)
        card.take()
        poll_until(lambda: not uids(device))
    device.close()
    assert found == [UID, OTHER]
    lines = path.read_text().splitlines()[1:]
    assert {line for line in lines if line.startswith(">")} == {"> ffca000000"}
    assert {line for line in lines if line.startswith("<")} == {
        "< 00",
        f"< 09{UID.lower()}9000",
        f"< 06{OTHER.lower()}9000",
    }
    kept = TRANSCRIPTS / path.name
    if not kept.exists():
        kept.write_text("\n".join(["# pcscd 1.9.9, vsmartcard-vpcd 3.3", *lines, ""]))
