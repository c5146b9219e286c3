"""One program a data folder (agreements 23): the system's own lock, gone with the process."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from app.domain.errors import Unavailable

NAME = "till.lock"


class FolderLock:
    """Hold a folder; Unavailable `folder.in_use` (with the other's pid) when somebody else does.

    The file stays when the lock is let go: removing it would let two programs hold two files.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder.joinpath(NAME)
        self._handle = -1

    def acquire(self) -> FolderLock:
        """Take the lock now or not at all."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise Unavailable("disk", "full", retry=True) from error
            raise Unavailable("folder", "read_only", path=str(self.path.parent)) from error
        try:
            _lock(handle)
        except OSError as error:
            pid = os.pread(handle, 20, 0).decode(errors="replace").strip() if _POSIX else ""
            os.close(handle)
            raise Unavailable("folder", "in_use", retry=True, pid=pid or "?") from error
        with suppress(OSError):  # a full disk: the lock holds, only the pid cannot be told
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
        self._handle = handle
        return self

    def release(self) -> None:
        """Let it go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> FolderLock:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


_POSIX = sys.platform != "win32"
if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # beyond the pid, which others may then read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
