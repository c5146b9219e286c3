"""The drivers, by an explicit list: nothing registers itself by being imported.

A driver whose library is missing on this machine is a sentence in `failures`, not a crash.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hardware.api.device import Device
from hardware.api.errors import BadSettings
from hardware.api.spec import DriverContext, DriverSpec, Kind, complete
from hardware.transports.catalog import make_transport

DRIVER_MODULES = (
    "hardware.drivers.escpos.driver",
    "hardware.drivers.serial_scanner",
    "hardware.drivers.line_display",
)


@dataclass(frozen=True, slots=True)
class Registry:
    """`failures`: module name to what went wrong when it was loaded."""

    specs: Mapping[str, DriverSpec]
    failures: Mapping[str, str]

    def of_kind(self, kind: Kind) -> tuple[DriverSpec, ...]:
        return tuple(spec for spec in self.specs.values() if kind in spec.kinds)

    def build(
        self,
        driver: str,
        transport: str,
        context: DriverContext,
        *,
        settings: Mapping[str, object],
        transport_settings: Mapping[str, object],
    ) -> Device:
        """A device, not yet opened. Raises `BadSettings`."""
        spec = self.specs.get(driver)
        if spec is None:
            raise BadSettings("driver_unknown", name=driver)
        if transport not in spec.transports:
            raise BadSettings("transport_unfit", driver=driver, transport=transport)
        wire = make_transport(transport, transport_settings)
        return spec.build(wire, complete(spec.settings, settings), context)


def load(modules: Iterable[str] = DRIVER_MODULES) -> Registry:
    """Import each module and take its `SPEC`."""
    specs: dict[str, DriverSpec] = {}
    failures: dict[str, str] = {}
    for name in modules:
        try:
            spec = importlib.import_module(name).SPEC
        except (ImportError, AttributeError, OSError) as error:
            failures[name] = f"{type(error).__name__}: {error}"
            continue
        specs[spec.name] = spec
    return Registry(specs, failures)
