"""One contract for every way bytes travel, and what is special about some."""

import os
import pty
import socket
import threading
import time
import tty

import pytest

from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.transports.catalog import TRANSPORTS, make_transport
from hardware.transports.file import FileTransport
from hardware.transports.memory import Loopback
from hardware.transports.recorder import RecordingTransport, ReplayTransport, TranscriptMismatch
from hardware.transports.serial_port import SerialTransport
from hardware.transports.tcp import TcpTransport
from tests.hardware.bench import Pty


class Echo:
    """A TCP peer that sends back what it gets."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.peers = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.peers.append(peer)
            threading.Thread(target=self._echo, args=(peer,), daemon=True).start()

    @staticmethod
    def _echo(peer):
        with peer:
            try:
                while data := peer.recv(4096):
                    peer.sendall(data)
            except OSError:
                return

    def close(self):
        if self.listener.fileno() < 0:
            return
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for peer in self.peers:
            try:
                peer.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.thread.join(5)


@pytest.fixture
def echo():
    echo = Echo()
    yield echo
    echo.close()


@pytest.fixture
def echo_pty():
    line = Pty(lambda data, send: send(data))
    yield line
    line.close()


@pytest.fixture
def echo_cable():
    cable, over = Loopback(), threading.Event()

    def echo_back():
        while not over.is_set():
            data = cable.far.read(100, 20)
            if data:
                cable.far.write(data)

    thread = threading.Thread(target=echo_back, daemon=True)
    thread.start()
    yield cable
    over.set()
    thread.join(5)


@pytest.fixture(params=["tcp", "serial", "memory", "recorded"])
def wire(request, tmp_path):
    if request.param in ("tcp", "recorded"):
        wire = TcpTransport("127.0.0.1", request.getfixturevalue("echo").port)
        if request.param == "recorded":
            wire = RecordingTransport(wire, tmp_path / "transcript.txt")
    elif request.param == "serial":
        wire = SerialTransport(request.getfixturevalue("echo_pty").port)
    else:
        wire = request.getfixturevalue("echo_cable").near
    yield wire
    wire.close()


def read_all(wire, count):
    got = b""
    while len(got) < count:
        piece = wire.read(count - len(got), 3000)
        assert piece, got
        got += piece
    return got


def test_bytes_go_there_and_come_back(wire):
    assert wire.two_way
    assert not wire.is_open
    wire.open()
    wire.open()
    assert wire.is_open
    data = bytes(range(256)) * 20
    got = b""
    for start in range(0, len(data), 1024):
        wire.write(data[start : start + 1024])
        got += read_all(wire, 1024)
    assert got == data


def test_silence_is_empty_and_on_time(wire):
    wire.open()
    start = time.monotonic()
    assert wire.read(10, 50) == b""
    assert wire.read(10, 0) == b""
    assert 0.04 < time.monotonic() - start < 1


def test_a_closed_wire_says_so_and_can_be_opened_again(wire):
    with pytest.raises(DeviceUnavailable):
        wire.write(b"x")
    wire.open()
    wire.close()
    wire.close()
    with pytest.raises(DeviceUnavailable):
        wire.read(1, 0)
    wire.open()
    wire.write(b"again")
    assert read_all(wire, 5) == b"again"


def test_abort_frees_a_blocked_reader(wire):
    """By an end of the connection or by an empty read, but at once."""
    wire.open()
    timer = threading.Timer(0.05, wire.abort)
    timer.start()
    start = time.monotonic()
    try:
        wire.read(10, 5000)
    except DeviceUnavailable:
        wire.close()
    assert time.monotonic() - start < 2
    timer.join()


def test_refused_and_unreachable_are_told_apart(echo):
    echo.close()
    with pytest.raises(DeviceUnavailable) as refused:
        TcpTransport("127.0.0.1", echo.port).open()
    assert refused.value.reason is Reason.REFUSED
    with pytest.raises(DeviceUnavailable) as unreachable:
        TcpTransport("no..such", 9100, connect_ms=300).open()
    assert unreachable.value.reason is Reason.UNREACHABLE


def test_a_peer_that_stops_reading_does_not_hold_us(echo):
    listener = socket.create_server(("127.0.0.1", 0))
    wire = TcpTransport("127.0.0.1", listener.getsockname()[1], write_ms=200)
    wire.open()
    with pytest.raises(DeviceUnavailable) as stuck:
        wire.write(bytes(64_000_000))
    assert stuck.value.reason is Reason.NO_ANSWER
    assert 0 < stuck.value.facts["sent"] < 64_000_000
    wire.close()
    listener.close()


def test_a_pulled_serial_adapter(echo_pty):
    wire = SerialTransport(echo_pty.port)
    wire.open()
    echo_pty.unplug()
    with pytest.raises(DeviceUnavailable) as gone:
        wire.read(10, 50)
    assert gone.value.reason is Reason.UNPLUGGED
    with pytest.raises(DeviceUnavailable) as gone:
        wire.write(b"x")
    assert gone.value.reason is Reason.UNPLUGGED
    wire.close()
    with pytest.raises(DeviceUnavailable) as missing:
        wire.open()
    assert missing.value.reason is Reason.NOT_FOUND


def test_one_serial_port_is_not_for_two(echo_pty):
    first, second = SerialTransport(echo_pty.port), SerialTransport(echo_pty.port)
    first.open()
    with pytest.raises(DeviceUnavailable) as busy:
        second.open()
    assert busy.value.reason is Reason.PORT_BUSY
    first.close()


def test_a_file_takes_bytes_one_way(tmp_path):
    wire = FileTransport(str(tmp_path / "out.prn"))
    assert not wire.two_way
    for piece in (b"\x1b@one", b"two"):
        wire.open()
        wire.write(piece)
        assert wire.read(10, 1000) == b""
        wire.close()
    assert (tmp_path / "out.prn").read_bytes() == b"\x1b@onetwo"


@pytest.mark.parametrize("held", [b"SQLite format 3\0", b"-----BEGIN PRIVATE KEY", b"a", b"{}"])
def test_a_file_of_somebody_else_is_never_written_to(tmp_path, held):
    path = tmp_path / "precious"
    path.write_bytes(held)
    link = tmp_path / "out.prn"
    link.symlink_to(path)
    for one in (path, link):
        with pytest.raises(DeviceUnavailable) as fault:
            FileTransport(str(one)).open()
        assert fault.value.reason is Reason.NO_PERMISSION
    assert path.read_bytes() == held


def test_a_file_that_cannot_be(tmp_path):
    for path in (tmp_path / "no" / "folder", tmp_path):
        with pytest.raises(DeviceUnavailable) as fault:
            FileTransport(str(path)).open()
        assert fault.value.reason is Reason.NOT_FOUND


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk():
    wire = FileTransport("/dev/full")
    wire.open()
    with pytest.raises(DeviceUnavailable) as full:
        wire.write(b"x")
    assert (full.value.reason, full.value.facts["sent"]) == (Reason.DISK, 0)
    wire.close()


def test_a_recording_plays_back(echo, tmp_path):
    path = tmp_path / "t.txt"
    wire = RecordingTransport(TcpTransport("127.0.0.1", echo.port), path)
    wire.open()
    wire.write(b"ping" * 40)
    assert read_all(wire, 160) == b"ping" * 40
    wire.close()
    replay = ReplayTransport(path.read_text())
    replay.open()
    replay.write(b"ping" * 20)
    replay.write(b"ping" * 20)
    assert read_all(replay, 160) == b"ping" * 40
    replay.close()
    replay.finish()


def test_a_replay_demands_the_same_bytes():
    replay = ReplayTransport("open\n> 6162  # ab\n< 63\n! no_answer\n")
    with pytest.raises(TranscriptMismatch):
        replay.write(b"ab")
    replay.open()
    with pytest.raises(TranscriptMismatch):
        replay.write(b"ax")
    replay.write(b"ab")
    assert replay.read(5, 0) == b"c"
    with pytest.raises(TranscriptMismatch):
        replay.finish()
    with pytest.raises(DeviceUnavailable) as fault:
        replay.read(5, 0)
    assert fault.value.reason is Reason.NO_ANSWER
    replay.finish()


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("carrier-pigeon", {}, "transport_unknown"),
        ("tcp", {}, "setting_empty"),
        ("tcp", {"host": "a", "port": 0}, "setting_range"),
        ("tcp", {"host": "a", "port": "9100"}, "setting_type"),
        ("tcp", {"host": "a", "port": True}, "setting_type"),
        ("tcp", {"host": "a", "speed": 1}, "setting_unknown"),
        ("serial", {"port": "x", "parity": "X"}, "setting_choice"),
        ("serial", {}, "setting_empty"),
        ("file", {}, "setting_empty"),
        ("spooler", {}, "setting_empty"),
        ("usb", {"instance": 0}, "setting_range"),
        ("serial", {"port": "x", "dtr": "up"}, "setting_choice"),
    ],
)
def test_settings_that_cannot_work_are_refused(name, given, code):
    with pytest.raises(BadSettings) as refused:
        make_transport(name, given)
    assert refused.value.code == code


def test_a_printers_transports_are_built_from_settings():
    good = {
        "tcp": {"host": "printer.lan"},
        "serial": {"port": "/dev/x"},
        "usb": {},
        "spooler": {"queue": "front"},
        "file": {"path": "/x"},
    }
    assert set(good) <= set(TRANSPORTS)
    for name, given in good.items():
        assert not make_transport(name, given).is_open


@pytest.mark.parametrize("state", ["on", "off", "as_is"])
def test_the_lines_of_a_serial_port_are_set_before_it_opens(echo_pty, state):
    """A pty has no such lines: what can be seen is that the settings are taken, and it works."""
    wire = make_transport(
        "serial",
        {"port": echo_pty.port, "dtr": state, "rts": state, "xonxoff": False, "rtscts": False},
    )
    wire.open()
    wire.write(b"W\r")
    assert wire.read(1, 1000) == b"W"
    wire.close()


def test_a_serial_device_that_takes_nothing_costs_no_time_of_the_processor():
    """pyserial alone spins at full speed on such a port until its timeout."""
    far, near = pty.openpty()
    tty.setraw(near)
    wire = SerialTransport(os.ttyname(near), write_ms=600)
    wire.open()
    before = time.thread_time()
    with pytest.raises(DeviceUnavailable) as caught:
        wire.write(b"x" * 100_000)
    assert caught.value.reason is Reason.NO_ANSWER
    assert 0 < caught.value.facts["sent"] < 100_000
    assert time.thread_time() - before < 0.2
    wire.close()
    os.close(far)
    os.close(near)
