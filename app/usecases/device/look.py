"""How every device is: asked of what the devices themselves keep, nothing is sent anywhere."""

from __future__ import annotations

from app.usecases.ports import DeviceChoice, DeviceState, Weight
from app.usecases.services import Services

PRINTER = "printer"


def states(s: Services) -> tuple[DeviceState, ...]:
    """Every device of this till with its state. Returns at once."""
    return s.devices.states()


def weight(s: Services) -> Weight | None:
    """The newest reading of the scale, None when there is none. Returns at once."""
    return s.devices.weight()


def choice(s: Services, name: str = PRINTER) -> DeviceChoice:
    """How a device is reached now."""
    return s.devices.choice(name)
