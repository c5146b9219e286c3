"""Our bytes at a printer that somebody else wrote: no command it does not know, and its faults."""

import io

import pytest
import zxingcpp
from PIL import Image

from hardware.api.drawer import DrawerState, KickState
from hardware.api.errors import Reason
from hardware.api.events import PrintSettled
from hardware.api.printer import Paper, PrintState
from hardware.api.slip import Barcode, CodeKind, Cut, Slip, Text
from hardware.drivers.escpos.drawer import EscposDrawer
from hardware.drivers.escpos.job import Compiler
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.decode import Decoder, Raster
from tests.hardware.bench import FONT, NOW_MS, codes, hello, quick, quick_clock, receipt

pytestmark = pytest.mark.emulator


@pytest.fixture
def printer(emu):
    printer = make(emu.wire())
    yield printer
    printer.close()


def make(wire, **changes):
    profile = quick(**{"confirm_ms": 5000, "status_ms": 1000, **changes})
    return EscposPrinter(wire, profile, quick_clock(), device="front", fonts=(FONT,))


def picture(emu):
    return Image.open(io.BytesIO(emu.front("GET", "/receipts/latest/image"))).convert("L")


def test_codes_are_confirmed_and_read_back_from_its_paper(emu, printer):
    before = len(emu.receipts())
    assert printer.print(codes()).state is PrintState.CONFIRMED
    assert len(emu.receipts()) == before + 1
    found = {(one.format.name, one.text) for one in zxingcpp.read_barcodes(picture(emu))}
    assert found == {
        ("EAN13", "6901234567892"),
        ("QRCode", "https://shop.example/r/M:会员-42"),
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"cutter": "full"},
        {"cutter": "none"},
        {"mode": "raster", "codes": "raster"},
        {"mode": "codepage", "codepage": "cp858", "codepage_id": 19},
        {"columns": 32, "dots": 384},
    ],
    ids=["gb", "full-cut", "no-cutter", "drawn", "latin", "58mm"],
)
def test_it_knows_every_command_we_send(emu, changes):
    printer = make(emu.wire(), **changes)
    before = emu.unknown()
    everything = (
        *receipt(12).items[:-1],
        Text("大字", bold=True, wide=True, tall=True, underline=True),
        Text("plain Señor 12.50"),
        Barcode(CodeKind.EAN8, "96385074"),
        Barcode(CodeKind.UPCA, "036000291452"),
        Barcode(CodeKind.CODE39, "A-1"),
        Barcode(CodeKind.CODE128, "M:A{1"),
        Barcode(CodeKind.ITF, "123456", readable=False),
        *codes().items,
    )
    assert printer.print(Slip(everything)).state is PrintState.CONFIRMED
    EscposDrawer(printer.link).kick()
    printer.close()
    assert emu.unknown() == before


def test_an_unknown_command_would_be_seen(emu, printer, poll_until):
    before = len(emu.unknown())
    printer.open()
    printer.link.write(b"\x1b\x99\n")
    poll_until(lambda: len(emu.unknown()) == before + 1)


def test_plain_text_arrives(emu, printer):
    slip = Slip((Text("TOTAL 12.50"), Cut()))
    assert printer.print(slip).state is PrintState.CONFIRMED
    assert "TOTAL 12.50" in emu.front("GET", "/receipts/latest/text").decode()


def test_a_drawn_chinese_receipt_is_the_same_dot_by_dot(emu):
    profile = quick("raster-80", confirm_ms=5000, status_ms=1000)
    printer = EscposPrinter(emu.wire(), profile, quick_clock(), fonts=(FONT,))
    assert printer.print(receipt(12)).state is PrintState.CONFIRMED
    printer.close()
    data = Compiler(profile, (FONT,)).compile(receipt(12)).data
    strips = [op for op in Decoder("cp437").feed(data) if isinstance(op, Raster)]
    height = sum(strip.height for strip in strips)
    bits = b"".join(strip.data for strip in strips)
    ours = Image.frombytes("1", (576, height), bytes(255 - byte for byte in bits)).convert("L")
    paper = picture(emu).point(lambda value: 255 if value > 127 else 0)
    box = (0, 0, 576, height)
    assert paper.width == 576
    assert paper.crop(box).tobytes() == ours.crop(box).tobytes()


@pytest.mark.parametrize(
    ("fault", "reason", "name"),
    [
        ("paper-out", Reason.PAPER_OUT, "paper-out.txt"),
        ("cover-open", Reason.COVER_OPEN, "cover-open.txt"),
        ("offline", Reason.OFFLINE, "offline.txt"),
    ],
)
def test_its_faults_are_found_before_anything_is_sent(emu, recorded, fault, reason, name):
    printer = make(recorded(name))
    emu.fault(fault)
    before = len(emu.receipts())
    result = printer.print(hello())
    assert (result.state, result.reason) == (PrintState.FAILED, reason)
    emu.fault(fault, on=False)
    assert printer.print(hello()).state is PrintState.CONFIRMED
    assert len(emu.receipts()) == before + 1
    printer.close()


def test_near_the_end_of_the_roll(emu, recorded):
    printer = make(recorded("near-end.txt"))
    emu.fault("paper-near-end")
    result = printer.print(hello())
    assert (result.state, [w.code for w in result.warnings]) == (
        PrintState.CONFIRMED,
        ["paper_low"],
    )
    assert printer.status().paper is Paper.NEAR_END
    printer.close()


class TakesThePaper:
    """A wire on which the roll ends just before the job arrives, behind our question."""

    def __init__(self, inner, emu):
        self._inner, self._emu = inner, emu

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def write(self, data):
        if data.startswith(b"\x1b@"):
            self._emu.fault("paper-out")
        self._inner.write(data)


def test_a_held_job_comes_out_late_and_once(emu, recorded, poll_until):
    printer = make(TakesThePaper(recorded("held-job.txt"), emu))
    before = len(emu.receipts())
    result = printer.print(hello(), ref="job-1")
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.PAPER_OUT)
    assert len(emu.receipts()) == before
    emu.fault("paper-out", on=False)
    assert poll_until(printer.poll) == (PrintSettled("front", "job-1", NOW_MS),)
    assert len(emu.receipts()) == before + 1
    printer.close()


def test_the_drawer_and_its_sensor(emu, recorded):
    printer = make(recorded("drawer.txt"), drawer_sensor="high_is_open")
    drawer = EscposDrawer(printer.link)
    assert drawer.state() is DrawerState.SHUT
    assert drawer.kick().state is KickState.OPENED
    assert emu.state()["drawer"] == "open"
    assert drawer.state() is DrawerState.OPEN
    printer.close()


def test_without_paper_the_drawer_opens_now_and_not_later(emu):
    printer = make(emu.wire(), drawer_sensor="high_is_open")
    drawer = EscposDrawer(printer.link)
    emu.fault("paper-out")
    assert drawer.kick().state is KickState.OPENED
    emu.front("POST", "/drawer/close")
    emu.fault("paper-out", on=False)
    assert printer.print(hello()).state is PrintState.CONFIRMED
    assert emu.state()["drawer"] == "closed"
    printer.close()
