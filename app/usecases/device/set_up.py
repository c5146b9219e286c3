"""Keeps what was learnt: a device set up, swapped, simulated, removed. Until then nothing changed.

The set-up belongs to this machine (D10): no document, but each needs the technician's right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.usecases.device.learn import Draft, with_settings
from app.usecases.device.workshop import Finds
from app.usecases.outcome import Changes, Outcome
from app.usecases.ports import DeviceChoice, DeviceTest, Slip
from app.usecases.services import Services

USUAL_PROFILE = "generic-80"
MOST = 9


def find(s: Services, operator: Operator, sources: Sequence[str], addresses: str = "") -> Finds:
    """What is plugged in, and at these addresses. Report thread.

    Refused `permission.missing`, `device.address` (value).
    """
    require(operator, Permission.DEVICES)
    return s.devices.workshop().find(sources, addresses)


def free_name(s: Services, kind: str) -> str:
    """The first name of that kind that nobody has. Refused `device.too_many`."""
    for number in range(1, MOST + 1):
        name = kind if number == 1 else f"{kind}-{number}"
        if s.devices.choice(name).way == "none":
            return name
    raise Refused("device.too_many", most=MOST)


def save(s: Services, operator: Operator, draft: Draft) -> Outcome[DeviceChoice]:
    """In force at once; a printer's lessons become a profile of the shop's own. Writer thread.

    Refused `permission.missing`, `device.setting` (name), `device.port_taken` (other),
    `device.profile`. What was there before stays at work then.
    """
    require(operator, Permission.DEVICES)
    choice = draft.choice
    if draft.kind == "printer" and draft.profile:
        base = str(dict(choice.settings).get("profile", USUAL_PROFILE))
        name = s.devices.workshop().keep_profile(draft.name, base, draft.profile)
        choice = with_settings(choice, (("profile", name),))
    old = s.devices.choice(draft.name)
    choice = replace(choice, stands_in_for=choice.stands_in_for or old.stands_in_for)
    s.devices.configure(draft.name, choice)
    return Outcome(choice, Changes(settings=True))


def remove(s: Services, operator: Operator, name: str) -> Outcome[None]:
    """Forget a device. Refused `permission.missing`. Writer thread."""
    require(operator, Permission.DEVICES)
    s.devices.remove(name)
    return Outcome(None, Changes(settings=True))


def simulate(s: Services, operator: Operator, name: str) -> Outcome[DeviceChoice]:
    """The simulated one in its place, or back. Refused `permission.missing`. Writer thread."""
    require(operator, Permission.DEVICES)
    workshop = s.devices.workshop()
    fake = s.devices.choice(name).way == "fake"
    kept = workshop.real_again(name) if fake else workshop.simulate(name)
    return Outcome(kept, Changes(settings=True))


def stand_in(s: Services, operator: Operator, name: str, other: str) -> Outcome[DeviceChoice]:
    """This printer takes the other's jobs while that one cannot print; empty: no more.

    Refused `permission.missing`, `device.stand_in`. Writer thread.
    """
    require(operator, Permission.DEVICES)
    if other == name or (other and not other.startswith("printer")):
        raise Refused("device.stand_in")
    kept = replace(s.devices.choice(name), stands_in_for=other)
    s.devices.configure(name, kept)
    return Outcome(kept, Changes(settings=True))


def print_sheet(s: Services, operator: Operator, name: str, slip: Slip) -> DeviceTest:
    """The device's sheet on that printer, now. Report thread. Refused `permission.missing`."""
    require(operator, Permission.DEVICES)
    return s.devices.workshop().print_sheet(name, slip)
