"""Label printers: the bytes, byte for byte; what they answer; what is claimed, and when."""

import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.errors import BadSlip, Reason
from hardware.api.events import Health
from hardware.api.label import LabelPage
from hardware.api.printer import Paper, PrintState
from hardware.api.spec import DriverContext, TwinContext
from hardware.drivers.labels.printer import SETTLE_MS, LabelWirePrinter, Manners
from hardware.drivers.labels.tspl import Tspl
from hardware.drivers.labels.zpl import Zpl, pack
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.labels.tspl import TsplTwin
from hardware.fakes.labels.zpl import ZplTwin, unpack
from hardware.registry import load
from hardware.transports.file import FileTransport
from hardware.transports.recorder import ReplayTransport
from hardware.transports.serial_port import SerialTransport
from hardware.transports.tcp import TcpTransport
from tests.hardware.bench import Pty, quick_clock

TRANSCRIPTS = Path(__file__).parent / "transcripts" / "labels"
PAGE = LabelPage(12, 3, bytes.fromhex("800030f0fff0"), 40, 30)
TONGUES = {"tspl": (Tspl, TsplTwin), "zpl": (Zpl, ZplTwin)}


@pytest.fixture(params=sorted(TONGUES))
def both(request):
    """(printer, twin, clock) of each language."""
    tongue, twin = TONGUES[request.param]
    made, clock = twin(), StepClock()
    wire = FaultyTransport(made.wire(), clock)  # without a fault: silence costs no real time
    yield (printer := LabelWirePrinter(wire, tongue(), clock, Manners())), made, clock
    printer.close()


def test_tspl_says_the_paper_then_the_dots_with_black_as_zero():
    assert Tspl(density=8).encode(PAGE, 3) == (
        b"\r\nSIZE 40 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nDENSITY 8\r\nCLS\r\n"
        b"BITMAP 0,0,2,3,0,\x7f\xff\xcf\x0f\x00\x0f\r\nPRINT 3,1\r\n"
    )


@pytest.mark.parametrize(
    ("media", "said"),
    [("mark", b"BLINE 2 mm,0 mm"), ("continuous", b"GAP 0 mm,0 mm"), ("gap", b"GAP 2 mm,0 mm")],
)
def test_tspl_knows_the_three_kinds_of_paper(media, said):
    assert said in Tspl(media=media).encode(PAGE, 1)


def test_tspl_has_no_command_among_its_dots():
    page = LabelPage(16, 1, bytes((0x1B ^ 0xFF, 0x21 ^ 0xFF)), 40, 30)
    assert b"\x1b!" not in Tspl().encode(page, 1)
    turned = LabelPage(16, 1, b"\x1b!", 40, 30)
    assert b"\x1b!" not in Tspl(black_is_one=True).encode(turned, 1)


def test_zpl_is_one_format_with_one_picture():
    assert Zpl(darkness=10).encode(PAGE, 3) == (
        b"^XA^CI28^MNY^MD10^PW12^LL3^LH0,0^FO0,0^GFA,6,6,2,8,30F0IF0^FS^PQ3,0,0,N^XZ\r\n"
    )
    assert b"^GFA,6,6,2,800030F0FFF0^FS" in Zpl(packed=False).encode(PAGE, 1)


@given(st.data())
def test_a_packed_picture_unpacks_to_itself(data):
    stride = data.draw(st.integers(1, 120))
    byte = st.sampled_from([0, 0, 0, 0xFF, 0xFF, 0x55]) | st.integers(0, 255)
    row = st.lists(byte, min_size=stride, max_size=stride).map(bytes)
    drawn = data.draw(st.lists(row, min_size=1, max_size=6))
    rows = b"".join(drawn + drawn[-1:])
    assert unpack(pack(rows, stride), stride, len(rows)) == rows


