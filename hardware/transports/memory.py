"""A cable inside the process: two ends, which can be pulled. Fakes and the demo live on it."""

from __future__ import annotations

import threading
import time

from hardware.api.errors import DeviceUnavailable, Reason


class _Cable:
    """Two buffers under one condition; index 0 is what the near end may read."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.buffers = (bytearray(), bytearray())
        self.pulled = False


class MemoryEnd:
    """One end of a cable, a full `Transport`."""

    def __init__(self, cable: _Cable, side: int, name: str) -> None:
        self._cable = cable
        self._inbox = cable.buffers[side]
        self._outbox = cable.buffers[1 - side]
        self._name = name
        self._open = False
        self._aborted = False

    @classmethod
    def alone(cls, name: str) -> MemoryEnd:
        """An end with nothing at its other one: for what needs no wire at all."""
        return cls(_Cable(), 0, name)

    @property
    def name(self) -> str:
        return f"memory {self._name}"

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self) -> None:
        if self._cable.pulled:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self.name)
        self._open, self._aborted = True, False

    def write(self, data: bytes) -> None:
        with self._cable.changed:
            self._check()
            self._outbox += data
            self._cable.changed.notify_all()

    def read(self, limit: int, timeout_ms: int) -> bytes:
        end = time.monotonic() + max(timeout_ms, 0) / 1000
        with self._cable.changed:
            while True:
                self._check()
                if self._inbox:
                    data = bytes(self._inbox[:limit])
                    del self._inbox[:limit]
                    return data
                left = end - time.monotonic()
                if left <= 0:
                    return b""
                self._cable.changed.wait(left)

    def close(self) -> None:
        self._open = False

    def abort(self) -> None:
        with self._cable.changed:
            self._aborted = True
            self._cable.changed.notify_all()

    def _check(self) -> None:
        if not self._open or self._aborted:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        if self._cable.pulled:
            raise DeviceUnavailable(Reason.UNPLUGGED, where=self.name, sent=0)


class Loopback:
    """`near` goes to the driver, `far` to whoever plays the device."""

    def __init__(self, name: str = "loopback") -> None:
        self._cable = _Cable()
        self.near = MemoryEnd(self._cable, 0, name)
        self.far = MemoryEnd(self._cable, 1, name)
        self.far.open()

    def unplug(self) -> None:
        """Both ends fail at once, as with a pulled USB adapter; what lay in the cable is gone."""
        with self._cable.changed:
            self._cable.pulled = True
            for buffer in self._cable.buffers:
                buffer.clear()
            self._cable.changed.notify_all()

    def plug(self) -> None:
        with self._cable.changed:
            self._cable.pulled = False
            self.near.close()
            self.far.open()
