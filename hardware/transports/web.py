"""The way to a service on the internet: TCP, TLS with the machine's own trust, a proxy if there is
one.

One connection carries one question: whoever uses it opens, asks, reads and closes, so that an
answer can never be taken for that of another question.
"""

from __future__ import annotations

import select
import socket
import ssl
import time

from hardware.transports.sockets import SocketTransport

_PROXY_ANSWER = 4096


class WebTransport(SocketTransport):
    """`tls` off is for a gateway on this machine only (a twin, a local relay).

    `proxy` is "host:port" of an HTTP proxy, which is asked for a tunnel (CONNECT): it carries the
    letters and reads none of them. ValueError for one that is none.
    """

    def __init__(
        self, host: str, port: int, *, tls: bool = True, proxy: str = "", connect_ms: int = 4000
    ) -> None:
        super().__init__(f"web {host}:{port}", write_ms=connect_ms)
        self._host, self._port, self._tls = host, port, tls
        self._proxy = _host_port(proxy) if proxy else None
        self._connect_ms = connect_ms

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

    def _receive(self, sock: socket.socket, limit: int, timeout_s: float) -> bytes | None:
        """What TLS has unpacked already is not seen by `select`; half a record is nothing yet."""
        unpacked = isinstance(sock, ssl.SSLSocket) and sock.pending() > 0
        if not unpacked and not select.select([sock], [], [], timeout_s)[0]:
            return None
        sock.settimeout(max(timeout_s, 0.001))
        try:
            return sock.recv(limit)
        except (TimeoutError, ssl.SSLWantReadError):
            return None


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
