"""The drivers, by an explicit list: nothing registers itself by being imported.

A driver whose library is missing on this machine is a sentence in `failures`, not a crash.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hardware.api.device import Device, Transport
from hardware.api.errors import BadSettings
from hardware.api.spec import DriverContext, DriverSpec, Kind, Twin, TwinContext, complete
from hardware.transports.catalog import make_transport
from hardware.transports.tap import TapTransport, WireLog

DRIVER_MODULES = (
    "hardware.drivers.escpos.driver",
    "hardware.drivers.serial_scanner",
    "hardware.drivers.line_display",
)

# driver: the function that makes its simulated twin, as "module:function"
TWINS = {
    "escpos": "hardware.fakes.printer:twin",
    "serial_scanner": "hardware.fakes.scanner:twin",
    "line_display": "hardware.fakes.display:twin",
}


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
        log: WireLog | None = None,
    ) -> Device:
        """A device, not yet opened; `log` overhears its wire. Raises `BadSettings`.

        What `transport_settings` does not say is as the driver says its wire usually is.
        """
        spec = self.specs.get(driver)
        if spec is None:
            raise BadSettings("driver_unknown", name=driver)
        if transport not in spec.transports:
            raise BadSettings("transport_unfit", driver=driver, transport=transport)
        usual = spec.wire.get(transport, {})
        wire = make_transport(transport, {**usual, **transport_settings})
        return spec.build(_tapped(wire, log, context), complete(spec.settings, settings), context)

    def build_on(
        self,
        driver: str,
        wire: Transport,
        context: DriverContext,
        *,
        settings: Mapping[str, object],
        log: WireLog | None = None,
    ) -> Device:
        """The same on a wire that is there already: a twin's. Raises `BadSettings`."""
        spec = self.specs.get(driver)
        if spec is None:
            raise BadSettings("driver_unknown", name=driver)
        return spec.build(_tapped(wire, log, context), complete(spec.settings, settings), context)

    def twin(self, driver: str, settings: Mapping[str, object], context: TwinContext) -> Twin:
        """The simulated twin of a driver's device. Raises `BadSettings`."""
        spec = self.specs.get(driver)
        if spec is None or driver not in TWINS:
            raise BadSettings("driver_unknown", name=driver)
        module, function = TWINS[driver].split(":")
        made: Twin = getattr(importlib.import_module(module), function)(
            complete(spec.settings, settings), context
        )
        return made


def _tapped(wire: Transport, log: WireLog | None, context: DriverContext) -> Transport:
    return TapTransport(wire, log, context.clock) if log is not None else wire


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
