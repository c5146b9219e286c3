"""Tries a device: a test slip, the scale's answer, the drawer. The drawer leaves a document: an
opening that no sale explains is written down, whoever asked for it (R41).
"""

from __future__ import annotations

from app.domain.document import Kind
from app.domain.permissions import Operator, Permission, require
from app.usecases.commit import seal
from app.usecases.outcome import Changes, KickDrawer, Outcome
from app.usecases.ports import DeviceTest
from app.usecases.services import Services
from app.usecases.shift.open import current

REASON = "device_test"


def try_out(s: Services, operator: Operator, name: str) -> DeviceTest:
    """What the test found. Waits for the device: report thread. Refused `permission.missing`."""
    require(operator, Permission.DEVICES)
    return s.devices.test(name)


def kick_drawer(s: Services, operator: Operator) -> Outcome[None]:
    """Open the drawer to see that it opens, as a document of its own. Writer thread.

    Refused `permission.missing`.
    """
    return Outcome(None, write_down_kick(s, operator).changes, (KickDrawer(),))


def write_down_kick(s: Services, operator: Operator) -> Outcome[None]:
    """The document alone, before a trial opens the drawer itself. Writer thread.

    Refused `permission.missing`.
    """
    require(operator, Permission.DEVICES)
    shift = current(s)
    body = {
        "shift_id": shift.shift_id if shift else "",
        "reason": REASON,
        "approval_id": "",
        "at_ms": s.clock.now_ms(),
    }
    with s.db.write() as tx:
        seal(tx, s, Kind.DRAWER_OPEN, body, operator_id=operator.operator_id)
    return Outcome(None, Changes(shift=True))
