"""A keyboard scanner's own input device on Linux, taken for the till alone (exclusive grab).

Read with what the system has, no library: `EVIOCGRAB` and 24 byte events (linux/input.h,
[manual]; this house had no input devices to try it on). What `read` gives is text: letters in
UTF-8 and CR for Enter, so that a live view can mask what nobody may see.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.readers.evdev_keys import KeyReader

EVIOCGRAB = 0x40044590
_REASONS = {
    errno.ENOENT: Reason.NOT_FOUND,
    errno.ENODEV: Reason.UNPLUGGED,
    errno.EACCES: Reason.NO_PERMISSION,
    errno.EPERM: Reason.NO_PERMISSION,
    errno.EBUSY: Reason.PORT_BUSY,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An input device: a path that stays the same at every start, and what it calls itself."""

    path: str
    name: str


class Source(Protocol):
    """The system's input devices; raises OSError."""

    def devices(self) -> tuple[Found, ...]:
        """Those with keys, by their steady paths."""

    def open(self, path: str) -> int:
        """A file to read events from, grabbed: nobody else gets them."""

    def read(self, file: int, timeout_ms: int) -> bytes:
        """Whole events; b"" when none came in time."""

    def close(self, file: int) -> None: ...


class SystemSource:
    """`/dev/input/by-id` and `by-path` name a device by its plug; the numbers of events change."""

    def __init__(self, folder: Path = Path("/dev/input")) -> None:
        self._folder = folder

    def devices(self) -> tuple[Found, ...]:
        found: dict[str, Found] = {}
        for kind in ("by-id", "by-path"):
            for link in sorted((self._folder / kind).glob("*-event-kbd")):
                real = os.path.realpath(link)
                found.setdefault(real, Found(str(link), _name(real)))
        return tuple(found.values())

    def open(self, path: str) -> int:
        import fcntl

        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.ioctl(file, EVIOCGRAB, 1)
        except OSError:
            os.close(file)
            raise
        return file

    def read(self, file: int, timeout_ms: int) -> bytes:
        ready, _, _ = select.select([file], [], [], max(timeout_ms, 0) / 1000)
        return os.read(file, 4096) if ready else b""

    def close(self, file: int) -> None:
        os.close(file)  # lets the grab go, too


def _name(real: str) -> str:
    try:
        node = Path("/sys/class/input") / Path(real).name / "device" / "name"
        return node.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


class EvdevTransport:
    """`device` is a path, or a part of a path or name that only one device has."""

    def __init__(self, device: str, *, layout: str = "us", source: Source | None = None) -> None:
        self._wanted = device
        self._source: Source = source or SystemSource()
        self._keys = KeyReader(layout)
        self._file: int | None = None
        self._text = bytearray()

    @property
    def name(self) -> str:
        return f"evdev {self._wanted}"

    @property
    def two_way(self) -> bool:
        return False

    @property
    def is_open(self) -> bool:
        return self._file is not None

    def open(self) -> None:
        if self._file is not None:
            return
        try:
            self._file = self._source.open(self._path())
        except OSError as error:
            raise self._fault(error, Reason.NOT_FOUND) from error
        self._keys.forget()
        self._text.clear()

    def _path(self) -> str:
        """Raises `DeviceUnavailable` not_found; two that fit are none (which would it be?)."""
        if self._wanted.startswith("/"):
            return self._wanted
        wanted = self._wanted.lower()
        fits = [
            one.path
            for one in self._source.devices()
            if wanted in one.path.lower() or wanted in one.name.lower()
        ]
        if len(fits) != 1:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self.name, fits=len(fits))
        return fits[0]

    def write(self, data: bytes) -> None:
        raise DeviceUnavailable(Reason.ONE_WAY, where=self.name, sent=0)

    def read(self, limit: int, timeout_ms: int) -> bytes:
        if self._file is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        if not self._text:
            try:
                events = self._source.read(self._file, timeout_ms)
            except BlockingIOError:
                return b""
            except (OSError, ValueError) as error:
                raise self._fault(error, Reason.UNPLUGGED) from error
            self._text += self._keys.feed(events).encode("utf-8", "replace")
        data = bytes(self._text[:limit])
        del self._text[:limit]
        return data

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                self._source.close(file)

    def abort(self) -> None:
        """A read takes 50 ms at most."""

    def _fault(self, error: Exception, usual: Reason) -> DeviceUnavailable:
        reason = _REASONS.get(getattr(error, "errno", 0) or 0, usual)
        return DeviceUnavailable(reason, where=self.name, error=str(error), sent=0)


def find_keyboards(source: Source | None = None) -> tuple[Found, ...]:
    """What could be a scanner that plays a keyboard; none where the system has no such devices."""
    try:
        return (source or SystemSource()).devices()
    except OSError:
        return ()
