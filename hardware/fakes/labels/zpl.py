"""A ZPL printer's inside: formats from `^XA` to `^XZ`, `^GFA` pictures unpacked, `~HS` answered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardware.api.spec import TwinContext, Value
from hardware.fakes.labels.machine import FakeLabel, LabelMachine
from hardware.fakes.port import Send, TwinPort

_FORMAT = re.compile(rb"\^XA(.*?)\^XZ", re.S)
_PICTURE = re.compile(r"\^GFA,(\d+),(\d+),(\d+),([^^~]*)")
_MANY = re.compile(r"\^PQ(\d+)")
_WIDE = re.compile(r"\^PW(\d+)")


class ZplTwin:
    """`machine` is what one can do to it (paper, head); `labels` what came out."""

    def __init__(self, machine: LabelMachine | None = None) -> None:
        self.machine = machine or LabelMachine()
        self._buffer = bytearray()

    @property
    def labels(self) -> list[FakeLabel]:
        return self.machine.labels

    def wire(self) -> TwinPort:
        return TwinPort("label printer", self.receive)

    def receive(self, data: bytes, send: Send) -> None:
        """Every whole format is printed; `~HS` is answered wherever it stands."""
        self._buffer += data
        asked = self._buffer.count(b"~HS")
        if asked:
            self._buffer = self._buffer.replace(b"~HS", b"")
        while found := _FORMAT.search(self._buffer):
            self._format(found.group(1).decode("latin-1"))
            del self._buffer[: found.end()]
        if b"^XA" not in self._buffer and len(self._buffer) > 8:
            self.machine.unknown.append(bytes(self._buffer[:60]).strip())
            self._buffer.clear()
        for _ in range(asked):
            if not self.machine.mute:
                send(self._status())

    def _format(self, text: str) -> None:
        found, many = _PICTURE.search(text), _MANY.search(text)
        if found is None:
            self.machine.unknown.append(text[:60].encode("latin-1"))
            return
        total, stride = int(found.group(2)), int(found.group(3))
        rows = unpack(found.group(4), stride, total)
        wide = _WIDE.search(text)
        width = int(wide.group(1)) if wide else stride * 8
        label = FakeLabel(width, total // stride, rows, int(many.group(1)) if many else 1)
        self.machine.print(label)

    def _status(self) -> bytes:
        machine = self.machine
        moving, machine.moving = machine.moving, max(0, machine.moving - 1)
        waiting = sum(one.copies for one in machine.held) + moving
        first = f"014,{int(machine.paper_out)},0,0240,{len(machine.held):03d},0,0,0,000,0,0,0"
        second = f"000,0,{int(machine.head_open)},0,0,2,4,0,{waiting:08d},1,000"
        return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()


def unpack(data: str, stride: int, total: int) -> bytes:
    """`^GFA` data with counted runs, filled rows and repeated ones, back to dots."""
    rows: list[str] = []
    row, count = "", 0
    for sign in data:
        if sign in ",!:":
            fill = {",": "0", "!": "F", ":": ""}[sign]
            done = rows[-1] if sign == ":" and not row and rows else row.ljust(stride * 2, fill)
            rows.append(done)
            row, count = "", 0
        elif "G" <= sign <= "Y":
            count += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            count += 20 * (ord(sign) - ord("f"))
        elif sign in "0123456789ABCDEFabcdef":
            row += sign * (count or 1)
            count = 0
        while len(row) >= stride * 2:
            rows.append(row[: stride * 2])
            row = row[stride * 2 :]
    return bytes.fromhex("".join(rows)).ljust(total, b"\0")[:total]


def twin(settings: Mapping[str, Value], context: TwinContext) -> ZplTwin:
    """For the registry."""
    del settings
    return ZplTwin(LabelMachine(context.folder / "labels" if context.folder else None))
