"""A drawer that is plugged into an LED8 display: `02 4D` (hardware.md 4.2).

This is for one whose display the till does not use. Where it does, both share the display's wire,
and the till sends these bytes there (`app/peripherals`).
"""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Value
from hardware.drivers.drawers.pulse import PulseDrawer

PULSE = b"\x02M"


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> PulseDrawer:
    del settings
    return PulseDrawer(transport, PULSE, context.clock)


SPEC = DriverSpec(
    name="drawer_display",
    kinds=(Kind.DRAWER,),
    transports=("serial", "tcp"),
    build=build,
    capabilities=frozenset({"drawer"}),
    wire={"serial": {"baud": 2400, "bits": 8, "parity": "N", "stop_bits": 1}},
)
