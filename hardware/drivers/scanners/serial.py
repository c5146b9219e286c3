"""Barcode scanners on a COM port: RS-232, USB-CDC ("virtual COM"), Bluetooth SPP.

9600 8N1 and CR is what manuals call the default; emupos 0.4's serial scanner speaks so.
"""

from __future__ import annotations

from hardware.api.spec import DriverSpec, Kind
from hardware.drivers.scanners.reading import SETTINGS, build

SPEC = DriverSpec(
    name="serial_scanner",
    kinds=(Kind.SCANNER,),
    transports=("serial",),
    build=build,
    settings=SETTINGS,
    wire={"serial": {"baud": 9600}},
    tried="emulator",
)
