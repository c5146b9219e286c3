"""What the registry knows of these printers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.drivers.escpos.profile import Profile, load_profile


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> EscposPrinter:
    """The drawer is `EscposDrawer(printer.link)`."""
    own = (Path(context.folder) / "profiles",) if context.folder else ()
    profile = load_profile(context.profiles_dir, str(settings["profile"]), *own)
    sensor = str(settings["drawer_sensor"])
    if sensor != "as_model":
        profile = dataclasses.replace(profile, drawer_sensor=sensor)
    if not settings["answers"]:
        profile = dataclasses.replace(profile, status="none")
    if settings.get("compatible"):
        profile = patient(profile)
    return EscposPrinter(
        transport, profile, context.clock, device=context.device, fonts=context.fonts
    )


def patient(profile: Profile) -> Profile:
    """For cheap network modules that lose jobs: small pieces, and breath around each (hardware.md

    4.8, a catering till's device notebook; never tried on metal here).
    """
    return dataclasses.replace(
        profile,
        pause_open_ms=max(profile.pause_open_ms, 200),
        pause_close_ms=max(profile.pause_close_ms, 200),
        pause_jobs_ms=max(profile.pause_jobs_ms, 1000),
        chunk_bytes=min(profile.chunk_bytes, 1024),
        chunk_pause_ms=max(profile.chunk_pause_ms, 10),
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
        Setting("compatible", False),
    ),
    wire={"serial": {"baud": 19_200}},
    tried="emulator",
    capabilities=frozenset({"status", "confirm", "cut", "drawer", "codes", "raster"}),
)
