"""Serial scanners: whole scans only, however the bytes are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import ScanRead
from hardware.api.readers import fold_full_width
from hardware.api.reading.lines import Splitter
from hardware.drivers.scanners.reading import LineScanner
from hardware.fakes.clock import StepClock
from hardware.fakes.readers.gun import FakeScanner
from hardware.transports.serial_port import SerialTransport
from tests.hardware.bench import NOW_MS, Pty, quick_clock


@pytest.mark.parametrize(
    ("data", "scans"),
    [
        (b"6901234567892\r", ["6901234567892"]),
        (b"6901234567892\r\n6901234567892\r\n", ["6901234567892"] * 2),
        (b"\x026901234567892\x03", ["6901234567892"]),
        ("６９０１２３４５６７８９２\r".encode(), ["6901234567892"]),
        ("６９０１\r".encode("gb18030"), ["6901"]),
        ("M:会员-aB\r".encode(), ["M:会员-aB"]),  # never the case of a code
        (b"010690123456789210A\x1d21B\r", ["010690123456789210A\x1d21B"]),  # GS1 keeps its FNC1
        (b"\r\r\n", []),
        (b"half", []),
    ],
)
def test_end_marks(data, scans):
    assert Splitter().feed(data, 0) == scans


def test_a_pause_ends_a_scan_too():
    splitter = Splitter(pause_ms=150)
    assert splitter.feed(b"690123", 0) == []
    assert splitter.feed(b"", 100) == []
    assert splitter.feed(b"4567892", 140) == []
    assert splitter.feed(b"", 289) == []
    assert splitter.feed(b"", 290) == ["6901234567892"]
    assert splitter.feed(b"", 1000) == []


def test_prefix_and_suffix_are_taken_off():
    splitter = Splitter(prefix="~", suffix="#")
    assert splitter.feed(b"~69012#\r69012\r", 0) == ["69012", "69012"]


def test_noise_does_not_fill_the_memory():
    splitter = Splitter()
    for _ in range(20):
        assert splitter.feed(b"x" * 1000, 0) == []
    assert splitter.feed(b"\r690\r", 0)[-1] == "690"


@given(st.text("0123456789ABCabc:-", min_size=1, max_size=40), st.integers(0, 41))
def test_however_the_bytes_are_cut(text, cut):
    data = text.encode() + b"\r"
    splitter = Splitter()
    assert splitter.feed(data[:cut], 0) + splitter.feed(data[cut:], 5) == [text]


@given(st.binary(max_size=80))
def test_any_bytes_are_survived(data):
    for text in Splitter().feed(data + b"\r", 0):
        assert "\r" not in text


def test_folding():
    assert fold_full_width("ＡｂＣ　１２３：～") == "AbC 123:~"
    assert fold_full_width("会员") == "会员"


def test_a_scan_over_a_serial_line(poll_until):
    line = Pty()
    scanner = LineScanner(SerialTransport(line.port), Splitter(), quick_clock(), device="gun")
    scanner.open()
    line.send(b"69012345")
    assert scanner.poll() == ()
    line.send(b"67892\r")
    assert poll_until(scanner.poll) == (ScanRead("gun", "6901234567892", NOW_MS),)
    line.unplug()
    with pytest.raises(DeviceUnavailable) as gone:
        scanner.poll()
    assert gone.value.reason is Reason.UNPLUGGED
    scanner.close()


def test_the_fake_scanner_scans_into_the_driver():
    fake = FakeScanner()
    scanner = LineScanner(fake.cable.near, Splitter(), StepClock(), device="gun")
    scanner.open()
    fake.scan("6901234567892")
    fake.scan("M:42")
    assert [event.text for event in scanner.poll()] == ["6901234567892", "M:42"]
    fake.cable.unplug()
    with pytest.raises(DeviceUnavailable):
        scanner.poll()
