"""ZPL II: Zebra's language, which many other label printers understand (manual: Zebra P1012728).

The picture goes as `^GFA`: hex digits, with runs of one digit counted (G to Y, g to z), the rest of
a row filled (`,` white, `!` black) and a row that equals the one above said as `:`. `~HS` is
answered with three lines at once, also while labels are printed; they say how many still wait.
"""

from __future__ import annotations

import re

from hardware.api.label import LabelPage
from hardware.api.printer import Flag, Paper, PrinterStatus
from hardware.api.spec import Setting
from hardware.drivers.labels.driver import driver
from hardware.drivers.labels.printer import Told, stride_of

_LINE = re.compile(rb"\x02([^\x02\x03]*)\x03")
_RUN = re.compile(r"(.)\1*")
_MEDIA = {"gap": "^MNY", "mark": "^MNM", "continuous": "^MNN"}
_FIELDS = (12, 11, 2)  # of the three lines of ~HS


class Zpl:
    """`packed` counts runs; a plain hex picture is four times as long and understood by everybody.

    `darkness` 0 to 30, -1 as the printer is set.
    """

    ask = b"~HS"

    def __init__(self, *, packed: bool = True, darkness: int = -1, media: str = "gap") -> None:
        self._packed, self._darkness, self._media = packed, darkness, media

    def encode(self, page: LabelPage, copies: int) -> bytes:
        """One format with one graphic field; `^PQ` says how many."""
        stride = stride_of(page)
        total = stride * page.height
        dark = f"^MD{self._darkness}" if self._darkness >= 0 else ""
        picture = pack(page.rows, stride) if self._packed else page.rows.hex().upper()
        text = (
            f"^XA^CI28{_MEDIA[self._media]}{dark}^PW{page.width}^LL{page.height}^LH0,0"
            f"^FO0,0^GFA,{total},{total},{stride},{picture}^FS^PQ{copies},0,0,N^XZ\r\n"
        )
        return text.encode("ascii")

    def hear(self, said: bytes, *, over: bool) -> Told | None:
        """All three lines, or nothing."""
        del over  # the third line says that it is all
        lines = [one.split(b",") for one in _LINE.findall(said)]
        if len(lines) < 3 or tuple(len(one) for one in lines[:3]) != _FIELDS:
            return None
        first, second = lines[0], lines[1]
        try:
            waiting = int(first[4]) + int(second[8])
            no_paper, paused, partly = int(first[1]), int(first[2]), int(first[7])
            head_up, no_ribbon, taken = int(second[2]), int(second[3]), int(second[7])
            broken = int(first[9]) + int(first[10]) + int(first[11])
        except ValueError:
            return None
        status = PrinterStatus(
            online=Flag.of(not paused),
            cover_open=Flag.of(head_up),
            paper=Paper.OUT if no_paper else Paper.OK,
            error=Flag.of(no_ribbon or broken),
            answered=True,
        )
        return Told(status, not (waiting or partly or taken))


def pack(rows: bytes, stride: int) -> str:
    """The picture with its runs counted."""
    out: list[str] = []
    above = ""
    for start in range(0, len(rows), stride):
        row = rows[start : start + stride].hex().upper()
        out.append(":" if row == above else _packed_row(row))
        above = row
    return "".join(out)


def _packed_row(row: str) -> str:
    tail = ""
    for digit, fill in (("0", ","), ("F", "!")):
        if row.endswith(digit * 2):
            row, tail = row.rstrip(digit), fill
            break
    return "".join(_run(found.group()) for found in _RUN.finditer(row)) + tail


def _run(run: str) -> str:
    """G is 1, Y is 19, g is 20, z is 400; larger letters come first and add up."""
    left, said = len(run), ""
    if left == 1:
        return run
    while left >= 400:
        said, left = said + "z", left - 400
    if left >= 20:
        said, left = said + chr(ord("f") + left // 20), left % 20
    if left:
        said += chr(ord("F") + left)
    return said + run[0]


SPEC = driver(
    "label_zpl",
    lambda settings: Zpl(
        packed=bool(settings["packed"]),
        darkness=int(settings["darkness"]),
        media=str(settings["media"]),
    ),
    Setting("packed", True),
    Setting("darkness", -1, low=-1, high=30),
    tried="emulator",
)
