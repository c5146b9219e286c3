"""COM ports and USB serial adapters through pyserial.

An unplugged adapter raises `SerialException` from one call and a plain `OSError` from the next;
both become `DeviceUnavailable(UNPLUGGED)`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import sys
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hardware.api.errors import DeviceUnavailable, Reason

if TYPE_CHECKING:
    import serial

_OPEN_REASONS = {
    errno.ENOENT: Reason.NOT_FOUND,
    errno.ENODEV: Reason.NOT_FOUND,
    errno.ENXIO: Reason.NOT_FOUND,
    errno.EACCES: Reason.NO_PERMISSION,
    errno.EPERM: Reason.NO_PERMISSION,
    errno.EBUSY: Reason.PORT_BUSY,
    errno.EAGAIN: Reason.PORT_BUSY,
}
_SLICE_S = 0.05  # how soon a read that is broken off notices
_TICK_S = 0.01
_SLICE_MS = 200  # the longest wait at once, so that `abort` is heard
_LET_OUT_MS, _LOOK_MS = 500, 10


class SerialTransport:
    """`parity` is one of N E O; `write_ms` bounds a write to a device that stopped listening.

    All flow control is set, also what is off: ports remember what the last program wanted
    (hardware.md 4.8). `lines` are dtr and rts as on, off or as_is: some scales and displays live
    from their current.
    """

    keeps_answers = True

    def __init__(
        self,
        port: str,
        *,
        baud: int = 9600,
        bits: int = 8,
        parity: str = "N",
        stop_bits: int = 1,
        write_ms: int = 4000,
        xonxoff: bool = False,
        rtscts: bool = False,
        dsrdtr: bool = False,
        lines: Mapping[str, str] | None = None,
    ) -> None:
        self._port = port
        self._lines = {"dtr": "as_is", "rts": "as_is", **(lines or {})}
        self._options: dict[str, Any] = {
            "baudrate": baud,
            "bytesize": bits,
            "parity": parity,
            "stopbits": stop_bits,
            "write_timeout": write_ms / 1000,
            "xonxoff": xonxoff,
            "rtscts": rtscts,
            "dsrdtr": dsrdtr,
        }
        self._write_ms = write_ms
        self._serial: serial.Serial | None = None
        self._aborted = threading.Event()
        self._clogged = False

    @property
    def name(self) -> str:
        return f"serial {self._port}"

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._serial is not None

    def open(self) -> None:
        if self._serial is not None:
            return
        import serial

        try:
            line = serial.Serial(None, timeout=0, exclusive=True, **self._options)
            for name, state in self._lines.items():
                if state != "as_is":
                    setattr(line, name, state == "on")  # before it opens: no pulse in between
            line.port = self._port
            self._open(line)
        except (OSError, ValueError, _refusal()) as error:  # SerialException is an OSError
            code = getattr(error, "errno", None) or 0
            reason = _OPEN_REASONS.get(code, Reason.NOT_FOUND)
            if "lock" in str(error).lower():
                reason = Reason.PORT_BUSY
            raise DeviceUnavailable(reason, where=self.name, error=str(error)) from error
        with contextlib.suppress(OSError):
            line.reset_input_buffer()
        self._aborted.clear()
        self._serial, self._clogged = line, False

    @staticmethod
    def _open(line: serial.Serial) -> None:
        """A port of no metal has neither parity nor seven bits and passes bytes as they are: what
        it refuses is left out. Metal that did so would speak noise, which drivers tell apart.
        """
        try:
            line.open()
        except _refusal():
            line.bytesize, line.parity, line.stopbits = 8, "N", 1
            line.open()

    def write(self, data: bytes) -> None:
        import serial

        line = self._need()
        sent = idle_ms = 0
        try:
            while sent < len(data):
                if self._aborted.is_set():
                    raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=sent)
                took = self._write_some(line, data[sent : sent + 512])
                sent += took
                idle_ms = 0 if took else idle_ms + _SLICE_MS
                if idle_ms >= self._write_ms:
                    self._clogged = True
                    raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=sent)
        except serial.SerialTimeoutException as error:
            self._clogged = True
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=sent) from error
        except (OSError, TypeError) as error:  # TypeError: closed under us by abort
            raise self._unplugged(error, sent) from error

    def _write_some(self, line: serial.Serial, data: bytes) -> int:
        """What the port takes now; waits for it a slice of time.

        pyserial 3.5 spins at full speed on a port that takes nothing (EAGAIN), which a cashier
        feels: so where there is a file descriptor the waiting is ours.
        """
        if os.name != "posix":
            return line.write(data) or 0
        _, ready, _ = select.select([], [line.fileno()], [], _SLICE_MS / 1000)
        if not ready:
            return 0
        try:
            return os.write(line.fileno(), data)
        except BlockingIOError:
            time.sleep(_SLICE_MS / 1000)  # it said that it could, and cannot
            return 0

    def read(self, limit: int, timeout_ms: int) -> bytes:
        line = self._need()
        try:
            if not self._wait(line, timeout_ms):
                return b""
            data: bytes = line.read(limit)
        except (OSError, TypeError, ValueError) as error:  # ValueError: its number is gone
            raise self._unplugged(error, 0) from error
        if not data:  # it said that something lies there: a port that died says so
            raise self._unplugged(OSError("the port ended"), 0)
        return data

    def _wait(self, line: serial.Serial, timeout_ms: int) -> bool:
        """Whether something can be read. The port's own timeout stays: changing it sets the whole
        line up anew, which ports refuse that lack one of the settings (a pseudo terminal at 7E1).
        """
        end = time.monotonic() + max(timeout_ms, 0) / 1000
        while True:
            if self._serial is None or self._aborted.is_set():
                raise OSError("broken off")
            left = max(0.0, end - time.monotonic())
            if sys.platform == "win32":  # pragma: no cover - its ports cannot be waited for
                if line.in_waiting or not left:
                    return bool(line.in_waiting)
                self._aborted.wait(min(left, _TICK_S))
            else:
                if select.select([line.fileno()], [], [], min(left, _SLICE_S))[0]:
                    return True
                if not left:
                    return False

    def close(self) -> None:
        line, self._serial = self._serial, None
        if line is None:
            return
        with contextlib.suppress(OSError):
            if self._clogged or self._aborted.is_set():
                line.reset_output_buffer()  # else the system waits for half a minute to let it out
            else:
                _let_out(line)
        with contextlib.suppress(OSError):
            line.close()

    def abort(self) -> None:
        line = self._serial
        self._aborted.set()
        if line is not None:
            with contextlib.suppress(OSError, AttributeError):
                line.cancel_write()

    def _need(self) -> serial.Serial:
        if self._serial is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        return self._serial

    def _unplugged(self, error: Exception, sent: int) -> DeviceUnavailable:
        return DeviceUnavailable(Reason.UNPLUGGED, where=self.name, error=str(error), sent=sent)


def _refusal() -> type[Exception]:
    """What the system says of a line setting that a port does not have; no OSError, oddly."""
    if sys.platform == "win32":  # pragma: no cover
        return OSError
    import termios

    return termios.error


def _let_out(line: serial.Serial) -> None:
    """Closing right after a write loses its end (a display's last "0.00"): wait a moment."""
    for _ in range(_LET_OUT_MS // _LOOK_MS):
        if not line.out_waiting:
            return
        time.sleep(_LOOK_MS / 1000)
