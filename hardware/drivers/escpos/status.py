"""What a printer's status bytes mean. Junk and silence are "unknown", never "fine".

Each kind of answer carries fixed bits, so the three kinds can be told apart in one stream:
`DLE EOT` 0xx1xx10, the first of four automatic (ASB) bytes 0xx1xx00, `GS r` 0xx0xxxx.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hardware.api.printer import Flag, Paper, PrinterStatus


@dataclass(frozen=True, slots=True)
class Realtime:
    """One answer to `DLE EOT n`; only the asker knows n."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Four bytes a printer sends by itself at each change."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Transmitted:
    """One answer to `GS r 1`."""

    byte: int

    @property
    def paper(self) -> Paper:
        return _paper(self.byte, 0x0C, 0x03)


@dataclass(frozen=True, slots=True)
class Junk:
    byte: int


Answer = Realtime | Automatic | Transmitted | Junk


class StatusReader:
    """Cuts the printer's stream into answers; keeps a half-received automatic status."""

    def __init__(self) -> None:
        self._automatic = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        answers: list[Answer] = []
        for byte in data:
            if self._automatic:
                if byte & 0x90 == 0:
                    self._automatic.append(byte)
                    if len(self._automatic) == 4:
                        answers.append(Automatic(bytes(self._automatic)))
                        self._automatic.clear()
                    continue
                answers += [Junk(lost) for lost in self._automatic]
                self._automatic.clear()
            if byte & 0x93 == 0x10:
                self._automatic.append(byte)
            elif byte & 0x93 == 0x12:
                answers.append(Realtime(byte))
            elif byte & 0x90 == 0:
                answers.append(Transmitted(byte))
            elif byte not in (0x11, 0x13):  # flow control is no answer
                answers.append(Junk(byte))
        return answers


def from_realtime(answers: dict[int, int]) -> PrinterStatus:
    """`answers`: n of `DLE EOT n` (1 to 4) to its byte; what was not asked stays unknown."""
    status = PrinterStatus(answered=bool(answers))
    if 1 in answers:
        status = replace(
            status,
            online=Flag.of(not answers[1] & 0x08),
            drawer_pin_high=Flag.of(answers[1] & 0x04),
        )
    if 2 in answers:
        status = replace(
            status, cover_open=Flag.of(answers[2] & 0x04), error=Flag.of(answers[2] & 0x40)
        )
        if answers[2] & 0x20:
            status = replace(status, paper=Paper.OUT)
    if 3 in answers:
        status = replace(status, cutter_error=Flag.of(answers[3] & 0x08))
    if 4 in answers and status.paper is not Paper.OUT:
        status = replace(status, paper=_paper(answers[4], 0x60, 0x0C))
    return status


def from_automatic(data: bytes) -> PrinterStatus:
    """Four ASB bytes."""
    first, second, third = data[0], data[1], data[2]
    return PrinterStatus(
        online=Flag.of(not first & 0x08),
        cover_open=Flag.of(first & 0x20),
        paper=_paper(third, 0x0C, 0x03),
        error=Flag.of(second & 0x60),
        cutter_error=Flag.of(second & 0x08),
        drawer_pin_high=Flag.of(first & 0x04),
        answered=True,
    )


def _paper(byte: int, out: int, near: int) -> Paper:
    if byte & out:
        return Paper.OUT
    return Paper.NEAR_END if byte & near else Paper.OK
