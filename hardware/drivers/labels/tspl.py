"""TSPL: TSC's language, which Gprinter, Xprinter and HPRT speak too (manual: TSPL/TSPL2, TSC).

Sizes are told with every label: a printer forgets them when it is switched off, and shops change
rolls. `BITMAP` takes a 0 for a black dot. The answer to `ESC ! ?` is one byte of bits.
"""

from __future__ import annotations

from hardware.api.label import LabelPage
from hardware.api.printer import Flag, Paper, PrinterStatus
from hardware.api.spec import Setting
from hardware.drivers.labels.driver import driver
from hardware.drivers.labels.printer import Told, stride_of

_HEAD_OPEN, _JAM, _NO_PAPER, _NO_RIBBON, _PAUSED, _PRINTING, _OTHER = (
    *(0x01, 0x02, 0x04, 0x08),
    *(0x10, 0x20, 0x80),
)
_NEVER = 0x40
_TURNED = bytes(range(256))[::-1]  # black becomes white: 0 becomes 255


class Tspl:
    """`direction` 1 prints the label's top edge last (the usual way to read it in the hand).

    `density` 0 to 15, -1 as the printer is set. `media`: gap, mark (black), continuous. A few
    clones take a 1 for a black dot: with them a label comes out as its own negative.
    """

    ask = b"\x1b!?"

    def __init__(
        self,
        *,
        direction: int = 1,
        density: int = -1,
        speed: int = 0,
        media: str = "gap",
        black_is_one: bool = False,
    ) -> None:
        self._direction, self._density = direction, density
        self._speed, self._media, self._black_is_one = speed, media, black_is_one

    def encode(self, page: LabelPage, copies: int) -> bytes:
        """`PRINT n,1`: n labels, one copy each."""
        lines = [
            "",  # whatever half a command lies in the printer ends here
            f"SIZE {page.width_mm} mm,{page.height_mm} mm",
            self._feed(page.gap_mm),
            f"DIRECTION {self._direction}",
        ]
        if self._density >= 0:
            lines.append(f"DENSITY {self._density}")
        if self._speed:
            lines.append(f"SPEED {self._speed}")
        lines += ["CLS", f"BITMAP 0,0,{stride_of(page)},{page.height},0,"]
        head = "\r\n".join(lines).encode("ascii")
        return head + _bits(page, self._black_is_one) + f"\r\nPRINT {copies},1\r\n".encode("ascii")

    def _feed(self, gap_mm: int) -> str:
        if self._media == "continuous":
            return "GAP 0 mm,0 mm"
        return f"{'BLINE' if self._media == 'mark' else 'GAP'} {gap_mm} mm,0 mm"

    def hear(self, said: bytes, *, over: bool) -> Told | None:
        """One byte; a wire's echo of the question before it and a second one like it do no harm."""
        said = said.removeprefix(self.ask)
        if not over or not 1 <= len(said) <= 2 or said[0] != said[-1] or said[0] & _NEVER:
            return None
        bits = said[0]
        status = PrinterStatus(
            online=Flag.of(not bits & _PAUSED),
            cover_open=Flag.of(bits & _HEAD_OPEN),
            paper=Paper.OUT if bits & _NO_PAPER else Paper.OK,
            error=Flag.of(bits & (_JAM | _NO_RIBBON | _OTHER)),
            answered=True,
        )
        return Told(status, bits == 0)


def _bits(page: LabelPage, black_is_one: bool) -> bytes:
    """Black is 0 here, also beyond the right edge of a picture whose width is no whole byte."""
    if black_is_one:
        return page.rows.replace(b"\x1b!", b"\x1b#")
    stride, spare = stride_of(page), stride_of(page) * 8 - page.width
    rows = bytearray(page.rows.translate(_TURNED))
    if spare:
        for last in range(stride - 1, len(rows), stride):
            rows[last] |= (1 << spare) - 1
    # Firmware hears `ESC !` wherever it stands: one dot of such a pair is changed
    return bytes(rows).replace(b"\x1b!", b"\x1b#")


SPEC = driver(
    "label_tspl",
    lambda settings: Tspl(
        direction=1 if settings["upright"] else 0,
        density=int(settings["density"]),
        speed=int(settings["speed"]),
        media=str(settings["media"]),
        black_is_one=bool(settings["black_is_one"]),
    ),
    Setting("upright", True),
    Setting("density", -1, low=-1, high=15),
    Setting("speed", 0, low=0, high=12),
    Setting("black_is_one", False),
    tried="manual",
)
