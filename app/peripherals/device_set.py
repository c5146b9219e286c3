"""The till's devices together: built from their choices, kept alive by the supervisor.

Fulfils `usecases.ports.Devices`. Printer and drawer share one wire and one thread (agreements 14).
The simulated ones are real in every respect but the metal, and a screen always says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.codes.chip import chip_text
from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.build import Bench, Built, build, clash_of, host_of, model_of
from app.peripherals.counter.signals import Newest, beeped, shown
from app.peripherals.counter.weights import Weights
from app.peripherals.printing.printer_group import printers_of
from app.peripherals.wedge import is_wedge, read_wedge, settings_of
from app.peripherals.wire_lines import wire_lines
from app.peripherals.workshop.kept import Diary
from app.usecases.device.workshop import DeviceNote
from app.usecases.ports import (
    DeviceChoice,
    DeviceState,
    DeviceTest,
    DriverInfo,
    Slip,
    SlipPicture,
    Weight,
    WireLine,
)
from hardware.api.clock import SystemClock
from hardware.api.drawer import KickResult
from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import (
    CardRead,
    DeviceChanged,
    Event,
    Health,
    PaperLow,
    PrintSettled,
    ScanRead,
    WeightMissing,
    WeightRead,
)
from hardware.supervisor import Supervisor

if TYPE_CHECKING:
    from app.peripherals.workshop.bench import DeviceWorkshop
    from hardware.fakes.printer import FakePrinter
    from hardware.fakes.readers.gun import FakeScanner
    from hardware.fakes.scales.twin import FakeScale

T = TypeVar("T")

_STATE = {
    Health.STARTING: "warning",
    Health.READY: "ready",
    Health.ATTENTION: "warning",
    Health.LOST: "down",
    Health.CLOSED: "off",
}

_TOLD = (Health.READY, Health.ATTENTION, Health.LOST)


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
        proxy: str = "",
        training: bool = False,
    ) -> None:
        self._folder, self._listeners = folder, listeners
        self._clock = SystemClock(now_ms)
        self._bench = Bench(folder, resources, self._clock, proxy, training)
        self._supervisor = Supervisor(self._clock, self._heard)
        self._choices = choices.load(folder)
        self._built: dict[str, Built] = {}
        self._faults: dict[str, str] = {}
        self._asleep: set[str] = set()
        self._diary = Diary(folder)
        self._paper_low: set[str] = set()
        self._weights = Weights(self._clock)
        self._shown, self._beeped = Newest(), Newest()
        self._lock = threading.Lock()

    def start(self, only: str = "") -> None:
        """Build and look after every chosen device, or one and what it hangs on; a bad setting is
        a state, not a crash."""
        for name in self._choices:
            if not only or name in (only, self._host(only)):
                self._begin(name)

    def close(self) -> None:
        """End every device thread."""
        self._supervisor.close()

    def _begin(self, name: str) -> None:
        choice = self._choices[name]
        self._faults.pop(name, None)
        if choice.way == "none" or is_wedge(choice) or self._host(name):
            return
        running = {one: self._choices[one] for one in self._built if one in self._choices}
        if clash_of(name, choice, running):  # typed into the file by hand: the first one has it
            self._faults[name] = str(Reason.PORT_CLASH)
            return
        try:
            built = build(name, choice, self._bench)
        except BadSettings as fault:
            self._faults[name] = fault.code
            return
        self._built[name] = built
        self._supervisor.add(name, built.device)
        if name == "display":
            self._shown.again(self._on_display)

    def _host(self, name: str) -> str:
        """The device on whose wire this one lives; empty for one with a wire of its own."""
        return host_of(name, self._choices)

    # --- what screens ask ----------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        """The usual places, then whatever else was added."""
        return tuple(self._choices)

    def drivers(self) -> tuple[DriverInfo, ...]:
        """Every driver that this machine can load."""
        from app.peripherals.driver_info import drivers

        return drivers()

    def states(self) -> tuple[DeviceState, ...]:
        """Every device with its state; the drawer's is its printer's."""
        told = {one.device: one for one in self._supervisor.states()}
        return tuple(self._state(name, told) for name in self._choices)

    def _state(self, name: str, told: dict[str, DeviceChanged]) -> DeviceState:
        choice, kind = self._choices[name], choices.kind_of(name)
        source = self._host(name) or name
        simulated = self._choices.get(source, choices.NONE).way == "fake"
        if name in self._faults:
            return DeviceState(name, kind, "", "down", self._faults[name])
        if choice.way == "none":
            return DeviceState(name, kind, "", "off", "not_set")
        plugged = source == "printer" and name != source and not simulated
        model = source if plugged else model_of(name, choice)  # what it is set to is the plug's
        if source in self._asleep:
            return DeviceState(name, kind, model, "off", "being_set_up")
        if source not in told:
            state = "off" if self._host(name) else "ready"
            return DeviceState(name, kind, model, state, simulated=simulated)
        seen = told[source]
        state = _STATE[seen.health]
        reason = str(seen.reason) if seen.reason else ""
        if kind == "printer" and state == "ready" and name in self._paper_low:
            state, reason = "warning", "paper_low"
        return DeviceState(name, kind, model, state, reason, seen.at_ms, simulated=simulated)

    def weight(self, name: str = "") -> Weight | None:
        """The scale now (the first that is set); None where none is set."""
        name = name or next((one for one in self._choices if self._is_scale(one)), "")
        if not self._is_scale(name):
            return None
        told = {one.device: one for one in self._supervisor.states()}
        seen = told.get(name)
        lost = seen.reason if seen is not None and seen.health is Health.LOST else None
        return self._weights.now(name, lost)

    def weigh(self, name: str = "scale") -> Future[Weight]:
        """Ask a scale now, on its own thread."""
        return self.on(name, lambda scale: self._weights.ask(name, scale), deadline_ms=8000)

    def _is_scale(self, name: str) -> bool:
        choice = self._choices.get(name, choices.NONE)
        return choices.kind_of(name) == "scale" and choice.way != "none"

    def choice(self, name: str) -> DeviceChoice:
        """How the device is set now."""
        return self._choices.get(name, choices.NONE)

    def configure(self, name: str, choice: DeviceChoice) -> None:
        """Keep a choice for good and use it at once; Refused `device.setting`."""
        if not choices.kind_of(name):
            raise Refused("device.setting", name=name)
        if choice.way != "none" and not host_of(name, {**self._choices, name: choice}):
            self._check(name, choice)
        with self._lock:
            changed = {**self._choices, name: choice}
            choices.save(self._folder, changed)
            self._choices = changed
            self._forget(name)
            self._begin(name)
        self._listeners.on_states(self.states())

    def _check(self, name: str, choice: DeviceChoice) -> None:
        if is_wedge(choice):
            return self._check_wedge(name, choice)
        taken = clash_of(name, choice, self._choices)
        if taken:
            raise Refused("device.port_taken", other=taken)
        try:
            build(name, choice, self._bench)
        except BadSettings as fault:
            raise Refused("device.setting", name=str(fault.facts.get("name", name))) from fault

    def _check_wedge(self, name: str, choice: DeviceChoice) -> None:
        try:
            settings_of(name, choice)
        except BadSettings as fault:
            raise Refused("device.setting", name=str(fault.facts.get("name", name))) from fault

    def columns(self) -> int:
        """As wide as the receipt printer prints; 0 where none is set."""
        built = self._built.get("printer")
        return built.device.columns if built else 0

    def read_wedge(self, text: str) -> str:
        """What a reader that types meant (`app/peripherals/wedge.py`)."""
        return read_wedge(text, self._choices)

    def remove(self, name: str) -> None:
        """Forget a device; a usual place stays, unset."""
        with self._lock:
            changed = {one: kept for one, kept in self._choices.items() if one != name}
            if name in choices.NAMES:
                changed = {**self._choices, name: choices.NONE}
            choices.save(self._folder, changed)
            self._choices = changed
            self._forget(name)
        self._listeners.on_states(self.states())

    def _forget(self, name: str) -> None:
        self._supervisor.remove(name)
        self._built.pop(name, None)
        self._paper_low.discard(name)
        self._weights.forget(name)

    def workshop(self) -> DeviceWorkshop:
        """The bench beside these devices."""
        from app.peripherals.workshop.bench import DeviceWorkshop

        return DeviceWorkshop(self, self._bench)

    def put_to_sleep(self, name: str) -> None:
        """Let its wire go for somebody who tries another device there; `wake` brings it back."""
        with self._lock:
            self._asleep.add(name)
            self._forget(name)
        self._listeners.on_states(self.states())

    def wake(self, name: str) -> None:
        """As it was chosen, also when it was chosen anew meanwhile."""
        with self._lock:
            if name not in self._asleep:
                return
            self._asleep.discard(name)
            if name in self._choices and name not in self._built:
                self._begin(name)
        self._listeners.on_states(self.states())

    def retry(self, name: str) -> None:
        """Do not wait for the next try."""
        self._supervisor.retry_now(self._host(name) or name)

    def wire_log(self, name: str) -> tuple[WireLine, ...]:
        """What went over its wire lately, oldest first."""
        built = self._built.get(self._host(name) or name)
        return wire_lines(built.log) if built else ()

    def picture(self, slip: Slip, columns: int) -> SlipPicture:
        """The slip as this till's printer would print it."""
        from app.peripherals.picture import picture_of

        return picture_of(slip, columns, self._choices["printer"], self._bench)

    def test(self, name: str) -> DeviceTest:
        """Try it: a test slip, a kick, a weight. Waits seconds, never on the GUI thread."""
        from app.peripherals.counter.trying import try_device

        return try_device(self, name, choices.kind_of(name))

    # --- what effects ask ----------------------------------------------------------------------

    def on(self, name: str, work: Callable[[Any], T], *, deadline_ms: int = 30_000) -> Future[T]:
        """Run `work(device)` on the device's own thread; the future says not_found without one."""
        built = self._built.get(name)
        if built is None:
            none: Future[T] = Future()
            none.set_exception(DeviceUnavailable(Reason.NOT_FOUND, device=name))
            return none
        return self._supervisor.submit(name, lambda: work(built.device), deadline_ms=deadline_ms)

    def printers(self) -> tuple[str, ...]:
        """The receipt printer and its stand-ins, in the sequence in which they are tried."""
        return printers_of(self._choices)

    def kick(self) -> Future[KickResult]:
        """Open the drawer: one of its own, else the one on the printer or the display."""
        if "drawer" in self._built:
            return self.on("drawer", lambda drawer: drawer.kick(), deadline_ms=8000)
        host = self._host("drawer") or "printer"
        built = self._built.get(host)
        if built is None or built.drawer is None:
            none: Future[KickResult] = Future()
            none.set_exception(DeviceUnavailable(Reason.NOT_FOUND, device="drawer"))
            return none
        return self._supervisor.submit(host, built.drawer.kick, deadline_ms=8000)

    def show(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        """On the pole display; what was not shown yet is replaced, never queued."""
        if "display" in self._built:
            self._shown.say(shown(lines, lamp, figure), self._on_display)

    def _on_display(self, work: Callable[[Any], None]) -> Future[None]:
        return self.on("display", work, deadline_ms=5000)

    def beep(self, pattern: str) -> None:
        """On the buzzer: errors, or everything where the shop says so."""
        choice = self._choices.get("buzzer", choices.NONE)
        if choice.way == "none":
            return
        work = beeped(pattern, str(dict(choice.settings).get("when", "errors")))
        if work is not None:
            self._beeped.say(work, self.on_buzzer)

    def on_buzzer(self, work: Callable[[Any], T]) -> Future[T]:
        """Run `work(buzzer)` on its thread: its own, or the printer's."""
        host = self._host("buzzer")
        if not host:
            return self.on("buzzer", work, deadline_ms=3000)
        built = self._built.get(host)
        buzzer = built.buzzer if built else None
        if buzzer is None:
            return self.on("buzzer", work)  # there is none: the future says so
        return self._supervisor.submit(host, lambda: work(buzzer), deadline_ms=3000)

    @property
    def has_printer(self) -> bool:
        """Whether a printer is set at all: without one nothing is spooled for nobody."""
        return self._choices["printer"].way != "none"

    def twin(self, name: str) -> Any:
        """The simulated device's other side, for the demo, training and stories; else None."""
        built = self._built.get(name)
        return built.twin if built else None

    @property
    def scale(self) -> FakeScale | None:
        """The simulated scale: put something on it."""
        found: FakeScale | None = self.twin("scale")
        return found

    @property
    def fake_printer(self) -> FakePrinter | None:
        """The simulated printer."""
        found: FakePrinter | None = self.twin("printer")
        return found

    @property
    def fake_scanner(self) -> FakeScanner | None:
        """The simulated scanner."""
        found: FakeScanner | None = self.twin("scanner")
        return found

    def _heard(self, event: Event) -> None:
        """On a device thread: hand it on."""
        if isinstance(event, ScanRead):
            self._listeners.on_scan(event.text, event.device)
        elif isinstance(event, CardRead):
            self._listeners.on_scan(chip_text(event.uid), event.device)
        elif isinstance(event, WeightRead | WeightMissing):
            self._weights.heard(event)
        elif isinstance(event, PrintSettled):
            self._listeners.on_settled(event.ref)
        elif isinstance(event, PaperLow):
            (self._paper_low.add if event.low else self._paper_low.discard)(event.device)
        if isinstance(event, DeviceChanged) and event.health in _TOLD:
            reason = str(event.reason or "")
            self._diary.add(DeviceNote(event.at_ms, event.device, str(event.health), reason))
        if isinstance(event, PaperLow | DeviceChanged):
            if (event.device, getattr(event, "health", None)) == ("display", Health.READY):
                self._shown.again(self._on_display)
            self._listeners.on_states(self.states())
