"""From a choice to a device: the registry's drivers, or their fake twins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.usecases.ports import DeviceChoice
from hardware.api.clock import Clock
from hardware.api.errors import BadSettings
from hardware.api.spec import DriverContext

if TYPE_CHECKING:
    from hardware.api.drawer import Drawer
    from hardware.api.printer import Printer
    from hardware.fakes.printer import FakePrinter
    from hardware.fakes.scanner import FakeScanner

FONTS = ("NotoSansSC-Regular.ttf",)


@dataclass(frozen=True, slots=True)
class Built:
    """A device on its way to the supervisor, and what else hangs on its wire."""

    device: Any
    printer: Printer | None = None
    drawer: Drawer | None = None
    fake_printer: FakePrinter | None = None
    fake_scanner: FakeScanner | None = None


def model_of(choice: DeviceChoice) -> str:
    """What stands beside the device's name: its way and address."""
    given = dict(choice.settings)
    where = given.get("host") or given.get("port") or given.get("path") or ""
    return f"{choice.way} {where}".strip()


def _context(device: str, resources: Path, clock: Clock) -> DriverContext:
    fonts = tuple(str(resources / "fonts" / name) for name in FONTS)
    return DriverContext(device, clock, str(resources / "profiles"), fonts)


def build_printer(choice: DeviceChoice, folder: Path, resources: Path, clock: Clock) -> Built:
    """A receipt printer with its drawer. BadSettings when it cannot work."""
    from hardware.drivers.escpos.drawer import EscposDrawer
    from hardware.drivers.escpos.driver import SPEC, build

    context = _context("printer", resources, clock)
    given = dict(choice.settings)
    if choice.way == "fake":
        from hardware.api.spec import complete
        from hardware.fakes.printer import FakePrinter

        narrow = given.get("profile") == "generic-58"
        fake = FakePrinter(
            columns=32 if narrow else 48,
            dots=384 if narrow else 576,
            folder=folder / "paper",
            fonts=context.fonts,
        )
        asked = {"drawer_sensor": "high_is_open", **_driver_only(given)}
        printer = build(fake.port(), complete(SPEC.settings, asked), context)
        return Built(printer, printer, EscposDrawer(printer.link), fake_printer=fake)
    from hardware.registry import load

    transport = {name: value for name, value in given.items() if name not in _DRIVER}
    device: Any = load().build(
        "escpos", choice.way, context, settings=_driver_only(given), transport_settings=transport
    )
    return Built(device, device, EscposDrawer(device.link))


_DRIVER = frozenset({"profile", "drawer_sensor", "answers"})


def _driver_only(given: dict[str, str | int | bool]) -> dict[str, str | int | bool]:
    return {name: value for name, value in given.items() if name in _DRIVER}


def build_scanner(choice: DeviceChoice, resources: Path, clock: Clock) -> Built:
    """A scanner that speaks for itself; one that types is the keyboard's affair."""
    context = _context("scanner", resources, clock)
    if choice.way == "fake":
        from hardware.api.spec import complete
        from hardware.drivers.serial_scanner import SPEC
        from hardware.fakes.scanner import FakeScanner

        fake = FakeScanner()
        device: Any = SPEC.build(fake.cable.near, complete(SPEC.settings, {}), context)
        return Built(device, fake_scanner=fake)
    if choice.way != "serial":
        raise BadSettings("transport_unfit", driver="serial_scanner", transport=choice.way)
    from hardware.registry import load

    device = load().build(
        "serial_scanner", "serial", context, settings={}, transport_settings=dict(choice.settings)
    )
    return Built(device)
