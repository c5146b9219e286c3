"""Printers on the shop's network: one connection kept open, short timeouts, honest losses.

Cheap modules choke on connect, print, close storms, so the connection stays open; the pauses some
of them need around a connect are the printer model's affair.
"""

from __future__ import annotations

import contextlib
import select
import socket

from hardware.api.errors import DeviceUnavailable, Reason


class TcpTransport:
    """`write_ms` is the longest time without any progress, not the time of the whole job."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        connect_ms: int = 2000,
        write_ms: int = 4000,
    ) -> None:
        self._address = (host, port)
        self._connect_ms = connect_ms
        self._write_ms = write_ms
        self._socket: socket.socket | None = None

    @property
    def name(self) -> str:
        return f"tcp {self._address[0]}:{self._address[1]}"

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
            sock = socket.create_connection(self._address, self._connect_ms / 1000)
        except ConnectionRefusedError as error:
            raise DeviceUnavailable(Reason.REFUSED, where=self.name) from error
        except (OSError, ValueError) as error:  # ValueError: a name like "a..b"
            raise DeviceUnavailable(
                Reason.UNREACHABLE, where=self.name, error=str(error)
            ) from error
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._socket = sock

    def write(self, data: bytes) -> None:
        sock = self._need()
        sent = 0
        view = memoryview(data)
        try:
            sock.settimeout(self._write_ms / 1000)
            while sent < len(data):
                sent += sock.send(view[sent : sent + 4096])
        except TimeoutError as error:
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=sent) from error
        except OSError as error:
            raise self._lost(error, sent) from error

    def read(self, limit: int, timeout_ms: int) -> bytes:
        sock = self._need()
        try:
            ready, _, _ = select.select([sock], [], [], max(timeout_ms, 0) / 1000)
            if not ready:
                return b""
            data = sock.recv(limit)
        except (OSError, ValueError) as error:  # ValueError: closed under us by abort
            raise self._lost(error, 0) from error
        if not data:
            raise DeviceUnavailable(Reason.CONNECTION_LOST, where=self.name, error="closed by peer")
        return data

    def close(self) -> None:
        sock, self._socket = self._socket, None
        if sock is None:
            return
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        sock.close()

    def abort(self) -> None:
        sock = self._socket
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _need(self) -> socket.socket:
        if self._socket is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        return self._socket

    def _lost(self, error: Exception, sent: int) -> DeviceUnavailable:
        return DeviceUnavailable(
            Reason.CONNECTION_LOST, where=self.name, error=str(error), sent=sent
        )
