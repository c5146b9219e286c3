"""What all that runs over a socket has in common: bytes in order, deadlines, honest losses."""

from __future__ import annotations

import contextlib
import select
import socket

from hardware.api.errors import DeviceUnavailable, Reason

_CHUNK = 4096


class SocketTransport:
    """A subclass says how it is connected (`_connect`, raising OSError or ValueError).

    `write_ms` is the longest time without any progress, not the time of the whole job.
    """

    def __init__(self, name: str, *, write_ms: int) -> None:
        self._name, self._write_ms = name, write_ms
        self._socket: socket.socket | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    def open(self) -> None:
        if self._socket is not None:
            return
        try:
            self._socket = self._connect()
        except ConnectionRefusedError as error:
            raise DeviceUnavailable(Reason.REFUSED, where=self.name) from error
        except (OSError, ValueError) as error:  # ValueError: a name like "a..b"
            raise DeviceUnavailable(
                Reason.UNREACHABLE, where=self.name, error=str(error)
            ) from error

    def write(self, data: bytes) -> None:
        sock = self._need()
        sent = 0
        view = memoryview(data)
        try:
            sock.settimeout(self._write_ms / 1000)
            while sent < len(data):
                sent += sock.send(view[sent : sent + _CHUNK])
        except TimeoutError as error:
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=sent) from error
        except OSError as error:
            raise DeviceUnavailable(
                Reason.CONNECTION_LOST, where=self.name, error=str(error), sent=sent
            ) from error

    def read(self, limit: int, timeout_ms: int) -> bytes:
        sock = self._need()
        try:
            data = self._receive(sock, limit, max(timeout_ms, 0) / 1000)
        except (OSError, ValueError) as error:  # ValueError: closed under us by abort
            raise DeviceUnavailable(
                Reason.CONNECTION_LOST, where=self.name, error=str(error)
            ) from error
        if data == b"":
            raise DeviceUnavailable(Reason.CONNECTION_LOST, where=self.name, error="closed by peer")
        return data or b""

    def close(self) -> None:
        sock, self._socket = self._socket, None
        if sock is not None:
            _shut(sock)
            sock.close()

    def abort(self) -> None:
        sock = self._socket  # another thread may close meanwhile
        if sock is not None:
            _shut(sock)

    def _connect(self) -> socket.socket:
        raise NotImplementedError

    def _receive(self, sock: socket.socket, limit: int, timeout_s: float) -> bytes | None:
        """What came; None for nothing yet, empty when the other side is done."""
        ready, _, _ = select.select([sock], [], [], timeout_s)
        return sock.recv(limit) if ready else None

    def _need(self) -> socket.socket:
        if self._socket is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        return self._socket


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
