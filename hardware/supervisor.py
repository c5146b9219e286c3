"""One thread per port keeps a device alive; nobody else ever waits for a wire.

A caller hands in a job and gets a future at once. Queues are bounded, every job has a deadline,
and a device that is away is tried again after 10, 20, 40, 60 seconds. Being lost and being back
are logged once each.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from hardware.api.clock import Clock
from hardware.api.device import Device
from hardware.api.errors import DeviceTimeout, DeviceUnavailable, Reason
from hardware.api.events import DeviceChanged, Event, Health, PaperLow

_log = logging.getLogger(__name__)

BACKOFF_MS = (10_000, 20_000, 40_000, 60_000)
POLL_MS = 500
PROBE_MS = 10_000
TURN_MS = 15_000  # a look at a device that takes longer hangs: it is broken off
BREATH_MS = 10  # between two reads of a device that listens: one that floods leaves time to others
MOST_A_SECOND = 100  # happenings of one device; nobody scans or weighs that fast

T = TypeVar("T")
OnEvent = Callable[[Event], None]


@dataclass(slots=True)
class _Job:
    call: Callable[[], Any]
    future: Future[Any]
    deadline: float  # time.monotonic(): a stuck thread is stuck in real time
    started: bool = False


class _Port:
    """One device and its thread."""

    def __init__(self, name: str, device: Device, owner: Supervisor, limit: int) -> None:
        self.name = name
        self.device = device
        self.jobs: deque[_Job] = deque()
        self.running: _Job | None = None
        self.condition = DeviceChanged(name, Health.STARTING, owner.clock.now_ms())
        self.stopping = False
        self._owner = owner
        self._limit = limit
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._open = False
        self._failed = 0
        self._paper_low = False
        self._poll_ms = int(getattr(device, "poll_ms", POLL_MS))  # a scale wants to be asked often
        self._again = False
        self._looking_since = 0.0  # time.monotonic() while no job but the device itself is tended
        self._told: deque[int] = deque(maxlen=MOST_A_SECOND)
        self._try_at = self._poll_at = self._probe_at = 0
        self.thread = threading.Thread(target=self._run, name=f"device-{name}", daemon=True)
        self.thread.start()

    def put(self, job: _Job) -> None:
        with self._lock:
            reason = Reason.CLOSED if self.stopping else None
            if len(self.jobs) >= self._limit:
                reason = Reason.QUEUE_FULL
            if reason is None:
                self.jobs.append(job)
        if reason is not None:
            _fail(job, DeviceUnavailable(reason, device=self.name))
        self._wake.set()

    def retry_now(self) -> None:
        """Do not wait for the back-off: somebody pressed "try again".

        Pressed amid an attempt it means one more: what that one finds may be from before.
        """
        self._again = True
        self._wake.set()

    def stop(self) -> None:
        with self._lock:
            self.stopping = True
            waiting, self.jobs = list(self.jobs), deque()
        for job in waiting:
            _fail(job, DeviceUnavailable(Reason.CLOSED, device=self.name))
        self._wake.set()

    def expire(self, now: float) -> None:
        """Called by the watch: end what is over its time, free a thread that is stuck."""
        with self._lock:
            late = [job for job in self.jobs if job.deadline <= now]
            for job in late:
                self.jobs.remove(job)
        for job in late:
            _fail(job, DeviceTimeout(Reason.DEADLINE, device=self.name, started=False))
        job_now = self.running
        if job_now is not None and job_now.deadline <= now and not job_now.future.done():
            _fail(job_now, DeviceTimeout(Reason.DEADLINE, device=self.name, started=True))
            self.device.abort()
        since = self._looking_since
        if since and now - since > self._owner.turn_ms / 1000:
            self._looking_since = 0.0  # once: what does not hear this hears nothing
            self._change(Health.LOST, Reason.NO_ANSWER)
            self.device.abort()

    def break_off(self, *, idle_only: bool) -> None:
        """End what blocks; `idle_only`: unless a job is under way."""
        if self.running is None or not idle_only:
            self.device.abort()

    def _run(self) -> None:
        while not self.stopping:
            self._wake.clear()
            try:
                self._turn()
            except DeviceUnavailable as fault:
                self._lost(fault.reason)
            except Exception:
                _log.exception("device %s: a bug in its driver", self.name)
                self._lost(Reason.BUG)
        self.device.close()
        self._change(Health.CLOSED, None)

    def _turn(self) -> None:
        """A job if there is one, else look after the device, else wait."""
        job = self._take()
        if job is not None:
            self._do(job)
            return
        now = self._owner.clock.monotonic_ms()
        again = self._pressed_again()
        if not self._open and not again and now < self._try_at:
            self._wait(self._try_at - now)
            return
        listens = self.device.listens
        if self._open and not listens and not again and now < min(self._probe_at, self._poll_at):
            self._wait(min(self._probe_at, self._poll_at) - now)
            return
        self._looking_since = time.monotonic()
        try:
            self._look(now, again)
        finally:
            broken_off, self._looking_since = not self._looking_since, 0.0
        if broken_off:  # it came back after all: begin anew with it
            raise DeviceUnavailable(Reason.NO_ANSWER, device=self.name)
        if self._open and listens:
            self._wait(BREATH_MS - (self._owner.clock.monotonic_ms() - now))

    def _look(self, now: int, again: bool) -> None:
        """Connect, ask how it is, or take in what it says by itself."""
        if not self._open:
            self._connect()
        elif self.device.listens:
            self._heard(self.device.poll(), now)
        elif again or now >= self._probe_at:
            self._probe()
        else:
            self._poll_at = now + self._poll_ms
            self._heard(self.device.poll(), now)

    def _heard(self, events: tuple[Event, ...], now: int) -> None:
        """Hand on what a device says; one that never stops is broken, and would stop the till."""
        for event in events:
            if len(self._told) == MOST_A_SECOND and now - self._told[0] < 1000:
                self._told.clear()
                raise DeviceUnavailable(Reason.JUNK_ANSWER, device=self.name)
            self._told.append(now)
            self._emit((event,))

    def _pressed_again(self) -> bool:
        if not self._again:
            return False
        self._again = False  # pressed after this line it holds for the next turn
        return True

    def _wait(self, ms: int) -> None:
        if ms > 0 and not self.jobs and not self.stopping:
            self._owner.clock.wait(self._wake, ms)

    def _take(self) -> _Job | None:
        with self._lock:
            if not self.jobs:
                return None
            self.running = self.jobs.popleft()
            self.running.started = True
            return self.running

    def _do(self, job: _Job) -> None:
        """The driver opens its wire itself, so a job is also the quickest way back."""
        try:
            value = job.call()
        except DeviceUnavailable as fault:
            _fail(job, fault)
            self._lost(fault.reason)
        except Exception as error:
            _log.exception("device %s: a job failed by a bug", self.name)
            _fail(job, error)
        else:
            with suppress(InvalidStateError):
                job.future.set_result(value)
            self._try_at = self._probe_at = 0  # see at once how the device is now
        finally:
            self.running = None

    def _connect(self) -> None:
        self.device.open()
        self._open = True
        self._probe()

    def _probe(self) -> None:
        found = self.device.probe()
        self._failed = 0
        self._probe_at = self._owner.clock.monotonic_ms() + PROBE_MS
        self._change(found.health, found.reason)
        if found.paper_low != self._paper_low:
            self._paper_low = found.paper_low
            now = self._owner.clock.now_ms()
            self._emit((PaperLow(self.name, found.paper_low, now),))

    def _lost(self, reason: Reason) -> None:
        self.device.close()
        self._open = False
        if self.stopping:  # broken off by us: nothing was lost
            return
        steps = self._owner.backoff_ms
        self._try_at = self._owner.clock.monotonic_ms() + steps[min(self._failed, len(steps) - 1)]
        self._failed += 1
        self._change(Health.LOST, reason)

    def _change(self, health: Health, reason: Reason | None) -> None:
        before = self.condition
        if (before.health, before.reason) == (health, reason):
            return
        self.condition = DeviceChanged(self.name, health, self._owner.clock.now_ms(), reason)
        if health is Health.LOST and before.health is not Health.LOST:
            _log.warning("device %s lost: %s", self.name, reason)
        elif before.health is Health.LOST and health is not Health.CLOSED:
            _log.info("device %s is back", self.name)
        self._emit((self.condition,))

    def _emit(self, events: tuple[Event, ...]) -> None:
        for event in events:
            try:
                self._owner.on_event(event)
            except Exception:
                _log.exception("device %s: its listener failed", self.name)


class Supervisor:
    """`on_event` is called on device threads; hand the event on and return."""

    def __init__(
        self,
        clock: Clock,
        on_event: OnEvent,
        *,
        backoff_ms: tuple[int, ...] = BACKOFF_MS,
        queue_limit: int = 32,
        turn_ms: int = TURN_MS,
    ) -> None:
        self.clock = clock
        self.on_event = on_event
        self.backoff_ms = backoff_ms
        self.turn_ms = turn_ms
        self._queue_limit = queue_limit
        self._ports: dict[str, _Port] = {}
        self._over = threading.Event()
        self._watch: threading.Thread | None = None

    def add(self, name: str, device: Device) -> None:
        """Start looking after a device; a name is used once at a time."""
        assert name not in self._ports, name
        self._ports[name] = _Port(name, device, self, self._queue_limit)
        if self._watch is None:
            self._watch = threading.Thread(
                target=self._watch_over, name="device-watch", daemon=True
            )
            self._watch.start()

    def submit(self, name: str, call: Callable[[], T], *, deadline_ms: int = 30_000) -> Future[T]:
        """Run `call` on the device's thread. Never blocks and never raises for the world:

        the future holds the value, or `DeviceUnavailable`/`DeviceTimeout` (fact `started`: it may
        have reached the device).
        """
        future: Future[T] = Future()
        port = self._ports.get(name)
        if port is None:
            future.set_exception(DeviceUnavailable(Reason.NOT_FOUND, device=name))
            return future
        port.put(_Job(call, future, time.monotonic() + deadline_ms / 1000))
        return future

    def retry_now(self, name: str) -> None:
        if name in self._ports:
            self._ports[name].retry_now()

    def states(self) -> tuple[DeviceChanged, ...]:
        return tuple(port.condition for port in list(self._ports.values()))

    def remove(self, name: str, *, timeout_ms: int = 3000) -> bool:
        """False when its thread hangs in a system call and was left behind."""
        port = self._ports.pop(name, None)
        return port is None or self._end([port], timeout_ms)

    def close(self, *, timeout_ms: int = 3000) -> bool:
        """Waiting jobs fail as closed, the running ones get `timeout_ms`, then are broken off."""
        ports = list(self._ports.values())
        self._ports.clear()
        ended = self._end(ports, timeout_ms)
        self._over.set()
        if self._watch is not None:
            self._watch.join(1)
        return ended

    def _end(self, ports: list[_Port], timeout_ms: int) -> bool:
        for port in ports:
            port.stop()
            port.break_off(idle_only=True)
        _join(ports, timeout_ms)
        for port in ports:
            if port.thread.is_alive():
                port.break_off(idle_only=False)
        _join(ports, 1000)
        return not any(port.thread.is_alive() for port in ports)

    def _watch_over(self) -> None:
        while not self._over.wait(0.1):
            for port in list(self._ports.values()):
                port.expire(time.monotonic())


def _join(ports: list[_Port], timeout_ms: int) -> None:
    """All of them together get that time, not each."""
    end = time.monotonic() + timeout_ms / 1000
    for port in ports:
        port.thread.join(max(0.0, end - time.monotonic()))


def _fail(job: _Job, error: BaseException) -> None:
    with suppress(InvalidStateError):
        job.future.set_exception(error)
