"""What becomes of a job when the world misbehaves: each case over real sockets and in process."""

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Health, PrintSettled
from hardware.api.printer import Flag, Paper, PrintState
from hardware.drivers.escpos.job import CONFIRM
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault, FaultyTransport
from hardware.transports.file import FileTransport
from hardware.transports.serial_port import SerialTransport
from hardware.transports.tcp import TcpTransport
from tests.hardware.bench import NOW_MS, Pty, codes, hello, quick, quick_clock, receipt


@pytest.fixture
def line(fake):
    """The fake printer at the end of a serial line."""
    line = Pty(lambda data, send: fake.machine.receive(1, data, send))
    yield line
    line.close()


@pytest.fixture(params=["tcp", "process", "serial"])
def printer(request, fake):
    """The driver on the fake printer, over three kinds of wire."""
    if request.param == "tcp":
        wire = TcpTransport("127.0.0.1", request.getfixturevalue("server").port)
    elif request.param == "process":
        wire = fake.port()
    else:
        wire = SerialTransport(request.getfixturevalue("line").port, baud=115_200)
    printer = EscposPrinter(wire, quick(), quick_clock(), device="front")
    yield printer
    printer.close()


@pytest.fixture
def over_tcp(server):
    printer = EscposPrinter(TcpTransport("127.0.0.1", server.port), quick(), quick_clock())
    yield printer
    printer.close()


def test_a_receipt_is_confirmed(printer, fake):
    result = printer.print(receipt())
    assert (result.state, result.reason) == (PrintState.CONFIRMED, None)
    assert result.sent == result.total > 1000
    (paper,) = fake.receipts
    assert "应付" in paper.text()
    assert not paper.unknown
    assert not paper.overflows


def test_many_receipts_on_one_connection(over_tcp, server, fake):
    for number in range(5):
        assert over_tcp.print(hello(f"第 {number} 张")).state is PrintState.CONFIRMED
    assert server.connects == 1
    assert [paper.text() for paper in fake.receipts] == [f"第 {n} 张\n" for n in range(5)]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"paper_out": True}, Reason.PAPER_OUT),
        ({"cover_open": True}, Reason.COVER_OPEN),
        ({"offline": True}, Reason.OFFLINE),
        ({"hardware": True}, Reason.CUTTER),
        ({"mute": True}, Reason.NO_ANSWER),
        ({"junk": 0x00}, Reason.JUNK_ANSWER),
        ({"junk": 0xFF}, Reason.JUNK_ANSWER),
    ],
)
def test_an_obstacle_known_before_sends_nothing(printer, fake, fault, reason):
    fake.machine.set(**fault)
    result = printer.print(hello())
    assert (result.state, result.reason, result.sent) == (PrintState.FAILED, reason, 0)
    assert not fake.receipts
    assert fake.machine.held == 0
    fake.machine.set(**dict.fromkeys(fault, None if "junk" in fault else False))
    assert printer.print(hello()).state is PrintState.CONFIRMED
    assert len(fake.receipts) == 1


def test_near_the_end_prints_and_warns(printer, fake):
    fake.near_end()
    result = printer.print(hello())
    assert result.state is PrintState.CONFIRMED
    assert [w.code for w in result.warnings] == ["paper_low"]
    assert printer.status().paper is Paper.NEAR_END
    assert printer.probe().paper_low


def test_paper_that_ends_in_the_job_is_unsure_and_settles_late(printer, fake):
    """esc_pos_printer #108: "Success" without paper, and all of it printed later. The printer holds
    the rest and prints it when paper comes: never send again."""
    fake.machine.set(paper_out_after_lines=10)
    result = printer.print(receipt(), ref="job-7")
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.PAPER_OUT)
    assert printer.print(hello()).reason is Reason.PAPER_OUT
    assert printer.poll() == ()
    assert printer.probe().reason is Reason.PAPER_OUT
    fake.load_paper()
    events = ()
    for _ in range(50):
        events = events or printer.poll()
        printer.link.pump(20)
    assert events == (PrintSettled("front", "job-7", NOW_MS),)
    assert len(fake.receipts) == 1
    assert not fake.receipts[0].torn


