"""What the registry knows of these printers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.drivers.escpos.profile import load_profile


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> EscposPrinter:
    """The drawer is `EscposDrawer(printer.link)`."""
    profile = load_profile(context.profiles_dir, str(settings["profile"]))
    sensor = str(settings["drawer_sensor"])
    if sensor != "as_model":
        profile = dataclasses.replace(profile, drawer_sensor=sensor)
    if not settings["answers"]:
        profile = dataclasses.replace(profile, status="none")
    return EscposPrinter(
        transport, profile, context.clock, device=context.device, fonts=context.fonts
    )


SPEC = DriverSpec(
    name="escpos",
    kinds=(Kind.PRINTER, Kind.DRAWER),
    transports=("tcp", "serial", "usb", "spooler", "file"),
    build=build,
    settings=(
        Setting("profile", "generic-80"),
        Setting(
            "drawer_sensor",
            "as_model",
            choices=("as_model", "none", "high_is_open", "low_is_open"),
        ),
        Setting("answers", True),
    ),
    capabilities=frozenset({"status", "confirm", "cut", "drawer", "codes", "raster"}),
)