def test_confirmed_is_what_lies_there(both):
    printer, twin, _ = both
    result = printer.print_labels(((PAGE, 2), (PAGE, 1)))
    assert result.state is PrintState.CONFIRMED
    assert [one.copies for one in twin.labels] == [2, 1]
    assert twin.labels[0].rows == PAGE.rows
    assert not twin.machine.unknown


def test_an_open_head_gets_nothing_and_says_so(both):
    printer, twin, _ = both
    twin.machine.open_head()
    result = printer.print_labels(((PAGE, 1),))
    assert (result.state, result.reason, result.sent) == (PrintState.FAILED, Reason.COVER_OPEN, 0)
    assert printer.probe().reason is Reason.COVER_OPEN
    twin.machine.close_head()
    assert twin.machine.count == 0
    assert printer.probe().health is Health.READY


def test_paper_that_ends_in_the_middle_is_unsure_and_nothing_is_sent_again(both):
    printer, twin, _ = both
    twin.machine.paper_left = 1
    result = printer.print_labels(((PAGE, 3),))
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.PAPER_OUT)
    assert printer.status().paper is Paper.OUT
    assert twin.machine.count == 1
    twin.machine.load_paper()
    assert twin.machine.count == 3  # the printer kept the rest itself


def test_a_printer_that_falls_silent_after_the_job_is_unsure(both):
    printer, twin, clock = both
    take_in = twin.machine.print

    def and_then_nothing(label):
        take_in(label)
        twin.machine.mute = True

    twin.machine.print = and_then_nothing
    result = printer.print_labels(((PAGE, 1),))
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.NO_ANSWER)
    assert clock.monotonic_ms() < 60_000


def test_one_that_never_rests_is_never_confirmed(both):
    printer, twin, _ = both
    twin.machine.print = lambda label: setattr(twin.machine, "moving", 10**6)
    assert printer.print_labels(((PAGE, 1),)).state is PrintState.UNSURE


def test_idle_once_is_no_proof():
    twin, clock = TsplTwin(), StepClock()
    said = iter([0x00, 0x00, 0x04, 0x04])
    twin._status = lambda: next(said)  # ready, idle for a moment, then out of paper
    wire = FaultyTransport(twin.wire(), clock)
    printer = LabelWirePrinter(wire, Tspl(), clock, Manners())
    result = printer.print_labels(((PAGE, 1),))
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.PAPER_OUT)


@pytest.mark.parametrize("answers", [True, False])
def test_the_wire_is_not_closed_on_the_last_label(answers):
    twin, clock = TsplTwin(), StepClock()
    printer = LabelWirePrinter(twin.wire(), Tspl(), clock, Manners(answers=answers))
    state = printer.print_labels(((PAGE, 1),)).state
    assert state is (PrintState.CONFIRMED if answers else PrintState.UNSURE)
    clock.waits.clear()
    printer.close()
    assert sum(clock.waits) >= (0 if answers else SETTLE_MS)


@pytest.mark.parametrize(
    "pages",
    [
        (),
        ((PAGE, 0),),
        ((PAGE, 10_000),),
        ((LabelPage(12, 3, b"\0", 40, 30), 1),),
        ((LabelPage(0, 0, b"", 40, 30), 1),),
    ],
)
def test_no_picture_is_the_callers_fault(both, pages):
    printer, twin, _ = both
    with pytest.raises(BadSlip):
        printer.print_labels(pages)
    assert twin.machine.count == 0


@pytest.mark.parametrize("bits", range(256))
def test_every_status_byte_of_tspl_is_read_or_refused(bits):
    told = Tspl().hear(bytes((bits,)), over=True)
    if bits & 0x40:
        assert told is None
    else:
        assert told.idle is (bits == 0)
        assert (told.status.obstacle is None) is (bits in (0x00, 0x20))


@pytest.mark.parametrize("said", [b"", b"\x00\x20", b"\x00\x00\x00", b"ok"])
def test_what_is_no_status_is_no_status(said):
    assert Tspl().hear(said, over=True) is None


