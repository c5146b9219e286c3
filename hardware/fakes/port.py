"""A cable from a driver straight into a twin, for every twin whose inside is a plain function.

What is written reaches the twin on the writer's thread and is answered before `write` returns, so
a test's clock need not wait for anybody; a twin that speaks by itself pushes, or is asked when
the driver reads and nothing lies there (`idle`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from hardware.api.errors import DeviceUnavailable, Reason

Send = Callable[[bytes], None]
Receive = Callable[[bytes, Send], None]


def _nothing() -> bytes:
    return b""


class TwinPort:
    """A full `Transport`. `unplug`, `plug` it at will; `push` is what the twin says by itself."""

    def __init__(
        self,
        name: str,
        receive: Receive | None = None,
        *,
        idle: Callable[[], bytes] = _nothing,
        two_way: bool = True,
    ) -> None:
        self._name = f"fake {name}"
        self._receive, self._idle, self._two_way = receive, idle, two_way
        self._inbox = bytearray()
        self._arrived = threading.Condition()
        self._open = False
        self._plugged = True

    @property
    def name(self) -> str:
        return self._name

    @property
    def two_way(self) -> bool:
        return self._two_way

    @property
    def is_open(self) -> bool:
        return self._open

    def unplug(self) -> None:
        with self._arrived:
            self._plugged = False
            self._inbox.clear()
            self._arrived.notify_all()

    def plug(self) -> None:
        with self._arrived:
            self._plugged = True

    def push(self, data: bytes) -> None:
        """From any thread; lost when nobody has the port open, as on a real wire."""
        with self._arrived:
            if self._open and self._plugged:
                self._inbox += data
            self._arrived.notify_all()

    def open(self) -> None:
        if not self._plugged:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self._name)
        self._open = True

    def write(self, data: bytes) -> None:
        with self._arrived:
            self._check()
        if self._receive is not None:
            self._receive(data, self.push)

    def read(self, limit: int, timeout_ms: int) -> bytes:
        end = time.monotonic() + max(timeout_ms, 0) / 1000
        with self._arrived:
            while True:
                self._check()
                if not self._inbox:
                    self._inbox += self._idle()
                if self._inbox:
                    data = bytes(self._inbox[:limit])
                    del self._inbox[:limit]
                    return data
                left = end - time.monotonic()
                if left <= 0:
                    return b""
                self._arrived.wait(left)

    def close(self) -> None:
        self._open = False
        self._inbox.clear()

    def abort(self) -> None:
        with self._arrived:
            self._open = False
            self._arrived.notify_all()

    def _check(self) -> None:
        if not self._open:
            raise DeviceUnavailable(Reason.CLOSED, where=self._name, sent=0)
        if not self._plugged:
            raise DeviceUnavailable(Reason.UNPLUGGED, where=self._name, sent=0)
