"""A TSPL printer's inside: lines of commands, a picture amid them, one byte of status."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.spec import TwinContext, Value
from hardware.fakes.labels.machine import FakeLabel, LabelMachine
from hardware.fakes.port import Send, TwinPort

_ASK = b"\x1b!?"
_SILENT = ("SIZE", "GAP", "BLINE", "DIRECTION", "DENSITY", "SPEED", "REFERENCE", "SET")


class TsplTwin:
    """`machine` is what one can do to it (paper, head); `labels` what came out."""

    def __init__(self, machine: LabelMachine | None = None, *, black_is_one: bool = False) -> None:
        self.machine = machine or LabelMachine()
        self._turn = 0 if black_is_one else 0xFF
        self._buffer = bytearray()
        self._picture: FakeLabel | None = None
        self._size = ""

    @property
    def labels(self) -> list[FakeLabel]:
        return self.machine.labels

    def wire(self) -> TwinPort:
        return TwinPort("label printer", self.receive)

    def receive(self, data: bytes, send: Send) -> None:
        """Every whole command is obeyed; half ones wait for their rest."""
        self._buffer += data
        while self._buffer:
            drawing = self._buffer.startswith(b"BITMAP ")
            asked = -1 if drawing else self._buffer.find(_ASK)
            if asked >= 0 and b"\n" not in self._buffer[:asked]:
                del self._buffer[asked : asked + 3]  # heard at once, amid a line too
                if not self.machine.mute:
                    send(bytes((self._status(),)))
            elif not (self._bitmap() if drawing else self._line()):
                return

    def _status(self) -> int:
        machine = self.machine
        bits = (0x01 if machine.head_open else 0) | (0x04 if machine.paper_out else 0)
        if machine.moving and not bits:
            machine.moving -= 1
            return 0x20
        return bits

    def _bitmap(self) -> bool:
        """`BITMAP x,y,bytes,height,mode,` and then the dots; False while some are missing."""
        parts = bytes(self._buffer[:80]).split(b",", 5)
        if len(parts) < 6:
            return False
        stride, height = int(parts[2]), int(parts[3])
        start = sum(len(part) + 1 for part in parts[:5])
        if len(self._buffer) < start + stride * height:
            return False
        dots = bytes(self._buffer[start : start + stride * height])
        del self._buffer[: start + stride * height]
        black = bytes(byte ^ self._turn for byte in dots)
        self._picture = FakeLabel(stride * 8, height, black, 0, self._size)
        return True

    def _line(self) -> bool:
        end = self._buffer.find(b"\n")
        if end < 0:
            return False
        line = bytes(self._buffer[:end]).strip()
        del self._buffer[: end + 1]
        word, _, rest = line.decode("latin-1").partition(" ")
        if word == "CLS":
            self._picture = None
        elif word == "PRINT" and self._picture is not None:
            sets, _, copies = rest.partition(",")
            if (sets + (copies or "1")).isdecimal():
                self._print(self._picture, int(sets) * int(copies or "1"))
        elif word in _SILENT:
            self._size = rest if word == "SIZE" else self._size
        elif line:
            self.machine.unknown.append(line[:60])
        return True

    def _print(self, picture: FakeLabel, copies: int) -> None:
        label = FakeLabel(picture.width, picture.height, picture.rows, copies, picture.note)
        self.machine.print(label)


def twin(settings: Mapping[str, Value], context: TwinContext) -> TsplTwin:
    """For the registry."""
    machine = LabelMachine(context.folder / "labels" if context.folder else None)
    return TsplTwin(machine, black_is_one=bool(settings["black_is_one"]))
