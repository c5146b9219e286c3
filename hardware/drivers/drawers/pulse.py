"""A drawer that some bytes open and that says nothing: sent is all that can be known.

The port is kept open. Where it must be opened first, the drawer's box gets a moment: the first
bytes after that are the ones that get lost, and a lone kick is all there is.
"""

from __future__ import annotations

from hardware.api.clock import Clock
from hardware.api.device import MuteDevice, Transport
from hardware.api.drawer import DrawerState, KickResult, KickState
from hardware.api.errors import BadSettings, DeviceUnavailable

_SETTLE_MS = 150
_MOST_BYTES = 16


class PulseDrawer(MuteDevice):
    """A `Drawer` and a `Device`."""

    def __init__(self, transport: Transport, pulse: bytes, clock: Clock) -> None:
        super().__init__(transport)
        self._pulse, self._clock = pulse, clock

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._clock.pause(_SETTLE_MS)

    def kick(self) -> KickResult:
        """Once: what was sent is never sent again, so that it does not open behind our back."""
        try:
            self.open()
            self._write(self._pulse)
        except DeviceUnavailable as fault:
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
