"""Readers at the till: what they say reaches whoever takes scans, and nobody sees a bank card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.wedge import read_wedge
from app.peripherals.wire_lines import wire_lines
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice
from hardware.transports.tap import WireLog, WireNote

CARD = "4111111111111111"
CODE = "6901234567892"
FORMAT = (("format", "dec"), ("length", 10))


@pytest.fixture
def devices(tmp_path):
    scans = []
    ears = Listeners(
        lambda text, device: scans.append((text, device)), lambda states: None, lambda ref: None
    )
    made = DeviceSet(tmp_path, lambda: 1_750_000_000_000, ears, resources=RESOURCES)
    made.scans = scans
    made.start()
    yield made
    made.close()


@pytest.mark.parametrize("driver", ["card_serial", "card_pcsc"])
def test_a_card_at_a_reader_is_a_scan(devices, poll_until, driver):
    devices.configure("card_reader", DeviceChoice("fake", (), driver))
    poll_until(lambda: devices.twin("card_reader").wire().is_open)
    devices.twin("card_reader").put("04A1B2C3D4E580")
    poll_until(lambda: devices.scans)
    assert devices.scans == [("U:04A1B2C3D4E580", "card_reader")]


@pytest.mark.parametrize("driver", ["serial_scanner", "evdev_scanner"])
def test_a_scanner_is_a_scanner(devices, poll_until, driver):
    devices.configure("scanner-2", DeviceChoice("fake", (), driver))
    poll_until(lambda: devices.twin("scanner-2").wire().is_open)
    devices.twin("scanner-2").scan(CODE)
    poll_until(lambda: devices.scans)
    assert devices.scans == [(CODE, "scanner-2")]


def test_a_reader_without_its_service_is_a_state(devices, poll_until):
    """No pcscd, no pyscard, no reader: the till starts, and says which it is."""
    devices.configure(
        "card_reader", DeviceChoice("pcsc", (("reader", "nobody has this"),), "card_pcsc")
    )

    def lost():
        return [one for one in devices.states() if one.kind == "card_reader" and one.reason]

    (state,) = poll_until(lost)
    assert state.state == "down"
    assert state.reason in {"no_service", "no_library", "not_found"}


# --- readers that type ----------------------------------------------------------------------------


def test_a_typed_card_is_its_canonical_number(devices):
    devices.configure("card_reader", DeviceChoice("wedge", FORMAT))
    assert devices.read_wedge("0013961168") == "U:00D507D0~0013961168"
    assert devices.read_wedge(CODE) == CODE
    (state,) = [one for one in devices.states() if one.name == "card_reader"]
    assert (state.state, state.reason) == ("ready", "")


def test_two_readers_of_one_card_agree():
    far = {"card_reader": DeviceChoice("wedge", (("format", "w26"), ("length", 8)))}
    near = {"card_reader": DeviceChoice("wedge", (*FORMAT, ("keep", 3)))}
    assert read_wedge("21302000", far).split("~")[0] == "U:D507D0"
    assert read_wedge("0013961168", near).split("~")[0] == "U:D507D0"


def test_a_scanner_on_a_foreign_layout_is_turned_back():
    choices = {"scanner": DeviceChoice("wedge", (("layout", "fr"),))}
    assert read_wedge("-çà&é\"'(-è_çé", choices) == CODE
    assert read_wedge(CODE, {}) == CODE


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("printer", ()),
        ("scanner", (("gap_ms", 1),)),
        ("scanner", (("layout", "klingon"),)),
        ("scanner", (("format", "dec"),)),
        ("card_reader", (("format", "roman"),)),
    ],
)
def test_nonsense_is_refused(devices, name, settings):
    with pytest.raises(Refused) as refused:
        devices.configure(name, DeviceChoice("wedge", settings))
    assert refused.value.code == "device.setting"


def test_a_file_edited_by_hand_breaks_no_scan():
    choices = {"card_reader": DeviceChoice("wedge", (("format", "roman"),))}
    assert read_wedge(CODE, choices) == CODE


# --- the live view --------------------------------------------------------------------------------


def logged(*parts, gap_ms=5, what="in"):
    log = WireLog()
    for n, part in enumerate(parts):
        log.add(WireNote(1000 + n * gap_ms, what, part, len(part)))
    return wire_lines(log)


def seen(lines):
    return "".join(line.text + "".join(bytes.fromhex(line.hex).decode("latin-1")) for line in lines)


@given(
    st.lists(st.integers(0, 40), max_size=8),
    st.sampled_from([CARD, f";{CARD}=25121?", f"%B{CARD}^A/B^25?"]),
)
def test_a_cards_number_is_never_shown_however_its_bytes_came(cuts, stripe):
    data, parts, last = f"{stripe}\r".encode(), [], 0
    for cut in sorted(cuts):
        parts.append(data[last:cut])
        last = max(last, cut)
    parts.append(data[last:])
    lines = logged(*[part for part in parts if part])
    digits = "".join(c for c in seen(lines) if c.isdigit())
    assert CARD not in digits
    assert not any(CARD[n : n + 6] in digits for n in range(len(CARD) - 5))


def test_what_is_no_card_stays_readable():
    lines = logged(b"6901234567892\r", b"6901234567892\r", b"W", what="in")
    assert [line.text for line in lines] == ["6901234567892.", "6901234567892.", "W"]
    split = logged(b"690123", b"4567892\r")
    assert [line.text for line in split] == ["690123", "4567892."]


def test_a_card_hides_no_more_than_itself():
    lines = logged(b"6901234567892\r", f";{CARD}=2512?\r".encode(), b"96385074\r", gap_ms=5000)
    assert [line.text for line in lines] == [
        "6901234567892.",
        ";****************=****?.",
        "96385074.",
    ]
