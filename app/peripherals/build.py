"""From a choice to a device: the registry's drivers on a real wire, or on their twin's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.peripherals.choices import NONE, kind_of
from app.usecases.ports import DeviceChoice
from hardware.api.clock import Clock
from hardware.api.errors import BadSettings
from hardware.api.spec import DriverContext, DriverSpec, Kind, TwinContext
from hardware.transports.tap import WireLog

if TYPE_CHECKING:
    from hardware.api.buzzer import Buzzer
    from hardware.api.drawer import Drawer
    from hardware.registry import Registry

PRACTICE = "practice:"  # as `hardware.drivers.terminals.keys` has it, which is heavy
FONTS = ("NotoSansSC-Regular.ttf",)
USUAL = {  # the driver of a choice that names none
    "printer": "escpos",
    "label_printer": "label_tspl",
    "scanner": "serial_scanner",
    "scale": "scale_toledo8217",
    "display": "display_cd5220",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A device on its way to the supervisor, what else hangs on its wire, and its wire's log."""

    device: Any
    driver: str
    drawer: Drawer | None = None
    buzzer: Buzzer | None = None
    twin: Any = None
    log: WireLog = field(default_factory=WireLog)


@dataclass(frozen=True, slots=True)
class Bench:
    """What building needs beside a choice. `folder` gets the paper of simulated printers.

    `training`: nobody's money may move, so no gateway is ever spoken to.
    """

    folder: Path
    resources: Path
    clock: Clock
    proxy: str = ""
    training: bool = False

    @property
    def fonts(self) -> tuple[str, ...]:
        return tuple(str(self.resources / "fonts" / name) for name in FONTS)

    def context(self, name: str) -> DriverContext:
        profiles = str(self.resources / "profiles")
        return DriverContext(name, self.clock, profiles, self.fonts, str(self.folder))


def driver_of(name: str, choice: DeviceChoice) -> str:
    """The driver that a choice means."""
    return choice.driver or USUAL.get(kind_of(name), "")


def model_of(name: str, choice: DeviceChoice) -> str:
    """What stands beside the device's name: its way and address."""
    given = dict(choice.settings)
    where = given.get("host") or given.get("port") or given.get("path") or ""
    driver = "" if driver_of(name, choice) == USUAL.get(kind_of(name)) else choice.driver
    return " ".join(part for part in (choice.way, str(where), driver) if part)


def build(name: str, choice: DeviceChoice, bench: Bench) -> Built:
    """A device as chosen, not yet opened. BadSettings when it cannot work."""
    from hardware.registry import load

    registry = load()
    driver = driver_of(name, choice)
    spec = registry.specs.get(driver)
    if spec is None:
        raise BadSettings("driver_unknown", name=driver)
    if Kind(kind_of(name)) not in spec.kinds:
        raise BadSettings("driver_unfit", name=driver)
    if bench.training and kind_of(name) == "terminal" and choice.way != "fake":
        raise BadSettings("training", name=name)
    own, wire = _split(spec, dict(choice.settings))
    if choice.way != "fake":
        _require_real_keys(own)
    if choice.way == "file" and _in_data(str(wire.get("path", "")), bench.folder):
        raise BadSettings("setting_choice", name="path")
    if choice.way == "web" and bench.proxy and not wire.get("proxy"):
        wire = {**wire, "proxy": bench.proxy}  # the machine's own, where the device names none
    log = WireLog()
    twin = None
    if choice.way == "fake":
        own = {**_TWIN_SETTINGS.get(driver, {}), **own}
        twin, device = _simulated(registry, name, driver, own, bench=bench, log=log)
    else:
        device = registry.build(
            *(driver, choice.way, bench.context(name)),
            settings=own,
            transport_settings=wire,
            log=log,
        )
    return Built(device, driver, _drawer_on(device, driver), _buzzer_on(device), twin, log)


def _require_real_keys(own: Mapping[str, object]) -> None:
    """Keys of no worth are a twin's: whoever wrote them into a file would vouch for any payment."""
    for name, value in own.items():
        if str(value).lstrip().startswith(PRACTICE):
            raise BadSettings("setting_choice", name=name)


def _in_data(path: str, folder: Path) -> bool:
    """Whether a file lies among the till's own: nobody prints into a journal."""
    try:
        there = Path(path).resolve()
    except (OSError, ValueError, RuntimeError):
        return False  # nothing can be opened there either
    return there.is_relative_to(folder.resolve()) and there.parent.name != "paper"


_TWIN_SETTINGS: dict[str, dict[str, object]] = {"escpos": {"drawer_sensor": "high_is_open"}}


def _simulated(
    registry: Registry,
    name: str,
    driver: str,
    own: dict[str, object],
    *,
    bench: Bench,
    log: WireLog,
) -> tuple[Any, Any]:
    twin = registry.twin(driver, own, TwinContext(bench.clock, bench.folder, bench.fonts))
    own = {**own, **getattr(twin, "settings", {})}  # keys of a gateway that is none
    device = registry.build_on(driver, twin.wire(), bench.context(name), settings=own, log=log)
    return twin, device


def _split(
    spec: DriverSpec, given: dict[str, str | int | bool]
) -> tuple[dict[str, object], dict[str, object]]:
    """The driver's own settings, and the wire's."""
    own = {setting.name for setting in spec.settings}
    return (
        {name: value for name, value in given.items() if name in own},
        {name: value for name, value in given.items() if name not in own},
    )


def _drawer_on(device: Any, driver: str) -> Drawer | None:
    """The drawer on a receipt printer's second plug, or behind a display of digits."""
    if driver == "display_led8":
        from hardware.drivers.displays.led8 import Led8Drawer

        return Led8Drawer(device)
    from hardware.drivers.escpos.printer import EscposPrinter

    if not isinstance(device, EscposPrinter):
        return None
    from hardware.drivers.escpos.drawer import EscposDrawer

    return EscposDrawer(device.link)


def _buzzer_on(device: Any) -> Buzzer | None:
    """The buzzer in a receipt printer."""
    from hardware.drivers.escpos.printer import EscposPrinter

    if not isinstance(device, EscposPrinter):
        return None
    from hardware.drivers.escpos.buzzer import EscposBuzzer

    return EscposBuzzer(device.link)


def host_of(name: str, chosen: Mapping[str, DeviceChoice]) -> str:
    """The device on whose wire this one lives; empty for one with a wire of its own.

    A drawer or a buzzer without a driver lives on the printer. A drawer behind a display lives on
    the till's display where both are reached the same way at the same address.
    """
    choice = chosen.get(name, NONE)
    if name in ("drawer", "buzzer") and not choice.driver:
        return "printer"
    if choice.driver == "drawer_display":
        display = chosen.get("display", NONE)
        if driver_of("display", display) == "display_led8" and _place(choice) == _place(display):
            return "display"
    return ""


def clash_of(name: str, choice: DeviceChoice, chosen: Mapping[str, DeviceChoice]) -> str:
    """Another device that is set to the same serial port and shares it with nobody; or empty."""
    if choice.way != "serial" or host_of(name, {**chosen, name: choice}):
        return ""
    for other, kept in chosen.items():
        if other != name and _place(kept) == _place(choice) and not host_of(other, chosen):
            return other
    return ""


def _place(choice: DeviceChoice) -> tuple[str, object]:
    given = dict(choice.settings)
    return choice.way, given.get("port") or given.get("host") or ""
