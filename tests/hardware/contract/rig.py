"""What the contract suite needs to know of a driver: how to make it, use it, and catch it lying."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from hardware.api.errors import DeviceUnavailable
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault, FaultyTransport

AT_OPEN = {Fault.MISSING, Fault.BUSY, Fault.FORBIDDEN, Fault.REFUSED, Fault.LOST_START}
LONGEST_MS = 60_000  # of the device's own time: a cashier's patience is over long before


class Bench(Protocol):
    """One driver with its far side in hand, made new for every cell."""

    device: Any
    wire: FaultyTransport

    def work(self) -> str:
        """Use the device once, as the till does: "done", "unsure one_way", "nothing" ...

        DeviceUnavailable may fly.
        """

    def honest(self, outcome: str) -> None:
        """Assert that what was claimed is what the far side saw; called after every `work`."""


@dataclass(frozen=True)
class Rig:
    """A row of the table. `row` is its name in quality.toml: the driver's, or driver-way."""

    row: str
    make: Callable[[StepClock], Bench]
    done: str = "done"
    faults: frozenset[Fault] = field(default_factory=lambda: frozenset(Fault))


def measure(rig: Rig, fault: Fault) -> str:
    """What becomes of one use of the device under the fault, then after its repair.

    The device worked before. After the repair it must work again without being built anew.
    """
    clock = StepClock()
    bench = rig.make(clock)
    try:
        return _measured(rig, bench, fault, clock)
    finally:
        done_with(bench)


def done_with(bench: Bench) -> None:
    """Close the device, and what a bench has besides (`end`)."""
    bench.device.close()
    end = getattr(bench, "end", None)
    if end is not None:
        end()


def _measured(rig: Rig, bench: Bench, fault: Fault, clock: StepClock) -> str:
    bench.device.open()
    assert (found := attempt(bench)) == rig.done, f"healthy, {rig.row} says {found}"
    if fault in AT_OPEN:
        bench.device.close()
    bench.wire.strike(fault)
    began = clock.monotonic_ms()
    outcome = attempt(bench)
    assert clock.monotonic_ms() - began <= LONGEST_MS, "it waited for ever"
    bench.wire.mend()
    bench.device.close()  # as the supervisor does with a device that failed
    again = attempt(bench)
    if again != rig.done:  # what lay half-said in the far side may cost one more try
        again = attempt(bench)
    assert again == rig.done, f"mended, {rig.row} says {again}"
    bench.device.close()
    bench.device.close()
    return outcome


def attempt(bench: Bench) -> str:
    try:
        bench.device.open()
        outcome = bench.work()
    except DeviceUnavailable as fault:
        outcome = f"unavailable {fault.reason}"
        bench.device.close()
    bench.honest(outcome)
    return outcome
