"""A cash drawer one can look into: opened by a pulse, shut by hand, jammed at will."""

from __future__ import annotations

from hardware.api.drawer import DrawerState, KickResult, KickState
from hardware.api.errors import Reason


class FakeDrawer:
    """A `Drawer` by itself, and what hangs on the fake printer's second plug."""

    def __init__(self) -> None:
        self.is_open = False
        self.jammed = False
        self.pulses = 0

    def pulse(self) -> None:
        self.pulses += 1
        if not self.jammed:
            self.is_open = True

    def unlock(self) -> None:
        """With its key: no pulse was needed."""
        self.is_open = True

    def push_shut(self) -> None:
        self.is_open = False

    def kick(self) -> KickResult:
        self.pulse()
        if self.is_open:
            return KickResult(KickState.OPENED)
        return KickResult(KickState.FAILED, Reason.DRAWER_SHUT)

    def state(self) -> DrawerState:
        return DrawerState.OPEN if self.is_open else DrawerState.SHUT
