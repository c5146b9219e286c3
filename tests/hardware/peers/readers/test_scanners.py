"""emupos's scanners: at a pty into our driver, and typing at a display into the wedge.

And zxing reads the codes that a technician prints or shows to have a scanner learnt.
"""

import sys

import pytest
import zxingcpp
from PIL import Image

from hardware.api.reading.lines import Splitter
from hardware.api.symbols import bars
from hardware.drivers.scanners.reading import LineScanner
from hardware.learning.scanner import TEST_CODE, TEST_CODE_SHORT, Stroke, learn_scanner
from hardware.learning.serial_lines import learn_serial
from hardware.transports.recorder import RecordingTransport
from hardware.transports.serial_port import SerialTransport
from tests.hardware.bench import ROOT, quick_clock
from tests.hardware.peers.readers.conftest import TRANSCRIPTS
from tests.hardware.peers.readers.ear import Ear

CODES = ["6901234567892", "M:A1-b2_c3", "]d201069012345678923103001250", TEST_CODE]


@pytest.mark.peers
@pytest.mark.parametrize("code", [TEST_CODE, TEST_CODE_SHORT])
def test_the_codes_to_learn_from_can_be_read(code):
    modules = "0" * 12 + bars("code128", code) + "0" * 12
    row = bytes(0 if bit == "1" else 255 for bit in modules for _ in range(2))
    picture = Image.frombytes("L", (len(row), 120), row * 120)
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [code]


@pytest.mark.emulator
def test_a_serial_scanner(guns, poll_until, tmp_path):
    path = tmp_path / "scanner-emupos.txt"
    wire = RecordingTransport(SerialTransport(guns.port("gun")), path)
    device = LineScanner(wire, Splitter(), quick_clock())
    device.open()
    for code in CODES:
        guns.scan("gun", code)
        assert [event.text for event in poll_until(device.poll)] == [code]
    device.close()
    kept = TRANSCRIPTS / path.name
    if not kept.exists():
        lines = path.read_text().splitlines()[1:]  # without the port of the day
        kept.write_text("\n".join(["# emupos 0.4.0, a serial scanner on a pty", *lines, ""]))


@pytest.mark.emulator
def test_a_serial_scanner_is_learnt(guns, poll_until):
    wire = SerialTransport(guns.port("gun"))
    wire.open()
    guns.scan("gun", TEST_CODE)
    chunks = []

    def heard():
        data = wire.read(512, 50)
        if data:
            chunks.append((quick_clock().monotonic_ms(), data))
        return chunks and chunks[-1][1].endswith(b"\r")

    poll_until(heard)
    wire.close()
    lesson = learn_serial(chunks)
    assert (lesson.ok, [str(one.reason) for one in lesson.findings]) == (True, ["ready"])


@pytest.mark.emulator
def test_it_types_into_the_wedge(guns, screen):
    """Every code it types is one scan, whatever letters it has; nothing stays in the editor."""
    with Ear(sys.executable, ROOT, screen) as ear:
        for code in [*CODES, "6901234567892"]:
            guns.scan("keys", code)
            ear.wait(scans=1)
        said = ear.stop()
    assert said["scans"] == [*CODES, "6901234567892"]
    assert said["left"] == ""


@pytest.mark.emulator
def test_a_typing_scanner_is_learnt(guns, screen):
    with Ear(sys.executable, ROOT, screen, learn=True) as ear:
        guns.scan("keys", TEST_CODE)
        ear.wait(ends=1)
        said = ear.stop()
    lesson = learn_scanner([Stroke(char, at_ms) for char, at_ms in said["keys"]])
    assert lesson.text == TEST_CODE
    assert lesson.gap_ms >= 8
    assert not said["scans"]
