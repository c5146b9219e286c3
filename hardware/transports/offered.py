"""A wire inside this process offered to other programs: on a loopback port, or as a serial port.

A simulated device behind it is reached by the till exactly as metal would be: its own drivers, its
own settings, its own threads. `cut` is the pulled plug, `plug` puts it in again.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable

_BEAT_S = 0.02
MakeWire = Callable[[], Transport]


class Offered(Protocol):
    """`address` is what a till must be set to."""

    @property
    def address(self) -> str: ...

    def cut(self) -> None: ...

    def plug(self) -> None: ...

    def close(self) -> None: ...


class OfferedPort:
    """On 127.0.0.1; every connection gets a wire of its own."""

    def __init__(self, make: MakeWire, port: int = 0) -> None:
        self._make, self._port = make, port
        self._over = threading.Event()
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self.plug()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    def plug(self) -> None:
        if self._listener is not None:
            return
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = int(self._listener.getsockname()[1])
        _start(self._accept, self._listener)

    def cut(self) -> None:
        """Nobody listens any more, and who was connected is cut off."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._over.set()
        self.cut()

    def _accept(self, listener: socket.socket) -> None:
        while not self._over.is_set():
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            self._open.add(sock)
            _start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        wire = self._make()
        try:
            wire.open()
            while not self._over.is_set():
                if select.select([sock], [], [], _BEAT_S)[0]:
                    data = sock.recv(4096)
                    if not data:
                        break
                    wire.write(data)
                if said := wire.read(4096, 0):
                    sock.sendall(said)
        except (OSError, ValueError, DeviceUnavailable):
            pass  # the other side went, or a fault of ours cut it off: the same to both
        finally:
            wire.close()
            self._open.discard(sock)
            sock.close()


class OfferedSerial:
    """A pseudo terminal behind a name that stays: `path` is a link to it. Not on Windows."""

    def __init__(self, make: MakeWire, path: Path) -> None:
        self._wire, self._path = make(), path
        self._over = threading.Event()
        self._plugged = False
        self._master = self._slave = -1
        self.plug()

    @property
    def address(self) -> str:
        return str(self._path)

    def plug(self) -> None:
        if self._plugged:
            return
        if sys.platform == "win32":  # pragma: no cover - there is no such thing there
            raise OSError("no pseudo terminals")
        import pty
        import tty

        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        self._path.symlink_to(os.ttyname(self._slave))
        self._plugged = True
        self._wire.open()
        self._thread = _start(self._pump)

    def cut(self) -> None:
        """The name is gone, and whoever holds the port hears that it died."""
        if not self._plugged:
            return
        self._plugged = False
        self._thread.join(2)
        self._path.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._wire.close()

    def close(self) -> None:
        self._over.set()
        self.cut()

    def _pump(self) -> None:
        while self._plugged and not self._over.is_set():
            try:
                if select.select([self._master], [], [], _BEAT_S)[0]:
                    self._wire.write(os.read(self._master, 4096))
                if said := self._wire.read(4096, 0):
                    os.write(self._master, said)
            except (OSError, DeviceUnavailable):
                continue  # a fault that was asked for: it is mended the same way


def _start(target: Callable[..., None], *args: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=args, name="practice", daemon=True)
    thread.start()
    return thread
