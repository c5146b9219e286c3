"""The till's devices together: built from their choices, kept alive by the supervisor.

Fulfils `usecases.ports.Devices`. Printer and drawer share one wire and one thread (agreements 14).
The fakes are real devices in every respect but the metal, and a screen always says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.build import Built, build_printer, build_scanner, model_of
from app.usecases.ports import DeviceChoice, DeviceState, DeviceTest, Weight
from hardware.api.clock import SystemClock
from hardware.api.drawer import KickResult
from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import DeviceChanged, Event, Health, PaperLow, PrintSettled, ScanRead
from hardware.api.printer import PrintResult, PrintState
from hardware.api.slip_codec import slip_from_dict
from hardware.fakes.scale import FakeScale
from hardware.supervisor import Supervisor

if TYPE_CHECKING:
    from hardware.fakes.printer import FakePrinter
    from hardware.fakes.scanner import FakeScanner

_STATE = {
    Health.STARTING: "warning",
    Health.READY: "ready",
    Health.ATTENTION: "warning",
    Health.LOST: "down",
    Health.CLOSED: "off",
}


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears what devices say by themselves; called on device threads, must return at once."""

    on_scan: Callable[[str, str], None]
    on_states: Callable[[tuple[DeviceState, ...]], None]
    on_settled: Callable[[str], None]


