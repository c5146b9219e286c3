"""How one reaches the fake printer: a cable inside the process, or real sockets on loopback."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.fakes.machine import Machine


def _within_reset(machine: Machine, data: bytes) -> tuple[bytes, bool]:
    """The part of `data` that still gets through, and whether the line breaks behind it."""
    with machine.lock:
        left = machine.faults.reset_after
        if left is None:
            return data, False
        if len(data) <= left:
            machine.faults.reset_after = left - len(data)
            return data, False
        machine.faults.reset_after = None
        return data[:left], True


class FakePrinterPort:
    """A cable from the driver straight into the machine. `unplug` and `plug` it at will."""

    def __init__(self, machine: Machine, line: int) -> None:
        self._machine = machine
        self._line = line
        self._inbox = bytearray()
        self._arrived = threading.Condition()
        self._open = False
        self._plugged = True

    @property
    def name(self) -> str:
        return "fake printer"

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._open

    def unplug(self) -> None:
        with self._arrived:
            self._plugged = False
            self._arrived.notify_all()

    def plug(self) -> None:
        self._plugged = True

    def open(self) -> None:
        if not self._plugged:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self.name)
        self._open = True

    def write(self, data: bytes) -> None:
        self._check()
        through, broken = _within_reset(self._machine, data)
        self._machine.receive(self._line, through, self._answer)
        if broken:
            self.close()
            raise DeviceUnavailable(Reason.CONNECTION_LOST, where=self.name, sent=len(through))

    def read(self, limit: int, timeout_ms: int) -> bytes:
        end = time.monotonic() + max(timeout_ms, 0) / 1000
        with self._arrived:
            while not self._inbox:
                self._check()
                left = end - time.monotonic()
                if left <= 0:
                    return b""
                self._arrived.wait(left)
            data = bytes(self._inbox[:limit])
            del self._inbox[:limit]
            return data

    def close(self) -> None:
        if self._open:
            self._open = False
            self._inbox.clear()
            self._machine.hang_up(self._line)

    def abort(self) -> None:
        with self._arrived:
            self._open = False
            self._arrived.notify_all()

    def _answer(self, data: bytes) -> None:
        with self._arrived:
            if self._open:
                self._inbox += data
            self._arrived.notify_all()

    def _check(self) -> None:
        if not self._open:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        if not self._plugged:
            raise DeviceUnavailable(Reason.UNPLUGGED, where=self.name, sent=0)


class FakePrinterServer:
    """Real sockets: one thread accepts, one per connection reads. `slow_ms` between pieces."""

    def __init__(self, machine: Machine, lines: Iterator[int], port: int) -> None:
        self._machine = machine
        self._lines = lines
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self._closing = threading.Event()
        self._connections: dict[int, socket.socket] = {}
        self._threads: list[threading.Thread] = []
        self.slow_ms = 0
        self.connects = 0
        self._start(self._accept)

    def drop_all(self) -> None:
        """Every connection is reset, as when the printer's power is cut."""
        for sock in list(self._connections.values()):
            _reset(sock)

    def half_close(self) -> None:
        """The printer says good-bye but still listens: its side of each line is shut."""
        for sock in list(self._connections.values()):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Refuses from now on; ends all threads."""
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop_all()
        for thread in list(self._threads):
            thread.join(5)

    def _start(self, target: object, *args: object) -> None:
        assert callable(target)
        thread = threading.Thread(target=target, args=args, name="fake-printer", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connects += 1
            line = next(self._lines)
            self._connections[line] = sock
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            self._start(self._serve, line, sock)

    def _serve(self, line: int, sock: socket.socket) -> None:
        machine = self._machine

        def send(data: bytes) -> None:
            with contextlib.suppress(OSError):
                sock.sendall(data)

        try:
            while data := sock.recv(64 if self.slow_ms else 4096):
                if self.slow_ms and self._closing.wait(self.slow_ms / 1000):
                    break
                through, broken = _within_reset(machine, data)
                machine.receive(line, through, send)
                if broken:
                    _reset(sock)
                    break
        except OSError:
            pass  # reset by the other side: the same as a good-bye
        finally:
            self._connections.pop(line, None)
            machine.hang_up(line)
            sock.close()


def _reset(sock: socket.socket) -> None:
    """Close with RST: the sender's next call fails instead of a polite end."""
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.shutdown(socket.SHUT_RD)
    with contextlib.suppress(OSError):
        sock.close()
