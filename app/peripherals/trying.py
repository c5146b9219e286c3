"""Tries a device as a technician would: a test slip, a kick, a weight, a text on the display."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.peripherals.sample_slip import sample_slip
from app.usecases.ports import DeviceTest
from hardware.api.errors import DeviceUnavailable

if TYPE_CHECKING:
    from app.peripherals.device_set import DeviceSet

SHOWN = ("SHUKE 0123456789", "TEST        1234.50")


def try_device(devices: DeviceSet, name: str, kind: str) -> DeviceTest:
    """What was found. Waits for the device: never on the GUI thread."""
    try:
        if kind == "printer":
            done = devices.print(sample_slip(), "").result()
            return DeviceTest(str(done.state), str(done.reason or ""))
        if kind == "drawer":
            kicked = devices.kick().result()
            state = "failed" if str(kicked.state) == "failed" else "confirmed"
            return DeviceTest(state, str(kicked.reason or ""), str(kicked.state))
        if kind == "display":
            devices.on(name, lambda display: display.show(SHOWN)).result()
            return DeviceTest("confirmed")
        read = devices.weight()
        if kind == "scale" and read is not None:
            return DeviceTest("confirmed", "", str(read.grams))
    except DeviceUnavailable as fault:
        return DeviceTest("failed", str(fault.reason))
    return DeviceTest("failed", "not_set")
