"""One device being tried on the caller's own thread, beside the set-up that is in force."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from app.peripherals.build import Bench, Built, build
from app.peripherals.choices import kind_of
from app.peripherals.counter.trying import FIGURE, SHOWN, label_frame
from app.peripherals.workshop import lessons
from app.peripherals.workshop.printer_steps import PrinterTrial
from app.usecases.device.workshop import TrialSaid, Value
from app.usecases.ports import DeviceChoice
from hardware.api.display import Lamp
from hardware.api.drawer import KickState
from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.events import CardRead, Health, ScanRead
from hardware.api.printer import PrintState
from hardware.drivers.escpos.printer import EscposPrinter

WEIGH_MS = 3000
HEAR_MS = 8000
_LABEL_MM = (40, 30)
_SAYS = (Reason.OVERLOAD, Reason.UNDER_ZERO, Reason.UNSTABLE, Reason.UNIT)
PRACTICE = {"scale": 1000, "card_reader": "04A1B2C3"}  # what a simulated one is given


class DeviceTrial:
    """`woken` is called once when it is closed. Steps run one at a time."""

    def __init__(
        self, name: str, choice: DeviceChoice, bench: Bench, woken: Callable[[], None]
    ) -> None:
        self._name, self._kind = name, kind_of(name)
        self._choice, self._bench, self._woken = choice, bench, woken
        self._built: Built | None = build(name, choice, bench)
        self._printer: PrinterTrial | None = None
        self._lock = threading.Lock()
        self._closed = False

    def do(self, step: str, **facts: Value) -> TrialSaid:
        """One step; the world's faults are a `failed` with their reason."""
        with self._lock:
            if self._closed or self._built is None:
                return TrialSaid("failed", str(Reason.CLOSED))
            try:
                return self._steps()[step](**facts)
            except DeviceUnavailable as fault:
                return TrialSaid("failed", str(fault.reason))

    def close(self) -> None:
        """End it; what slept for it wakes."""
        built = self._built
        if built is not None:
            built.device.abort()
        with self._lock:
            if self._closed:
                return
            self._closed = True
            if self._built is not None:
                self._built.device.close()
        self._woken()

    def _steps(self) -> Mapping[str, Callable[..., TrialSaid]]:
        device = self._device
        steps: dict[str, Callable[..., TrialSaid]] = {
            "look": self._look,
            "weigh": self._weigh,
            "protocol": self._protocol,
            "seen": self._show,
            "scan": self._scan,
            "tap": self._tap,
            "label": self._label,
            "beep": self._beep,
            "drawer": self._kick,
        }
        if isinstance(device, EscposPrinter):
            if self._printer is None:
                self._printer = PrinterTrial(device, self._bench.fonts, self._bench.clock)
            steps.update(self._printer.steps())
            if self._twin is not None:
                steps["cover"] = self._practice_cover
                steps["sensor"] = self._practice_sensor
        return steps

    @property
    def _device(self) -> Any:
        assert self._built is not None
        return self._built.device

    @property
    def _twin(self) -> Any:
        return self._built.twin if self._built else None

    def _look(self) -> TrialSaid:
        """Open it and ask how it is: no word printed, nothing changed."""
        self._device.open()
        found = self._device.probe()
        state = "ok" if found.health is Health.READY else "failed"
        return TrialSaid(state, str(found.reason or ""))

    def _weigh(self, grams: Value = 0) -> TrialSaid:
        """What lies on it once it is still; a simulated one gets the weight put on it."""
        if self._twin is not None:
            self._twin.put(int(grams) or PRACTICE["scale"])
        clock = self._bench.clock
        end = clock.monotonic_ms() + WEIGH_MS
        reason = str(Reason.NO_ANSWER)
        self._device.open()
        while clock.monotonic_ms() < end:
            try:
                read = self._device.weigh()
            except DeviceUnavailable as fault:
                if fault.reason not in _SAYS and fault.reason is not Reason.NO_ANSWER:
                    raise
                reason = str(fault.reason)
                continue
            if read.stable:
                return TrialSaid("ok", "", (("grams", read.grams),))
            reason = str(Reason.UNSTABLE)
        return TrialSaid("failed", reason)

    def _protocol(self) -> TrialSaid:
        """Every scale's language in turn, until one gives a valid frame (hardware.md 4.4)."""
        from hardware.registry import load

        assert self._built is not None
        self._device.close()
        drivers = [one.name for one in load().specs.values() if "scale" in one.kinds]
        first = self._built.driver
        own = {"port", "host", "path"}
        where = tuple((n, v) for n, v in self._choice.settings if n in own)
        for driver in sorted(drivers, key=lambda one: one != first):
            if driver == "scale_custom":
                continue
            choice = DeviceChoice(self._choice.way, where, driver)
            try:
                self._built = build(self._name, choice, self._bench)
            except BadSettings:
                continue
            said = self._heard_as_scale()
            if said is not None:
                self._choice = choice
                return TrialSaid("ok", said.reason, (("driver", driver), *said.facts))
            self._device.close()
        self._built = build(self._name, self._choice, self._bench)
        return TrialSaid("failed", str(Reason.NO_ANSWER))

    def _heard_as_scale(self) -> TrialSaid | None:
        """A frame of this language within 2 s; None when there was none."""
        try:
            said = self._weigh(0)
        except DeviceUnavailable as fault:
            if fault.reason in (Reason.JUNK_ANSWER, Reason.NO_ANSWER):
                return None
            raise
        frame = said.state == "ok" or said.reason in {str(one) for one in _SAYS}
        return said if frame else None

    def _show(self) -> TrialSaid:
        self._device.open()
        self._device.show(SHOWN, lamp=Lamp.TOTAL, figure=FIGURE)
        return TrialSaid("unsure")

    def _scan(self) -> TrialSaid:
        """A serial scanner read the test code: what it sends around it."""
        self._device.open()
        if self._twin is not None:
            self._twin.scan(lessons.TEST_CODE)
        texts = self._hear(ScanRead, once=True)
        assert self._built is not None
        chunks = [(one.at_ms, one.data) for one in self._built.log.notes() if one.what == "in"]
        if not chunks:
            text = str(texts[0]) if texts else ""
            return lessons.of_text(text) if text else TrialSaid("failed", "nothing")
        return lessons.of_line(chunks)

    def _tap(self) -> TrialSaid:
        """One card put on the reader: what it said, before any format; a tap begins afresh."""
        assert self._built is not None
        self._device.close()
        self._device.open()
        before = self._built.log.count
        if self._twin is not None:
            self._twin.put(str(PRACTICE["card_reader"]))
        texts = self._hear(CardRead, once=True)
        if self._twin is not None and hasattr(self._twin, "take"):
            self._twin.take()
        notes = self._built.log.notes()[-max(1, self._built.log.count - before) :]
        raw = b"".join(one.data for one in notes if one.what == "in").decode("latin-1")
        typed = "".join(char for char in raw if char.isprintable()).strip()
        said = typed if self._built.driver == "card_serial" and typed else "".join(texts[:1])
        if not said:
            return TrialSaid("failed", "nothing")
        return TrialSaid("ok", "", (("uid", said),))

    def _hear(self, kind: type, *, once: bool, ms: int = HEAR_MS) -> list[str]:
        clock = self._bench.clock
        found: list[str] = []
        end = clock.monotonic_ms() + ms
        while clock.monotonic_ms() < end and not (once and found):
            for event in self._device.poll():
                if isinstance(event, kind):
                    found.append(str(getattr(event, "text", "") or getattr(event, "uid", "")))
            if not self._device.listens:
                clock.pause(50)
        return found

    def _label(self) -> TrialSaid:
        width, height = (mm * self._device.dots_per_mm for mm in _LABEL_MM)
        done = self._device.print_labels(((label_frame(width, height), 1),))
        state = {PrintState.CONFIRMED: "ok", PrintState.FAILED: "failed"}.get(done.state, "unsure")
        return TrialSaid(state, str(done.reason or ""))

    def _beep(self) -> TrialSaid:
        assert self._built is not None
        self._device.open()
        (self._built.buzzer or self._device).beep(2)
        return TrialSaid("unsure")

    def _kick(self, **facts: Value) -> TrialSaid:
        """A drawer of its own."""
        assert self._built is not None
        done = (self._built.drawer or self._device).kick()
        if done.state is KickState.FAILED:
            return TrialSaid("failed", str(done.reason or ""))
        return TrialSaid("ok" if done.state is KickState.OPENED else "unsure")

    def _practice_sensor(self, **facts: Value) -> TrialSaid:
        """The simulated drawer is shut for whoever says that it is."""
        assert self._printer is not None
        if facts.pop("shut", False):
            self._twin.drawer.push_shut()
        return self._printer.sensor(**facts)

    def _practice_cover(self, **facts: Value) -> TrialSaid:
        """A simulated printer has no hands: its cover is opened for it, and shut again."""
        assert self._printer is not None
        self._twin.open_cover()
        try:
            return self._printer.cover(**facts)
        finally:
            self._twin.close_cover()
