"""A scanner that plays a keyboard, taken away from the desktop (Linux).

No window, input method, layout or Caps Lock stands between it and the till: the key codes of its
own device are read, and nobody else gets them (`hardware/transports/readers/evdev.py`).
"""

from __future__ import annotations

from hardware.api.spec import DriverSpec, Kind
from hardware.drivers.scanners.reading import SETTINGS, build

SPEC = DriverSpec(
    name="evdev_scanner",
    kinds=(Kind.SCANNER,),
    transports=("evdev",),
    build=build,
    settings=SETTINGS,
)
