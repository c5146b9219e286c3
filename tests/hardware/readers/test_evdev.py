"""Keyboard scanners taken from the desktop: key codes in, whole scans out."""

import os

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.reading.layouts import LAYOUTS, meant, table, typed_as
from hardware.api.spec import DriverContext, complete
from hardware.drivers.scanners.evdev import SPEC
from hardware.fakes.clock import StepClock
from hardware.fakes.readers.keys import FakeInputs
from hardware.transports.readers.evdev import (
    EvdevTransport,
    Found,
    SystemSource,
    find_keyboards,
)
from hardware.transports.readers.evdev_keys import EV_KEY, EVENT, KeyReader
from tests.hardware.bench import ROOT

CODE = "6901234567892"
ONE = Found("/dev/input/by-id/usb-Honeywell_1450g-event-kbd", "Honeywell 1450g")
TWO = Found("/dev/input/by-path/pci-0-usb-2-event-kbd", "Honeywell 1450g")
KEYS = ROOT / "tests" / "hardware" / "transcripts" / "readers" / "evdev-keys.txt"


def scanner(source, device, layout="us"):
    wire = EvdevTransport(device, layout=layout, source=source)
    built = SPEC.build(wire, complete(SPEC.settings, {}), DriverContext("scanner", StepClock()))
    built.open()
    return built


def texts(device):
    return [event.text for event in device.poll()]


def test_a_scan_is_read_from_its_own_device():
    inputs = FakeInputs(ONE, TWO)
    one, two = scanner(inputs, ONE.path), scanner(inputs, TWO.path)
    inputs.type_on(TWO.path, CODE)
    assert texts(two) == [CODE]
    assert texts(one) == []
    inputs.type_on(ONE.path, "M:aB-9_x")
    assert texts(one) == ["M:aB-9_x"]


def test_two_of_the_same_name_are_not_guessed_between():
    inputs = FakeInputs(ONE, TWO)
    with pytest.raises(DeviceUnavailable) as which:
        scanner(inputs, "honeywell")
    assert (which.value.reason, which.value.facts["fits"]) == (Reason.NOT_FOUND, 2)
    inputs.unplug(TWO.path)
    found = scanner(inputs, "honeywell")
    inputs.type_on(ONE.path, CODE)
    assert texts(found) == [CODE]


def test_nobody_else_gets_its_keys():
    inputs = FakeInputs(ONE)
    scanner(inputs, ONE.path)
    with pytest.raises(DeviceUnavailable) as taken:
        scanner(inputs, ONE.path)
    assert taken.value.reason is Reason.PORT_BUSY


def test_unplugged_and_plugged_in_again():
    inputs = FakeInputs(ONE)
    device = scanner(inputs, ONE.path)
    inputs.press(ONE.path, 42, 1)  # Shift is down when the plug is pulled
    inputs.unplug(ONE.path)
    with pytest.raises(DeviceUnavailable) as gone:
        device.poll()
    assert gone.value.reason is Reason.UNPLUGGED
    device.close()
    with pytest.raises(DeviceUnavailable):
        device.open()
    inputs.plug(ONE)
    device.open()
    inputs.type_on(ONE.path, CODE)
    assert texts(device) == [CODE]
    device.close()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_letter_of_a_layout(layout):
    signs = "".join(dict.fromkeys(table(layout).values()))
    inputs = FakeInputs(ONE)
    device = scanner(inputs, ONE.path, layout)
    inputs.type_on(ONE.path, signs.strip(), layout)
    assert texts(device) == [signs.strip()]


