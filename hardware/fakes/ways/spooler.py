"""A print queue before a printer: takes jobs whole, keeps what is stuck, tells little."""

from __future__ import annotations

from dataclasses import dataclass, field

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.spooler import QueueSays


@dataclass(eq=False)
class FakeQueue:
    """`stopped` by a person or by a job that did not get through, as CUPS does it."""

    wire: Transport
    stopped: bool = False
    rejects: bool = False
    jobs: list[tuple[str, bytes]] = field(default_factory=list)


class FakeSpooler:
    """A full `Spooler`. `missing`: the reason that everything meets (no printing system)."""

    def __init__(self, **queues: Transport) -> None:
        self.queue = {name: FakeQueue(wire) for name, wire in queues.items()}
        self.missing: Reason | None = None
        self._number = 0

    def queues(self) -> tuple[str, ...]:
        self._check()
        return tuple(sorted(self.queue))

    def accepts(self, queue: str) -> QueueSays:
        """A queue tries again what it kept before it says how it is."""
        found = self._found(queue)
        if found.jobs:
            self._pass_on(found)
        return QueueSays.STOPPED if found.stopped or found.rejects else QueueSays.PASSED

    def send(self, queue: str, data: bytes) -> str:
        found = self._found(queue)
        if found.rejects:
            raise DeviceUnavailable(Reason.QUEUE_STOPPED, where=f"queue {queue}")
        self._number += 1
        job = f"{queue}-{self._number}"
        found.jobs.append((job, data))
        if not found.stopped:
            self._pass_on(found)
        return job

    def job(self, queue: str, job: str) -> QueueSays:
        found = self._found(queue)
        if job not in [name for name, _ in found.jobs]:
            return QueueSays.PASSED
        return QueueSays.STOPPED if found.stopped else QueueSays.WAITING

    def resume(self, queue: str) -> None:
        """Somebody pressed "resume": what was kept comes out now."""
        self._pass_on(self._found(queue))

    def _pass_on(self, found: FakeQueue) -> None:
        found.stopped = False
        try:
            while found.jobs:
                found.wire.open()
                found.wire.write(found.jobs[0][1])
                found.jobs.pop(0)
        except DeviceUnavailable:
            found.stopped = True  # and will print it whole when it goes on, as CUPS does
        finally:
            found.wire.close()

    def _found(self, queue: str) -> FakeQueue:
        self._check()
        if queue not in self.queue:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=f"queue {queue}")
        return self.queue[queue]

    def _check(self) -> None:
        if self.missing is not None:
            raise DeviceUnavailable(self.missing, where="queue")
