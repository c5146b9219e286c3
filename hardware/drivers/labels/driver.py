"""What every label printer's driver has in common: its wires, its usual settings, how it is built.

A language adds its tongue, and the settings that only it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.labels.printer import LabelWirePrinter, Manners, Tongue

_DOTS_PER_MM = {"203": 8, "300": 12}


def driver(
    name: str,
    tongue: Callable[[Mapping[str, Value]], Tongue],
    *own: Setting,
    tried: str,
) -> DriverSpec:
    """A label printer that speaks `tongue(settings)`."""

    def build(
        transport: Transport, settings: Mapping[str, Value], context: DriverContext
    ) -> LabelWirePrinter:
        dots = _DOTS_PER_MM[str(settings["dpi"])]
        manners = Manners(dots_per_mm=dots, answers=bool(settings["answers"]))
        return LabelWirePrinter(transport, tongue(settings), context.clock, manners)

    return DriverSpec(
        name=name,
        kinds=(Kind.LABEL_PRINTER,),
        transports=("tcp", "serial", "usb", "spooler", "file"),
        build=build,
        settings=(
            Setting("dpi", "203", choices=tuple(_DOTS_PER_MM)),
            Setting("media", "gap", choices=("gap", "mark", "continuous")),
            *own,
            Setting("answers", True),
        ),
        capabilities=frozenset({"status", "labels"}),
        wire={"serial": {"baud": 9600}},
        tried=tried,
    )
