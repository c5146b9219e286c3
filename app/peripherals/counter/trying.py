"""Tries a device as a technician would: a test slip, a kick, a weight, a text, a beep, a label.

What only a person can see (a text, a beep, a drawer without a sensor) is unsure, never confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.peripherals.sample_slip import sample_slip
from app.usecases.ports import DeviceTest
from hardware.api.display import Lamp
from hardware.api.drawer import KickState
from hardware.api.errors import DeviceUnavailable
from hardware.api.events import Health
from hardware.api.label import LabelPage, LabelPrinter
from hardware.api.printer import PrintState
from hardware.api.slip_codec import slip_from_dict
from hardware.api.terminal import Terminal, Why

if TYPE_CHECKING:
    from app.peripherals.device_set import DeviceSet

SHOWN = ("SHUKE 0123456789", "TEST        1234.50")
FIGURE = "1234.50"
NEVER_PAID = "0" * 32
_GATEWAY_SAYS = {Why.NOT_SENT: "unreachable", Why.JUNK: "junk_answer"}
_LABEL_MM = (40, 30)
_RULE = 4  # dots, of the test label's frame


def try_device(devices: DeviceSet, name: str, kind: str) -> DeviceTest:
    """What was found. Waits for the device: never on the GUI thread."""
    try:
        return _TRIALS.get(kind, _alive)(devices, name)
    except DeviceUnavailable as fault:
        return DeviceTest("failed", str(fault.reason))


def _printer(devices: DeviceSet, name: str) -> DeviceTest:
    slip = slip_from_dict(sample_slip())
    done = devices.on(name, lambda printer: printer.print(slip, "")).result()
    return DeviceTest(str(done.state), str(done.reason or ""))


def _drawer(devices: DeviceSet, name: str) -> DeviceTest:
    kicked = devices.kick().result()
    state = {KickState.OPENED: "confirmed", KickState.SENT: "unsure"}.get(kicked.state, "failed")
    return DeviceTest(state, str(kicked.reason or ""), str(kicked.state))


def _display(devices: DeviceSet, name: str) -> DeviceTest:
    devices.on(name, lambda one: one.show(SHOWN, lamp=Lamp.TOTAL, figure=FIGURE)).result()
    return DeviceTest("unsure", "", "shown")


def _buzzer(devices: DeviceSet, name: str) -> DeviceTest:
    if devices.choice(name).way == "none":
        return DeviceTest("failed", "not_set")
    devices.on_buzzer(lambda buzzer: buzzer.beep(3)).result()
    return DeviceTest("unsure", "", "beeped")


def _scale(devices: DeviceSet, name: str) -> DeviceTest:
    """Confirmed when it says a still weight; its other words are an answer too, and said."""
    if devices.weight(name) is None:
        return DeviceTest("failed", "not_set")
    found = devices.weigh(name).result()
    if found.grams is None:
        return DeviceTest("unsure", found.reason)
    return DeviceTest("confirmed" if found.stable else "unsure", "", str(found.grams))


def _label_printer(devices: DeviceSet, name: str) -> DeviceTest:
    """A frame of lines: who looks sees at once whether size and gap are right."""

    def work(printer: LabelPrinter) -> DeviceTest:
        width, height = (mm * printer.dots_per_mm for mm in _LABEL_MM)
        done = printer.print_labels(((label_frame(width, height), 1),))
        state = "unsure" if done.state is PrintState.UNSURE else str(done.state)
        return DeviceTest(state, str(done.reason or ""))

    return devices.on(name, work).result()


def _alive(devices: DeviceSet, name: str) -> DeviceTest:
    """A reader or a terminal is tried by using it; that it is there can be asked."""
    if devices.choice(name).way == "none":
        return DeviceTest("failed", "not_set")
    found = devices.on(name, lambda device: device.probe()).result()
    reason = str(found.reason or "")
    return DeviceTest("unsure" if found.health is Health.READY else "failed", reason, "alive")


def _terminal(devices: DeviceSet, name: str) -> DeviceTest:
    """Ask after a payment that never was: a gateway that says so, signed, knows this till and is
    known by it. No money moves."""
    if devices.choice(name).way == "none":
        return DeviceTest("failed", "not_set")

    def work(terminal: Terminal) -> DeviceTest:
        said = terminal.ask(NEVER_PAID)
        if said.why is Why.NOT_FOUND:
            return DeviceTest("confirmed", "", "answered")
        if said.why is None:
            return DeviceTest("unsure", "", "alive")  # a person's own terminal: nobody answers
        return DeviceTest("failed", _GATEWAY_SAYS.get(said.why, str(said.why)))

    return devices.on(name, work).result()


def label_frame(width: int, height: int) -> LabelPage:
    """A black frame on white, as large as the label."""
    size = (width + 7) // 8
    full = b"\xff" * size
    edge = b"\xf0" + bytes(size - 2) + b"\x0f"
    rows = full * _RULE + edge * (height - 2 * _RULE) + full * _RULE
    return LabelPage(width, height, rows, *_LABEL_MM)


_TRIALS: dict[str, Callable[[DeviceSet, str], DeviceTest]] = {
    "printer": _printer,
    "drawer": _drawer,
    "display": _display,
    "buzzer": _buzzer,
    "scale": _scale,
    "label_printer": _label_printer,
    "terminal": _terminal,
}
