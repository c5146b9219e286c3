"""A drawer that some bytes open and that says nothing: sent is all that can be known.

The port is kept open. Where it must be opened first, the drawer's box gets a moment: the first
bytes after that are the ones that get lost, and a lone kick is all there is.
"""

from __future__ import annotations

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport, still_there
from hardware.api.drawer import DrawerState, KickResult, KickState
from hardware.api.errors import BadSettings, DeviceUnavailable
from hardware.api.events import Event, Health

_SETTLE_MS = 150
_MOST_BYTES = 16


class PulseDrawer:
    """A `Drawer` and a `Device`."""

    def __init__(self, transport: Transport, pulse: bytes, clock: Clock) -> None:
        self._transport, self._pulse, self._clock = transport, pulse, clock

    @property
    def listens(self) -> bool:
        return False

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._clock.pause(_SETTLE_MS)

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        """It says nothing of itself; an open port is all there is to know."""
        self.open()
        still_there(self._transport)
        return Condition(Health.READY)

    def kick(self) -> KickResult:
        """Once: what was sent is never sent again, so that it does not open behind our back."""
        try:
            self.open()
            self._transport.write(self._pulse)
        except DeviceUnavailable as fault:
            self._transport.close()
            return KickResult(KickState.FAILED, fault.reason)
        return KickResult(KickState.SENT)

    def state(self) -> DrawerState:
        return DrawerState.UNKNOWN


def pulse_of(text: str) -> bytes:
    """The bytes that open it, from a setting in hex. Raises `BadSettings`."""
    try:
        data = bytes.fromhex(text)
    except ValueError as error:
        raise BadSettings("setting_choice", name="pulse_hex", value=text) from error
    if not 0 < len(data) <= _MOST_BYTES:
        raise BadSettings("setting_range", name="pulse_hex", low=1, high=_MOST_BYTES)
    return data
