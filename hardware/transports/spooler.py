"""Printers behind the system's print queue: raw bytes in, and no word from the paper.

A job is one thing to a queue, so bytes are gathered and handed over whole when the driver ends
its job (`end_job`). What a queue can say is that it took the job and passed it on, never that it
is on paper; so that is what is said. CUPS 2.4 through `lp` and `lpstat` (tried against a private
cupsd); Windows through win32print (from its documentation, never run).
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
import time
from enum import StrEnum
from typing import Any, Protocol

from hardware.api.errors import DeviceUnavailable, Reason

_WAIT_MS = 1500  # for a queue to pass a small job on
_LOOK_MS = 100
_CALL_S = 5.0


class QueueSays(StrEnum):
    """PASSED: the queue has no more of the job. WAITING: not yet. STOPPED: somebody must look."""

    PASSED = "passed"
    WAITING = "waiting"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


class Spooler(Protocol):
    """A system's print queues. All methods raise `DeviceUnavailable`."""

    def queues(self) -> tuple[str, ...]:
        """Their names."""

    def accepts(self, queue: str) -> QueueSays:
        """STOPPED when a job would lie there; NOT_FOUND flies when there is none of that name."""

    def send(self, queue: str, data: bytes) -> str:
        """Hand a job over; its name at the queue."""

    def job(self, queue: str, job: str) -> QueueSays:
        """What became of it."""


class SpoolerTransport:
    """One way. `wait_ms`: how long to look what the queue does with a job."""

    def __init__(self, system: Spooler, queue: str, *, wait_ms: int = _WAIT_MS) -> None:
        self._system, self._queue, self._wait_ms = system, queue, wait_ms
        self._gathered = bytearray()
        self._open = False
        self._aborted = False

    @property
    def name(self) -> str:
        return f"queue {self._queue}"

    @property
    def two_way(self) -> bool:
        return False

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self) -> None:
        """A stopped queue would keep the job and print it one day: refused before."""
        if self._open:
            return
        self._check()
        self._open, self._aborted = True, False
        self._gathered.clear()

    def write(self, data: bytes) -> None:
        if not self._open:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        self._gathered += data

    def end_job(self) -> Reason:
        """Hand over what was gathered; what the queue says of it then. `sent` 0 in a fault."""
        data = bytes(self._gathered)
        self._gathered.clear()
        if not data:
            return Reason.HANDED_OVER
        try:
            self._check()
            job = self._system.send(self._queue, data)
        except DeviceUnavailable as fault:
            broken_off = fault.reason is Reason.NO_ANSWER  # it may have it, for all we know
            fault.facts.setdefault("sent", len(data) if broken_off else 0)
            raise
        end = time.monotonic() + self._wait_ms / 1000
        says = self._look(job)
        while says is QueueSays.WAITING and time.monotonic() < end and not self._aborted:
            time.sleep(_LOOK_MS / 1000)
            says = self._look(job)
        return Reason.QUEUE_STOPPED if says is QueueSays.STOPPED else Reason.HANDED_OVER

    def _check(self) -> None:
        if self._system.accepts(self._queue) is QueueSays.STOPPED:
            raise DeviceUnavailable(Reason.QUEUE_STOPPED, where=self.name)

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """Always b"": a queue has nothing to say."""
        del limit, timeout_ms
        return b""

    def close(self) -> None:
        self._open = False
        self._gathered.clear()

    def abort(self) -> None:
        self._aborted = True

    def _look(self, job: str) -> QueueSays:
        """The job is over there already: not being able to ask is no failure of it."""
        try:
            return self._system.job(self._queue, job)
        except DeviceUnavailable:
            return QueueSays.UNKNOWN


