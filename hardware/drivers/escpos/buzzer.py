"""The buzzer in the printer: `1B 42 n t` (clones), on the printer's own wire and thread."""

from __future__ import annotations

from hardware.drivers.escpos.link import Link

MOST_TIMES = 9


class EscposBuzzer:
    """A `Buzzer`; give it `printer.link`. A printer without one prints nothing of it either."""

    def __init__(self, link: Link, *, tenths: int = 1) -> None:
        self._link, self._tenths = link, tenths

    def beep(self, times: int) -> None:
        self._link.open()
        self._link.write(b"\x1bB" + bytes((max(1, min(times, MOST_TIMES)), self._tenths)))