class DeviceSet:
    """Every device of one till. `close` ends all threads."""

    def __init__(
        self,
        folder: Path,
        now_ms: Callable[[], int],
        listeners: Listeners,
        *,
        resources: Path,
    ) -> None:
        self._folder, self._listeners, self._resources = folder, listeners, resources
        self._clock = SystemClock(now_ms)
        self._supervisor = Supervisor(self._clock, self._heard)
        self._choices = choices.load(folder)
        self._built: dict[str, Built] = {}
        self._faults: dict[str, str] = {}
        self._paper_low = False
        self._lock = threading.Lock()
        self.scale: FakeScale | None = None

    def start(self) -> None:
        """Build and look after every chosen device; a bad setting is a state, not a crash."""
        for name in choices.NAMES:
            self._begin(name)

    def close(self) -> None:
        """End every device thread."""
        self._supervisor.close()

    def _begin(self, name: str) -> None:
        choice = self._choices[name]
        self._faults.pop(name, None)
        try:
            if name == "printer" and choice.way != "none":
                built = build_printer(choice, self._folder, self._resources, self._clock)
                self._built[name] = built
                self._supervisor.add(name, built.device)
            elif name == "scanner" and choice.way != "none":
                built = build_scanner(choice, self._resources, self._clock)
                self._built[name] = built
                self._supervisor.add(name, built.device)
            elif name == "scale":
                self.scale = FakeScale(self._clock) if choice.way == "fake" else None
        except BadSettings as fault:
            self._faults[name] = fault.code

    # --- what screens ask ----------------------------------------------------------------------

    def states(self) -> tuple[DeviceState, ...]:
        """Every device with its state; the drawer's is its printer's."""
        told = {one.device: one for one in self._supervisor.states()}
        return tuple(self._state(name, told) for name in choices.NAMES)

    def _state(self, name: str, told: dict[str, DeviceChanged]) -> DeviceState:
        choice = self._choices[name]
        simulated = choice.way == "fake"
        source = "printer" if name == "drawer" else name
        if name in self._faults:
            return DeviceState(name, name, "", "down", self._faults[name])
        if choice.way == "none":
            return DeviceState(name, name, "", "off", "not_set")
        if source not in told:
            state = "off" if name == "drawer" else "ready"
            return DeviceState(name, name, model_of(choice), state, simulated=simulated)
        seen = told[source]
        state = _STATE[seen.health]
        reason = str(seen.reason) if seen.reason else ""
        if name == "printer" and state == "ready" and self._paper_low:
            state, reason = "warning", "paper_low"
        return DeviceState(
            name, name, model_of(choice), state, reason, seen.at_ms, simulated=simulated
        )

    def weight(self) -> Weight | None:
        """The scale now; None when there is none or it does not answer."""
        if self.scale is None:
            return None
        try:
            read = self.scale.weigh()
        except DeviceUnavailable:
            return None
        return Weight(read.grams, read.stable)

    def choice(self, name: str) -> DeviceChoice:
        """How the device is set now."""
        return self._choices.get(name, choices.NONE)

    def configure(self, name: str, choice: DeviceChoice) -> None:
        """Keep a choice for good and use it at once; Refused `device.setting`."""
        if name not in choices.NAMES:
            raise Refused("device.setting", name=name)
        if name == "printer" and choice.way != "none":
            try:
                build_printer(choice, self._folder, self._resources, self._clock)
            except BadSettings as fault:
                raise Refused("device.setting", name=str(fault.facts.get("name", name))) from fault
        with self._lock:
            changed = {**self._choices, name: choice}
            choices.save(self._folder, changed)
            self._choices = changed
            self._supervisor.remove(name)
            self._built.pop(name, None)
            self._begin(name)
        self._listeners.on_states(self.states())

    def test(self, name: str) -> DeviceTest:
        """Try it: a test slip, a kick, a weight. Waits seconds, never on the GUI thread."""
        from app.peripherals.sample_slip import sample_slip

        try:
            if name == "printer":
                done = self.print(sample_slip(), "").result()
                return DeviceTest(str(done.state), str(done.reason or ""))
            if name == "drawer":
                kicked = self.kick().result()
                state = "failed" if str(kicked.state) == "failed" else "confirmed"
                return DeviceTest(state, str(kicked.reason or ""), str(kicked.state))
            read = self.weight()
            if name == "scale" and read is not None:
                return DeviceTest("confirmed", "", str(read.grams))
        except DeviceUnavailable as fault:
            return DeviceTest("failed", str(fault.reason))
        return DeviceTest("failed", "not_set")

    # --- what effects ask ----------------------------------------------------------------------

    def on_printer(self, work: Callable[[], PrintResult]) -> Future[PrintResult]:
        """Run `work` on the printer's own thread."""
        return self._supervisor.submit("printer", work)

    def print(self, slip: dict[str, Any], ref: str) -> Future[PrintResult]:
        """Print a slip; the future never waits on the caller."""
        return self.on_printer(lambda: self.print_now(slip, ref))

    def print_now(self, slip: dict[str, Any], ref: str) -> PrintResult:
        """Print on this very thread, which must be the printer's."""
        built = self._built.get("printer")
        if built is None or built.printer is None:
            return PrintResult(PrintState.FAILED, Reason.NOT_FOUND)
        return built.printer.print(slip_from_dict(slip), ref)

    def kick(self) -> Future[KickResult]:
        """Open the drawer."""
        built = self._built.get("printer")
        if built is None or built.drawer is None:
            none: Future[KickResult] = Future()
            none.set_exception(DeviceUnavailable(Reason.NOT_FOUND, device="drawer"))
            return none
        return self._supervisor.submit("printer", built.drawer.kick, deadline_ms=8000)

    @property
    def has_printer(self) -> bool:
        """Whether a printer is set at all: without one nothing is spooled for nobody."""
        return self._choices["printer"].way != "none"

    @property
    def fake_printer(self) -> FakePrinter | None:
        """The simulated printer, for the demo, training and stories."""
        built = self._built.get("printer")
        return built.fake_printer if built else None

    @property
    def fake_scanner(self) -> FakeScanner | None:
        """The simulated scanner."""
        built = self._built.get("scanner")
        return built.fake_scanner if built else None

    def _heard(self, event: Event) -> None:
        """On a device thread: hand it on."""
        if isinstance(event, ScanRead):
            self._listeners.on_scan(event.text, event.device)
            return
        if isinstance(event, PrintSettled):
            self._listeners.on_settled(event.ref)
            return
        if isinstance(event, PaperLow):
            self._paper_low = event.low
        if isinstance(event, PaperLow | DeviceChanged):
            self._listeners.on_states(self.states())