def test_a_late_answer_does_not_confirm_the_next_job(printer, fake):
    """Two questions are open; the first answer belongs to the first job."""
    fake.machine.set(paper_out_after_lines=10)
    assert printer.print(receipt(), ref="old").state is PrintState.UNSURE
    fake.load_paper()
    fake.machine.set(paper_out_after_lines=60)
    assert printer.print(receipt(), ref="new").state is PrintState.UNSURE
    assert [event.ref for event in printer.poll()] == ["old"]


@pytest.fixture
def left_over(fake):
    """left_over(said): a printer on a line that an earlier run of the till held too; `said(data,
    send)` is what the printer still says to that one, before it hears what is said now."""
    made = []

    def make(said):
        def hear(data, send):
            said(data, send)
            fake.machine.receive(1, data, send)

        line = Pty(hear)
        wire = SerialTransport(line.port, baud=115_200)
        printer = EscposPrinter(wire, quick(confirm_ms=1500), quick_clock(), device="front")
        made.extend((printer, line))
        return printer

    yield make
    for one in made:
        one.close()


def test_a_word_for_an_earlier_runs_job_confirms_no_other(left_over, fake):
    """The till fell down while the printer held a job; it says its word for that one to whoever
    holds the line then, and the next job runs out of paper."""
    owed = [b"\x00"]
    printer = left_over(lambda data, send: send(owed.pop()) if data[-3:] == CONFIRM and owed else 0)
    fake.machine.set(paper_out_after_lines=10)
    assert printer.print(receipt()).state is PrintState.UNSURE
    assert not fake.receipts
    fake.load_paper()


def test_words_that_come_late_and_all_at_once_confirm_nothing(left_over, fake):
    """It says nothing while it works an old job through, then a word for each that was asked."""
    fake.machine.set(paper_out_after_lines=10)
    owed = []

    def said(data, send):
        fake.machine.set(mute=data == CONFIRM)
        if data == CONFIRM:
            owed.append(b"\x00")
        elif data[-3:] == CONFIRM:
            send(b"".join((b"\x00", *owed)))

    printer = left_over(said)
    assert printer.print(receipt(), ref="new").state is PrintState.UNSURE
    assert not printer.link.proven
    assert printer.poll() == ()
    assert not fake.receipts


def test_a_line_that_owes_nothing_is_asked_once(left_over, fake):
    asked = []
    printer = left_over(lambda data, _: asked.append(data) if data == CONFIRM else None)
    assert [printer.print(hello()).state for _ in range(2)] == [PrintState.CONFIRMED] * 2
    assert len(asked) == 1


def test_a_mute_moment_after_sending_is_unsure(over_tcp, fake):
    class MuteAfterStatus:
        """Falls silent when the job itself arrives."""

        def __init__(self, send):
            self.send = send

        def __call__(self, data):
            if not fake.receipts:
                self.send(data)

    original = fake.machine.receive
    fake.machine.receive = lambda line, data, send: original(line, data, MuteAfterStatus(send))
    result = over_tcp.print(hello())
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.NO_ANSWER)
    assert len(fake.receipts) == 1


@pytest.mark.parametrize("after", [200, 1000])
def test_a_reset_in_the_middle_is_unsure_and_never_sent_again(over_tcp, fake, server, after):
    fake.reset_after(after)
    result = over_tcp.print(receipt())
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.CONNECTION_LOST)
    assert result.sent > 0
    text = "".join(paper.text() for paper in fake.receipts)
    assert text.count("应付") == 0
    assert over_tcp.print(hello()).state is PrintState.CONFIRMED
    assert server.connects == 2


def test_a_refused_connection_fails_safely(over_tcp, server):
    """node-escpos #58, #100: a printer that is gone took the program with it."""
    server.close()
    result = over_tcp.print(hello())
    assert (result.state, result.reason) == (PrintState.FAILED, Reason.REFUSED)


def test_a_connection_that_died_while_idle_is_opened_anew(over_tcp, server, fake):
    assert over_tcp.print(hello()).state is PrintState.CONFIRMED
    server.drop_all()
    assert over_tcp.print(hello()).state is PrintState.CONFIRMED
    assert server.connects == 2
    assert len(fake.receipts) == 2


def test_a_half_closed_connection_is_opened_anew(over_tcp, server, fake):
    assert over_tcp.print(hello()).state is PrintState.CONFIRMED
    server.half_close()
    assert over_tcp.print(hello()).state is PrintState.CONFIRMED
    assert server.connects == 2
    assert len(fake.receipts) == 2


