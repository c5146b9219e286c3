"""A drawer on a COM port of its own: any byte opens it, BEL (07) by habit (common knowledge)."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.drawers.pulse import PulseDrawer, pulse_of


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> PulseDrawer:
    return PulseDrawer(transport, pulse_of(str(settings["pulse_hex"])), context.clock)


SPEC = DriverSpec(
    name="drawer_serial",
    kinds=(Kind.DRAWER,),
    transports=("serial", "tcp"),
    build=build,
    settings=(Setting("pulse_hex", "07"),),
    capabilities=frozenset({"drawer"}),
    wire={"serial": {"baud": 9600, "bits": 8, "parity": "N", "stop_bits": 1}},
)