@pytest.mark.parametrize(
    "said",
    [
        b"\x020,1\x03\x020\x03\x021\x03",
        b"\x02a,b,c,d,e,f,g,h,i,j,k,l\x03\x02" + b"x," * 10 + b"y\x03\x021,2\x03",
    ],
)
def test_what_is_no_host_status_is_none(said):
    assert Zpl().hear(said, over=True) is None


@pytest.mark.parametrize(
    ("name", "tongue", "answers", "ends"),
    [
        ("tspl.txt", Tspl(), True, ["confirmed"]),
        ("tspl-paper-out.txt", Tspl(), True, ["unsure", "confirmed"]),
        ("tspl-one-way.txt", Tspl(), False, ["unsure"]),
        ("zpl.txt", Zpl(), True, ["confirmed"]),
        ("zpl-head-open.txt", Zpl(), True, ["failed", "confirmed"]),
        ("zpl-one-way.txt", Zpl(packed=False), False, ["unsure"]),
    ],
)
def test_transcripts(name, tongue, answers, ends):
    clock = StepClock()
    wire = ReplayTransport((TRANSCRIPTS / name).read_text(), clock.pause)
    printer = LabelWirePrinter(wire, tongue, clock, Manners(answers=answers))
    assert [str(printer.print_labels(((PAGE, 2),)).state) for _ in ends] == ends
    printer.close()
    wire.finish()


@pytest.mark.parametrize("name", ["label_tspl", "label_zpl"])
def test_the_registry_makes_printer_and_twin_and_keeps_pictures(name, tmp_path):
    registry, clock = load(), StepClock()
    settings = {"dpi": "300"}
    twin = registry.twin(name, settings, TwinContext(clock, tmp_path))
    context = DriverContext("label_printer", clock)
    printer = registry.build_on(name, twin.wire(), context, settings=settings)
    assert printer.dots_per_mm == 12
    assert printer.print_labels(((PAGE, 1),)).state is PrintState.CONFIRMED
    printer.close()
    assert [path.name for path in (tmp_path / "labels").iterdir()] == ["label-0001.png"]


class Listening:
    """A twin behind a TCP port of this machine."""

    def __init__(self, twin):
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(twin,), daemon=True)
        self._thread.start()

    def _serve(self, twin):
        wire, _ = self._server.accept()
        with wire:
            while data := wire.recv(4096):
                twin.receive(data, wire.sendall)

    def close(self):
        self._thread.join(5)
        self._server.close()


@pytest.mark.parametrize("language", sorted(TONGUES))
def test_over_a_real_socket(language):
    tongue, make = TONGUES[language]
    twin = make()
    there = Listening(twin)
    manners = Manners(pause_open_ms=0)
    wire = TcpTransport("127.0.0.1", there.port)
    printer = LabelWirePrinter(wire, tongue(), quick_clock(), manners)
    big = LabelPage(560, 304, bytes(range(256)) * 83 + bytes(32), 70, 38)
    assert printer.print_labels(((big, 2),)).state is PrintState.CONFIRMED
    printer.close()
    there.close()
    assert twin.machine.count == 2
    assert twin.labels[0].rows == big.rows


def test_over_a_serial_line():
    twin = TsplTwin()
    line = Pty(lambda data, send: twin.receive(data, send))
    wire = SerialTransport(line.port, baud=115_200)
    printer = LabelWirePrinter(wire, Tspl(), quick_clock(), Manners(pause_open_ms=0))
    assert printer.print_labels(((PAGE, 1),)).state is PrintState.CONFIRMED
    printer.close()
    line.close()
    assert twin.labels[0].rows == PAGE.rows


def test_into_a_file_is_unsure_and_whole(tmp_path):
    path = tmp_path / "labels.prn"
    path.touch()
    manners = Manners(pause_open_ms=0)
    printer = LabelWirePrinter(FileTransport(str(path)), Zpl(), StepClock(), manners)
    result = printer.print_labels(((PAGE, 1),))
    printer.close()
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.ONE_WAY)
    assert path.read_bytes() == Zpl().encode(PAGE, 1)
