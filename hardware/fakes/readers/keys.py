"""Input devices with keys, as Linux shows them: what an evdev scanner is read from in tests."""

from __future__ import annotations

import errno
import threading

from hardware.api.reading.layouts import table
from hardware.transports.readers.evdev import Found
from hardware.transports.readers.evdev_keys import DOWN, EV_KEY, EV_SYN, EVENT, UP

_SHIFT, _ENTER = 42, 28


class FakeInputs:
    """A `Source`: keyboards by path; `type_on` presses keys on one of them."""

    def __init__(self, *found: Found) -> None:
        self._found = list(found)
        self._waiting: dict[str, bytearray] = {one.path: bytearray() for one in found}
        self._grabbed: dict[int, str] = {}
        self._news = threading.Condition()
        self._files = 40

    def type_on(self, path: str, text: str, layout: str = "us", end: int = _ENTER) -> None:
        """Press the keys of `text` as a scanner with that layout does."""
        keys = {sign: place for place, sign in table(layout).items()}
        for sign in text:
            code, shift = keys[sign]
            strokes = [(_SHIFT, DOWN)] * shift + [(code, DOWN), (code, UP)] + [(_SHIFT, UP)] * shift
            for stroke in strokes:
                self.press(path, *stroke)
        if end:
            self.press(path, end, DOWN)
            self.press(path, end, UP)

    def press(self, path: str, code: int, value: int) -> None:
        """One event and its end mark."""
        self.raw(path, EVENT.pack(0, 0, EV_KEY, code, value) + EVENT.pack(0, 0, EV_SYN, 0, 0))

    def raw(self, path: str, data: bytes) -> None:
        """Bytes as they are; heard only where the device is grabbed."""
        with self._news:
            if path in self._grabbed.values():
                self._waiting[path] += data
            self._news.notify_all()

    def unplug(self, path: str) -> None:
        """The device is gone, also under whoever reads it."""
        with self._news:
            self._found = [one for one in self._found if one.path != path]
            self._news.notify_all()

    def plug(self, found: Found) -> None:
        with self._news:
            self._found.append(found)
            self._waiting[found.path] = bytearray()

    def devices(self) -> tuple[Found, ...]:
        return tuple(self._found)

    def open(self, path: str) -> int:
        with self._news:
            if path not in {one.path for one in self._found}:
                raise FileNotFoundError(errno.ENOENT, "no such device", path)
            if path in self._grabbed.values():
                raise OSError(errno.EBUSY, "grabbed by another", path)
            self._files += 1
            self._grabbed[self._files] = path
            return self._files

    def read(self, file: int, timeout_ms: int) -> bytes:
        path = self._grabbed[file]
        with self._news:
            if path in {one.path for one in self._found} and not self._waiting[path]:
                self._news.wait(timeout_ms / 1000)
            if path not in {one.path for one in self._found}:
                raise OSError(errno.ENODEV, "no such device", path)
            data = bytes(self._waiting[path])
            self._waiting[path].clear()
            return data

    def close(self, file: int) -> None:
        self._waiting[self._grabbed.pop(file)].clear()