def test_a_printer_that_dies_for_good_in_the_job(over_tcp, server, fake):
    fake.machine.on_receipt = lambda _: server.drop_all()
    fake.mute(False)
    result = over_tcp.print(hello())
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.CONNECTION_LOST)


def test_a_slow_printer_is_waited_for(server, fake):
    profile = quick(confirm_ms=5000)
    server.slow_ms = 5
    printer = EscposPrinter(TcpTransport("127.0.0.1", server.port), profile, quick_clock())
    assert printer.print(receipt()).state is PrintState.CONFIRMED
    printer.close()


def test_a_pulled_cable(fake):
    port = fake.port()
    printer = EscposPrinter(port, quick(), quick_clock())
    assert printer.print(hello()).state is PrintState.CONFIRMED
    port.unplug()
    result = printer.print(hello())
    assert (result.state, result.reason) == (PrintState.FAILED, Reason.NOT_FOUND)
    port.plug()
    assert printer.print(hello()).state is PrintState.CONFIRMED


def test_one_way_wires_are_never_confirmed(tmp_path, fake):
    printer = EscposPrinter(FileTransport(str(tmp_path / "lp")), quick(), quick_clock())
    result = printer.print(codes())
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.ONE_WAY)
    assert printer.status().online is Flag.UNKNOWN
    assert printer.probe().health is Health.READY
    assert printer.poll() == ()
    fake.machine.receive(1, (tmp_path / "lp").read_bytes(), lambda _: None)
    assert "690123456789" in fake.receipts[0].text()
    silent = EscposPrinter(fake.port(), quick(status="none"), quick_clock())
    assert silent.print(hello()).reason is Reason.ONE_WAY
    printer.close()
    silent.close()


def test_a_folder_that_is_gone_fails(tmp_path):
    printer = EscposPrinter(FileTransport(str(tmp_path / "no" / "lp")), quick(), quick_clock())
    assert printer.print(hello()).reason is Reason.NOT_FOUND


def test_status_never_raises(over_tcp, fake, server):
    assert over_tcp.status().online is Flag.YES
    fake.open_cover()
    assert over_tcp.status().cover_open is Flag.YES
    fake.machine.set(cover_open=False, junk=0)
    assert over_tcp.status().junk
    server.close()
    assert not over_tcp.status().answered


def test_automatic_status_in_between_confuses_nobody(printer, fake):
    printer.open()
    printer.link.write(b"\x1da\xff")
    fake.near_end()
    assert printer.print(hello()).state is PrintState.CONFIRMED
    fake.near_end(False)
    assert printer.print(hello()).state is PrintState.CONFIRMED
    assert printer.link.news is not None


class BreaksInTheJob(FaultyTransport):
    """Well until a job begins to be written, then broken."""

    def __init__(self, inner, clock, fault):
        super().__init__(inner, clock)
        self._coming = fault

    def write(self, data):
        if len(data) > 20:
            self.strike(self._coming)
        super().write(data)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.PULLED_WRITING, Reason.UNPLUGGED),
        (Fault.PULLED_READING, None),
        (Fault.MUTE, Reason.NO_ANSWER),
        (Fault.LATE, None),
        (Fault.GARBAGE, Reason.JUNK_ANSWER),
        (Fault.FLOOD, Reason.JUNK_ANSWER),
        (Fault.ECHO, Reason.JUNK_ANSWER),
        (Fault.TORN, Reason.NO_ANSWER),
        (Fault.DOUBLED, None),
    ],
)
def test_what_breaks_in_the_job_is_unsure_or_truly_printed(fake, fault, reason):
    clock = StepClock()
    wire = BreaksInTheJob(fake.port(), clock, fault)
    printer = EscposPrinter(wire, quick(confirm_ms=5000), clock)
    result = printer.print(hello())
    assert (result.state, result.reason) == (
        PrintState.UNSURE if reason else PrintState.CONFIRMED,
        reason,
    )


def test_a_wire_that_never_stops_talking_stops_nobody(fake):
    clock = StepClock()
    wire = FaultyTransport(fake.port(), clock)
    printer = EscposPrinter(wire, quick(), clock)
    printer.open()
    wire.strike(Fault.FLOOD)
    with pytest.raises(DeviceUnavailable) as caught:
        printer.poll()
    assert caught.value.reason is Reason.JUNK_ANSWER
    assert clock.monotonic_ms() < 2000
