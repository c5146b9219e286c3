"""Bytes into a file or a device node (/dev/usb/lp0): one way, nothing ever comes back."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path
from typing import BinaryIO

from hardware.api.errors import DeviceUnavailable, Reason

# how jobs begin that our drivers write: what begins otherwise is somebody else's file
_OURS = (b"\x10", b"\x1b", b"\x1c", b"\x1d", b"SIZE", b"^XA", b"~")


class FileTransport:
    """Appends; a missing folder is an error of the settings and said as such.

    A file in which something else stands is never written to, whoever named it (no permission).
    """

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._file: BinaryIO | None = None

    @property
    def name(self) -> str:
        return f"file {self._path}"

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
            if self._path.is_file() and not self._is_ours():
                raise PermissionError(errno.EACCES, "holds something else")
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise self._fault(error, 0) from error

    def _is_ours(self) -> bool:
        with self._path.open("rb") as file:
            head = file.read(8)
        return not head or head.startswith(_OURS)

    def write(self, data: bytes) -> None:
        if self._file is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        sent = 0
        try:
            while sent < len(data):
                sent += self._file.write(data[sent:]) or 0
        except OSError as error:
            raise self._fault(error, sent) from error

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """Always b"": a file has nothing to say."""
        del limit, timeout_ms
        return b""

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()

    def abort(self) -> None:
        """A file does not block."""

    def _fault(self, error: OSError, sent: int) -> DeviceUnavailable:
        reason = {
            errno.ENOENT: Reason.NOT_FOUND,
            errno.EISDIR: Reason.NOT_FOUND,
            errno.EACCES: Reason.NO_PERMISSION,
            errno.EROFS: Reason.NO_PERMISSION,
            errno.EBUSY: Reason.PORT_BUSY,
            errno.ENODEV: Reason.UNPLUGGED,
        }.get(error.errno or 0, Reason.DISK)
        return DeviceUnavailable(reason, where=self.name, error=str(error), sent=sent)
