"""The cash drawer on the printer's second plug.

`ESC p` is queued behind paper: without paper it opens the drawer late, unattended, when someone
loads a roll. So it is sent only while the printer says it is online, else the real-time pulse.
The kick is never part of a receipt's job.
"""

from __future__ import annotations

from hardware.api.drawer import DrawerState, KickResult, KickState
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.printer import Flag, PrinterStatus
from hardware.drivers.escpos.link import Link

_TRIES = 5
_LOOK_MS = 250


class EscposDrawer:
    """Shares the printer's `Link` and thread; give it `printer.link`."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def kick(self) -> KickResult:
        link, profile = self._link, self._link.profile
        try:
            if not link.talks:
                link.open()
                link.write(self._queued())
                link.end_job()
                return KickResult(KickState.SENT)
            status = link.ready_status()
            online = status.obstacle is None and status.online is Flag.YES
            if not online and not profile.drawer_realtime:
                return KickResult(KickState.FAILED, status.obstacle or Reason.OFFLINE, 0)
            return self._until_open(self._queued() if online else self._realtime())
        except DeviceUnavailable as fault:
            return KickResult(KickState.FAILED, fault.reason, 0)

    def state(self) -> DrawerState:
        if not self._link.talks or self._link.profile.drawer_sensor == "none":
            return DrawerState.UNKNOWN
        try:
            return self._look(self._link.ready_status())
        except DeviceUnavailable:
            return DrawerState.UNKNOWN

    def _until_open(self, pulse: bytes) -> KickResult:
        """Without a sensor once; with one, up to five times until it says open."""
        link = self._link
        for tries in range(1, _TRIES + 1):
            link.write(pulse)
            if link.profile.drawer_sensor == "none":
                return KickResult(KickState.SENT)
            link.clock.pause(_LOOK_MS)
            seen = self._look(link.status())
            if seen is DrawerState.OPEN:
                return KickResult(KickState.OPENED, tries=tries)
            if seen is DrawerState.UNKNOWN:
                return KickResult(KickState.SENT, tries=tries)
        return KickResult(KickState.FAILED, Reason.DRAWER_SHUT, _TRIES)

    def _look(self, status: PrinterStatus) -> DrawerState:
        if status.drawer_pin_high is Flag.UNKNOWN:
            return DrawerState.UNKNOWN
        high = status.drawer_pin_high is Flag.YES
        opened = high == (self._link.profile.drawer_sensor == "high_is_open")
        return DrawerState.OPEN if opened else DrawerState.SHUT

    def _queued(self) -> bytes:
        """All five bytes: without the times the pulse waits for the next print."""
        profile = self._link.profile
        times = bytes((min(profile.drawer_on_ms // 2, 255), min(profile.drawer_off_ms // 2, 255)))
        return b"\x1bp" + bytes((self._plug(),)) + times

    def _realtime(self) -> bytes:
        """`DLE DC4 1 m t`, t in 100 ms from 1 to 8."""
        tenths = max(1, min(self._link.profile.drawer_on_ms // 100, 8))
        return b"\x10\x14\x01" + bytes((self._plug(), tenths))

    def _plug(self) -> int:
        return 1 if self._link.profile.drawer_pin == 5 else 0