def test_caps_lock_ctrl_and_alt_mode():
    keys = KeyReader()

    def struck(*codes):
        data = b"".join(EVENT.pack(0, 0, EV_KEY, code, value) for code, value in codes)
        return keys.feed(data)

    assert struck((58, 1), (58, 0), (30, 1), (30, 0), (2, 1), (2, 0)) == "A1"
    assert struck((58, 1), (58, 0), (30, 1), (30, 0)) == "a"
    assert struck((29, 1), (27, 1), (27, 0), (29, 0)) == "\x1d"
    assert struck((29, 1), (46, 1), (46, 0), (29, 0)) == ""
    alt = [(56, 1), (82, 1), (82, 0), (79, 1), (79, 0), (76, 1), (76, 0), (80, 1), (80, 0), (56, 0)]
    assert struck(*alt) == "˜"  # Alt 0152, in the page that Alt mode has
    assert struck((71, 1), (71, 0), (96, 1), (96, 0)) == "7\r"
    assert struck((30, 2), (30, 2)) == ""  # a held key's repeats


def test_lost_keys_are_no_code():
    """SYN_DROPPED: the system threw keys away, and what was read of this code is only a part."""
    inputs = FakeInputs(ONE)
    device = scanner(inputs, ONE.path)
    inputs.type_on(ONE.path, "690123", end=0)
    inputs.raw(ONE.path, EVENT.pack(0, 0, 0, 3, 0))
    inputs.type_on(ONE.path, CODE)
    found = texts(device)
    assert found[-1] == CODE
    assert CODE not in found[:-1]
    assert all(len(text) < len(CODE) for text in found[:-1])


def test_half_an_event_waits_for_its_rest():
    keys, data = KeyReader(), EVENT.pack(0, 0, EV_KEY, 2, 1)
    assert keys.feed(data[:7]) == ""
    assert keys.feed(data[7:]) == "1"


def test_what_the_header_file_says():
    """The codes of a scan as a US scanner sends them, by linux/input-event-codes.h."""
    events = [line.split("#")[0].split() for line in KEYS.read_text().splitlines()]
    data = b"".join(
        EVENT.pack(0, 0, int(kind), int(code), int(value))
        for kind, code, value in (one for one in events if one)
    )
    assert KeyReader().feed(data) == "M:7Kq2-x9\r6901234567892\r"


def test_what_a_foreign_desktop_shows_is_turned_back():
    assert typed_as("6901234567892", "fr") == "-çà&é\"'(-è_çé"
    assert typed_as("xyz-1", "de") == "xzyß1"
    for layout in LAYOUTS:
        for code in (CODE, "M:aB-9_x", "ABCxyz"):
            assert meant(typed_as(code, layout), layout) == code
    assert meant(CODE, "us") == meant(CODE, "klingon") == CODE


def test_a_machine_without_input_devices(tmp_path):
    assert find_keyboards(SystemSource(tmp_path)) == ()
    with pytest.raises(DeviceUnavailable) as none:
        EvdevTransport(str(tmp_path / "event9")).open()
    assert none.value.reason is Reason.NOT_FOUND


def test_devices_are_found_by_their_plug(tmp_path):
    (tmp_path / "by-id").mkdir()
    (tmp_path / "by-path").mkdir()
    (tmp_path / "event3").touch()
    for kind in ("by-id", "by-path"):
        os.symlink("../event3", tmp_path / kind / "usb-Gun-event-kbd")
    (tmp_path / "by-id" / "usb-Mouse-event-mouse").touch()
    found = find_keyboards(SystemSource(tmp_path))
    assert [one.path for one in found] == [str(tmp_path / "by-id" / "usb-Gun-event-kbd")]


def test_what_is_no_input_device_cannot_be_grabbed(tmp_path):
    (tmp_path / "event3").write_bytes(b"")
    with pytest.raises(DeviceUnavailable):
        EvdevTransport(str(tmp_path / "event3")).open()


def test_nothing_is_written_to_a_scanner():
    inputs = FakeInputs(ONE)
    wire = EvdevTransport(ONE.path, source=inputs)
    with pytest.raises(DeviceUnavailable):
        wire.read(1, 0)
    wire.open()
    with pytest.raises(DeviceUnavailable):
        wire.write(b"x")
    wire.close()
