"""The two seams under everything: a transport carries bytes, a device lives on one thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Event, Health


class Transport(Protocol):
    """A way for bytes. One owner thread; only `abort` may be called from another one."""

    @property
    def name(self) -> str:
        """For logs: "tcp 192.168.1.50:9100"."""

    @property
    def two_way(self) -> bool:
        """Whether an answer can come back at all."""

    @property
    def is_open(self) -> bool: ...

    def open(self) -> None:
        """Raises `DeviceUnavailable`. Opening an open transport does nothing."""

    def write(self, data: bytes) -> None:
        """All of it, or `DeviceUnavailable` with `sent` bytes in its facts."""

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """1 to `limit` bytes, or b"" when none came in time. `DeviceUnavailable` when gone."""

    def close(self) -> None:
        """Never raises. What was written is let out first."""

    def abort(self) -> None:
        """From any thread: make a blocked read or write end now. Never raises."""


class Spools(Protocol):
    """What a transport may have besides: jobs are gathered and handed over whole."""

    def end_job(self) -> Reason:
        """The job is complete; why nobody can say more of it. Raises `DeviceUnavailable`."""


def end_job(transport: Transport) -> Reason:
    """End a job on a wire that cannot answer; ONE_WAY where there is nothing to hand over."""
    end: Callable[[], Reason] | None = getattr(transport, "end_job", None)
    return end() if end is not None else Reason.ONE_WAY


def keeps_answers(transport: Transport) -> bool:
    """Whether what was asked for before it was opened may still be answered: on a line, which knows
    no connections, whoever asked."""
    return bool(getattr(transport, "keeps_answers", False))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a probe found."""

    health: Health
    reason: Reason | None = None
    paper_low: bool = False


class Device(Protocol):
    """What the supervisor keeps alive. All calls come from the device's own thread."""

    @property
    def listens(self) -> bool:
        """True: `poll` blocks shortly in a read (scanners). False: `poll` returns at once."""

    def open(self) -> None:
        """Raises `DeviceUnavailable`."""

    def close(self) -> None:
        """Never raises."""

    def abort(self) -> None:
        """From any thread: end what blocks."""

    def poll(self) -> tuple[Event, ...]:
        """What arrived by itself. Raises `DeviceUnavailable` when the device is gone."""

    def probe(self) -> Condition:
        """Ask how it is. Raises `DeviceUnavailable` when the device is gone."""


class WireDevice:
    """What every `Device` that says nothing by itself does with its wire; polling and probing are
    the driver's."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def listens(self) -> bool:
        return False

    def open(self) -> None:
        self._transport.open()

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()


class MuteDevice(WireDevice):
    """A `Device` that only listens: all that can be known of it is whether its wire is alive.

    What it is told is the driver's.
    """

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        """An open port tells of a pulled plug only to who reads it; what it said is nobody's
        affair. Raises `DeviceUnavailable`, wire closed."""
        self.open()
        if self._transport.two_way:
            try:
                self._transport.read(256, 0)
            except DeviceUnavailable:
                self._transport.close()
                raise
        return Condition(Health.READY)

    def _write(self, data: bytes) -> None:
        """A wire that breaks is closed, so that the next try opens it anew."""
        try:
            self._transport.write(data)
        except DeviceUnavailable:
            self._transport.close()
            raise
