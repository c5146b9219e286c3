"""Printers on the shop's network: one connection kept open, short timeouts, honest losses.

Cheap modules choke on connect, print, close storms, so the connection stays open; the pauses some
of them need around a connect are the printer model's affair.
"""

from __future__ import annotations

import contextlib
import socket

from hardware.transports.sockets import SocketTransport


class TcpTransport(SocketTransport):
    """A connection that says by itself when the other side is gone (keepalive)."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        connect_ms: int = 2000,
        write_ms: int = 4000,
    ) -> None:
        super().__init__(f"tcp {host}:{port}", write_ms=write_ms)
        self._address = (host, port)
        self._connect_ms = connect_ms

    def _connect(self) -> socket.socket:
        sock = socket.create_connection(self._address, self._connect_ms / 1000)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return sock
