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
    "hardware.drivers.terminals.wechat_pay",
    "hardware.drivers.terminals.alipay",
    "hardware.drivers.terminals.by_hand",
    "hardware.drivers.labels.tspl",
    "hardware.drivers.labels.zpl",
    "hardware.drivers.escpos.driver",
    "hardware.drivers.scanners.serial",
    "hardware.drivers.scanners.evdev",
    "hardware.drivers.cards.serial",
    "hardware.drivers.cards.pcsc",
    "hardware.drivers.scales.drivers",
    "hardware.drivers.displays.led8",
    "hardware.drivers.displays.two_lines",
    "hardware.drivers.drawers.serial_drawer",
    "hardware.drivers.drawers.display_drawer",
    "hardware.drivers.buzzer",
)

# driver: the function that makes its simulated twin, as "module:function"
TWINS = {
    "wechat_pay": "hardware.fakes.terminals.wechat:twin",
    "alipay": "hardware.fakes.terminals.alipay:twin",
    "by_hand": "hardware.fakes.terminals.eyes:twin",
    "label_tspl": "hardware.fakes.labels.tspl:twin",
    "label_zpl": "hardware.fakes.labels.zpl:twin",
    "escpos": "hardware.fakes.printer:twin",
    "serial_scanner": "hardware.fakes.readers.gun:twin",
    "evdev_scanner": "hardware.fakes.readers.gun:twin",
    "card_serial": "hardware.fakes.readers.cards:twin",
    "card_pcsc": "hardware.fakes.readers.pcsc:twin",
    "scale_toledo8217": "hardware.fakes.scales.twin:toledo8217",
    "scale_sma": "hardware.fakes.scales.twin:sma",
    "scale_cas": "hardware.fakes.scales.twin:cas",
    "scale_stream22": "hardware.fakes.scales.twin:stream22",
    "scale_and": "hardware.fakes.scales.twin:and_",
    "scale_digi": "hardware.fakes.scales.twin:digi",
    "scale_acs": "hardware.fakes.scales.twin:acs",
    "scale_xk3190": "hardware.fakes.scales.twin:xk3190",
    "scale_custom": "hardware.fakes.scales.twin:custom",
    "display_led8": "hardware.fakes.led8:twin",
    "display_cd5220": "hardware.fakes.two_lines:cd5220",
    "display_epson": "hardware.fakes.two_lines:epson",
    "display_utc": "hardware.fakes.two_lines:utc",
    "drawer_serial": "hardware.fakes.pulsed:serial_drawer",
    "drawer_display": "hardware.fakes.pulsed:display_drawer",
    "buzzer_serial": "hardware.fakes.pulsed:buzzer",
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
    """Import each module and take its `SPEC`, or all of its `SPECS`."""
    specs: dict[str, DriverSpec] = {}
    failures: dict[str, str] = {}
    for name in modules:
        try:
            module = importlib.import_module(name)
            found = getattr(module, "SPECS", None) or (module.SPEC,)
        except (ImportError, AttributeError, OSError) as error:
            failures[name] = f"{type(error).__name__}: {error}"
            continue
        specs.update({spec.name: spec for spec in found})
    return Registry(specs, failures)
