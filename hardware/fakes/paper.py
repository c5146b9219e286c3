"""The paper that comes out of the fake printer: lines, pictures and codes, as text on demand."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hardware.fakes.decode import (
    CodePrint,
    CodeSet,
    Feed,
    Knife,
    Move,
    Op,
    Put,
    Raster,
    Style,
    Unknown,
)

_COLUMN = 12  # dots


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; `cells` are the columns of each at normal size."""

    text: str
    cells: tuple[int, ...]
    wide: bool = False
    tall: bool = False
    bold: bool = False
    underline: bool = False

    @property
    def cols(self) -> int:
        return sum(self.cells)


@dataclass(frozen=True, slots=True)
class TextLine:
    runs: tuple[Run, ...]
    align: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    stride: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Code:
    kind: str
    data: str
    module: int
    height: int = 0
    readable: bool = False
    ecc: str = "M"
    align: int = 0


Block = TextLine | Picture | Code


@dataclass(frozen=True, slots=True)
class Receipt:
    """One piece of paper. `torn`: it ended without a cut. `overflows`: lines wider than it."""

    blocks: tuple[Block, ...]
    columns: int
    dots: int
    torn: bool = False
    overflows: int = 0
    unknown: tuple[bytes, ...] = ()

    def lines(self) -> list[str]:
        return [_line(block, self.columns) for block in self.blocks]

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines()) + "\n"


@dataclass(slots=True)
class Sheet:
    """The printer's state between bytes; `feed` gives a receipt back when one was cut."""

    columns: int = 48
    dots: int = 576
    blocks: list[Block] = field(default_factory=list)
    lines_printed: int = 0
    _line: list[Run] = field(default_factory=list)
    _style: dict[str, int] = field(default_factory=dict)
    _code: dict[str, int | bytes] = field(default_factory=dict)
    _overflows: int = 0
    _unknown: list[bytes] = field(default_factory=list)

    def feed(self, op: Op) -> Receipt | None:
        handler = _HANDLERS.get(type(op))
        if handler is not None:
            handler(self, op)
        return self.finish(torn=False) if isinstance(op, Knife) else None

    @property
    def dirty(self) -> bool:
        return any(not isinstance(b, TextLine) or b.runs for b in self.blocks) or bool(self._line)

    def finish(self, *, torn: bool) -> Receipt | None:
        """The paper so far, without the blank lines at its end; None when there is none."""
        if self._line:
            self._end_line()
        blocks = list(self.blocks)
        while blocks and isinstance(blocks[-1], TextLine) and not blocks[-1].runs:
            blocks.pop()
        self.blocks = []
        overflows, self._overflows = self._overflows, 0
        unknown, self._unknown = tuple(self._unknown), []
        if not blocks and not unknown:
            return None
        return Receipt(tuple(blocks), self.columns, self.dots, torn, overflows, unknown)

    def put(self, op: Put) -> None:
        size = self._style.get("size", 0)
        scale = 2 if size & 0x70 else 1
        used = sum(run.cols * (2 if run.wide else 1) for run in self._line)
        if used + op.cols * scale > self.columns:  # a printer goes on in the next line
            self._overflows += 1
            self._end_line()
        run = Run(
            op.char,
            (op.cols,),
            wide=bool(size & 0x70),
            tall=bool(size & 0x07),
            bold=bool(self._style.get("bold")),
            underline=bool(self._style.get("underline")),
        )
        if self._line and _same_look(self._line[-1], run):
            last = self._line[-1]
            run = replace(last, text=last.text + run.text, cells=last.cells + run.cells)
            self._line[-1] = run
        else:
            self._line.append(run)

    def move(self, op: Move) -> None:
        """To the right only, in whole columns: paper is read as text, not to the dot."""
        used = sum(run.cols * (2 if run.wide else 1) for run in self._line)
        to = op.dots // _COLUMN if op.absolute else used + op.dots // _COLUMN
        if to > used:
            self._line.append(Run(" " * (to - used), (1,) * (to - used)))

    def turn(self, op: Feed) -> None:
        self._end_line()
        self.blocks += [TextLine(())] * (op.lines - 1)

    def style(self, op: Style) -> None:
        if op.name == "reset":
            self._style.clear()
            self._code.clear()
        else:
            self._style[op.name] = op.value

    def raster(self, op: Raster) -> None:
        if self._line:
            self._end_line()
        if op.stride * 8 > self.dots:
            self._overflows += 1
        self.blocks.append(Picture(op.stride, op.height, op.data))
        self.lines_printed += op.height // 30

    def set_code(self, op: CodeSet) -> None:
        self._code[op.name] = op.value

    def code(self, op: CodePrint) -> None:
        align = self._style.get("align", 0)
        if op.kind == "qr":
            ecc = {48: "L", 49: "M", 50: "Q", 51: "H"}.get(_number(self._code, "qr_ecc", 48), "L")
            data = self._code.get("qr_data", b"")
            text = data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
            module = _number(self._code, "qr_module", 3)
            self.blocks.append(Code("qr", text, module, ecc=ecc, align=align))
            return
        text = op.data.decode("ascii", "replace")
        if op.kind == "code128":
            text = text.removeprefix("{B").replace("{{", "{")
        module, height = _number(self._code, "module", 3), _number(self._code, "height", 80)
        readable = _number(self._code, "readable", 0) != 0
        self.blocks.append(Code(op.kind, text, module, height, readable, align=align))

    def strange(self, op: Unknown) -> None:
        self._unknown.append(op.data)

    def _end_line(self) -> None:
        self.blocks.append(TextLine(tuple(self._line), self._style.get("align", 0)))
        self._line = []
        self.lines_printed += 1


_HANDLERS: dict[type, Callable[..., None]] = {
    Put: Sheet.put,
    Move: Sheet.move,
    Feed: Sheet.turn,
    Style: Sheet.style,
    Raster: Sheet.raster,
    CodeSet: Sheet.set_code,
    CodePrint: Sheet.code,
    Unknown: Sheet.strange,
}


def _number(values: dict[str, int | bytes], name: str, default: int) -> int:
    value = values.get(name, default)
    return value if isinstance(value, int) else default


def _same_look(a: Run, b: Run) -> bool:
    return (a.wide, a.tall, a.bold, a.underline) == (b.wide, b.tall, b.bold, b.underline)


def _line(block: Block, columns: int) -> str:
    if isinstance(block, Picture):
        return f"[picture {block.stride * 8} x {block.height}]"
    if isinstance(block, Code):
        return _aligned(f"[{block.kind} {block.data}]", columns, block.align)
    return _aligned("".join(run.text for run in block.runs), columns, block.align)


def _aligned(text: str, columns: int, align: int) -> str:
    used = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
    free = max(columns - used, 0)
    return " " * (free // 2 if align == 1 else free if align == 2 else 0) + text
