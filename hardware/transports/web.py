"""The way to a service on the internet: TCP, TLS with the machine's own trust, a proxy if there is
one.

One connection carries one question: whoever uses it opens, asks, reads and closes, so that an
answer can never be taken for that of another question.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import time

from hardware.api.errors import DeviceUnavailable, Reason

_PROXY_ANSWER = 4096


class WebTransport:
    """`tls` off is for a gateway on this machine only (a twin, a local relay).

    `proxy` is "host:port" of an HTTP proxy, which is asked for a tunnel (CONNECT): it carries the
    letters and reads none of them. ValueError for one that is none.
    """

    two_way = True

    def __init__(
        self, host: str, port: int, *, tls: bool = True, proxy: str = "", connect_ms: int = 4000
    ) -> None:
        self._host, self._port, self._tls = host, port, tls
        self._proxy = _host_port(proxy) if proxy else None
        self._connect_ms = connect_ms
        self._socket: socket.socket | None = None

    @property
    def name(self) -> str:
        return f"web {self._host}:{self._port}"

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
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise DeviceUnavailable(
                Reason.UNREACHABLE, where=self.name, error=str(error)
            ) from error

    def _connect(self) -> socket.socket:
        wait = self._connect_ms / 1000
        plain = socket.create_connection(self._proxy or (self._host, self._port), wait)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._proxy is not None:
                _tunnel(plain, f"{self._host}:{self._port}")
            if not self._tls:
                return plain
            trust = ssl.create_default_context()
            trust.minimum_version = ssl.TLSVersion.TLSv1_2
            return trust.wrap_socket(plain, server_hostname=self._host)
        except BaseException:
            plain.close()
            raise

    def write(self, data: bytes) -> None:
        sock = self._need()
        sent = 0
        try:
            sock.settimeout(self._connect_ms / 1000)
            view = memoryview(data)
            while sent < len(data):
                sent += sock.send(view[sent : sent + 16384])
        except TimeoutError as error:
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=sent) from error
        except OSError as error:
            raise DeviceUnavailable(
                Reason.CONNECTION_LOST, where=self.name, error=str(error), sent=sent
            ) from error

    def read(self, limit: int, timeout_ms: int) -> bytes:
        sock = self._need()
        try:
            if not self._waiting(sock):
                ready, _, _ = select.select([sock], [], [], max(timeout_ms, 0) / 1000)
                if not ready:
                    return b""
            sock.settimeout(max(timeout_ms, 1) / 1000)
            data = sock.recv(limit)
        except (TimeoutError, ssl.SSLWantReadError):
            return b""
        except (OSError, ValueError) as error:
            raise DeviceUnavailable(
                Reason.CONNECTION_LOST, where=self.name, error=str(error)
            ) from error
        if not data:
            raise DeviceUnavailable(Reason.CONNECTION_LOST, where=self.name, error="closed by peer")
        return data

    @staticmethod
    def _waiting(sock: socket.socket) -> bool:
        """What TLS has unpacked already is not seen by `select`."""
        return isinstance(sock, ssl.SSLSocket) and sock.pending() > 0

    def close(self) -> None:
        sock, self._socket = self._socket, None
        if sock is not None:
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


def _host_port(text: str) -> tuple[str, int]:
    host, _, port = text.removeprefix("http://").rstrip("/").rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"no proxy: {text!r}")
    return host, int(port)


def _tunnel(sock: socket.socket, where: str) -> None:
    """Ask a proxy for a way through; OSError when it says no or says nothing."""
    sock.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n\r\n".encode())
    end = time.monotonic() + (sock.gettimeout() or 4)
    said = b""
    while b"\r\n\r\n" not in said:
        more = sock.recv(_PROXY_ANSWER - len(said)) if len(said) < _PROXY_ANSWER else b""
        if not more or time.monotonic() > end:
            raise OSError("the proxy does not answer")
        said += more
    status = said.split(b"\r\n", 1)[0].split()
    if len(status) < 2 or status[1] != b"200":
        raise OSError(f"the proxy refuses: {status[1:2]}")