class CupsSpooler:
    """Through the `lp` programs. `server` "host:port" or a socket's path; empty: the usual one."""

    def __init__(self, server: str = "") -> None:
        self._server = server

    def queues(self) -> tuple[str, ...]:
        said = self._run("lpstat", "-e").stdout
        return tuple(sorted(said.decode(errors="replace").split()))

    def accepts(self, queue: str) -> QueueSays:
        said = self._ask(queue, "-p", queue, "-a", queue)
        stopped = f"printer {queue} disabled" in said or f"{queue} not accepting" in said
        return QueueSays.STOPPED if stopped else QueueSays.PASSED

    def send(self, queue: str, data: bytes) -> str:
        done = self._run("lp", "-d", queue, "-o", "raw", "-t", "shuke", stdin=data)
        said = _words(done)
        if done.returncode:
            raise DeviceUnavailable(_refusal(said), where=f"queue {queue}", error=said)
        found = re.search(r"request id is (\S+)", said)
        return found[1] if found else ""

    def job(self, queue: str, job: str) -> QueueSays:
        """What is not among the uncompleted was passed on, cancelled or given up."""
        if not job:
            return QueueSays.UNKNOWN
        waiting = self._ask(queue, "-W", "not-completed", "-o", queue)
        if job not in waiting.split():
            return QueueSays.PASSED
        stopped = self.accepts(queue) is QueueSays.STOPPED
        return QueueSays.STOPPED if stopped else QueueSays.WAITING

    def _ask(self, queue: str, *words: str) -> str:
        done = self._run("lpstat", *words)
        said = _words(done)
        if done.returncode:
            raise DeviceUnavailable(_refusal(said), where=f"queue {queue}", error=said)
        return said

    def _run(
        self, tool: str, *words: str, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        path = shutil.which(tool)
        if path is None:
            raise DeviceUnavailable(Reason.NO_LIBRARY, where="queue", library="cups-client")
        server = ("-h", self._server) if self._server else ()
        try:
            return subprocess.run(  # noqa: S603 - a found program, words of our own
                (path, *server, *words),
                input=stdin,
                capture_output=True,
                timeout=_CALL_S,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired as error:
            raise DeviceUnavailable(Reason.NO_ANSWER, where="queue", error=str(error)) from error
        except OSError as error:
            raise DeviceUnavailable(Reason.UNREACHABLE, where="queue", error=str(error)) from error


class WindowsSpooler:
    """Through pywin32's win32print, which is loaded at the first question."""

    def __init__(self, library: Any = None) -> None:
        self._library = library

    def queues(self) -> tuple[str, ...]:
        win = self._loaded()
        local_and_connected = win.PRINTER_ENUM_LOCAL | win.PRINTER_ENUM_CONNECTIONS
        try:
            return tuple(sorted(one[2] for one in win.EnumPrinters(local_and_connected, None, 1)))
        except win.error as error:
            raise _windows_fault(error, "") from error

    def accepts(self, queue: str) -> QueueSays:
        win = self._loaded()
        try:
            handle = win.OpenPrinter(queue)
            try:
                state = int(win.GetPrinter(handle, 2)["Status"])
            finally:
                win.ClosePrinter(handle)
        except win.error as error:
            raise _windows_fault(error, queue) from error
        stopped = win.PRINTER_STATUS_PAUSED | win.PRINTER_STATUS_OFFLINE
        return QueueSays.STOPPED if state & stopped else QueueSays.PASSED

    def send(self, queue: str, data: bytes) -> str:
        win, begun = self._loaded(), False
        try:
            handle = win.OpenPrinter(queue)
            try:
                begun = True
                job = win.StartDocPrinter(handle, 1, ("shuke", None, "RAW"))
                win.StartPagePrinter(handle)
                win.WritePrinter(handle, data)
                win.EndPagePrinter(handle)
                win.EndDocPrinter(handle)
            finally:
                win.ClosePrinter(handle)
        except win.error as error:
            fault = _windows_fault(error, queue)
            fault.facts["sent"] = len(data) if begun else 0
            raise fault from error
        return str(job)

    def job(self, queue: str, job: str) -> QueueSays:
        win = self._loaded()
        try:
            handle = win.OpenPrinter(queue)
            try:
                waiting = {str(one["JobId"]) for one in win.EnumJobs(handle, 0, 999, 1)}
            finally:
                win.ClosePrinter(handle)
        except win.error as error:
            raise _windows_fault(error, queue) from error
        return QueueSays.WAITING if job in waiting else QueueSays.PASSED

    def _loaded(self) -> Any:
        if self._library is None:
            try:
                self._library = importlib.import_module("win32print")
            except ImportError as error:
                raise DeviceUnavailable(
                    Reason.NO_LIBRARY, where="queue", library="pywin32"
                ) from error
        return self._library


def this_system(server: str = "") -> Spooler:
    """The queues of the machine we run on."""
    return WindowsSpooler() if sys.platform == "win32" else CupsSpooler(server)


def list_queues(system: Spooler | None = None) -> tuple[str, ...]:
    """Names of the print queues. `DeviceUnavailable` where there is no printing system."""
    return (system or this_system()).queues()


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout + done.stderr).decode(errors="replace").strip()


def _refusal(said: str) -> Reason:
    low = said.lower()
    if "does not exist" in low or "invalid destination" in low or "unknown destination" in low:
        return Reason.NOT_FOUND
    if "not accepting" in low or "rejecting" in low:
        return Reason.QUEUE_STOPPED
    if "forbidden" in low or "unauthorized" in low or "denied" in low:
        return Reason.NO_PERMISSION
    return Reason.UNREACHABLE


_WINDOWS_REASONS = {5: Reason.NO_PERMISSION, 1801: Reason.NOT_FOUND, 1722: Reason.UNREACHABLE}


def _windows_fault(error: Any, queue: str) -> DeviceUnavailable:
    """pywintypes.error carries (winerror, function, text)."""
    code = error.args[0] if error.args else 0
    reason = _WINDOWS_REASONS.get(code, Reason.HARDWARE)
    return DeviceUnavailable(reason, where=f"queue {queue}", error=str(error))
