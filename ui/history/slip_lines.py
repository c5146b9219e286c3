"""A slip set in lines of printer columns, as the paper shows it: pure, a Han letter is two columns.

The printer's driver lays the same slip out in its own letters; here it is laid out for the eye.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.words import paper_columns

GAP = 1  # columns of air between two cells, as the driver leaves
LEAST = 2  # columns a cell keeps at least: one Han letter


@dataclass(frozen=True, slots=True)
class Piece:
    """Text beginning at a column."""

    col: int
    text: str


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of print: pieces of text, or one of rule, qr, space (`text` holds its data)."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    text: str = ""
    wide: bool = False
    tall: bool = False
    bold: bool = False
    size: int = 0


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; what stood in one word may be parted."""
    lines, line, used = [], "", 0
    for letter in text:
        takes = paper_columns(letter)
        if used + takes > width and line:
            lines.append(line)
            line, used = "", 0
        line, used = line + letter, used + takes
    return [*lines, line]


def lines_of(slip: Mapping[str, Any], columns: int) -> tuple[SlipLine, ...]:
    """Every line of a slip (`hardware.api.slip_codec` shape) on paper of that many columns."""
    found: list[SlipLine] = []
    for item in slip["items"]:
        kind = item["is"]
        if kind == "text":
            found += _text(item, columns)
        elif kind == "columns":
            found += _columns(item, columns)
        elif kind == "rule":
            found.append(SlipLine("rule"))
        elif kind == "qr":
            found.append(SlipLine("qr", text=item["data"], size=item.get("module", 6)))
        elif kind == "feed":
            found.append(SlipLine("space", size=item.get("lines", 1)))
        elif kind == "barcode":
            found.append(SlipLine("text", _placed(item["data"], columns, "center")))
    return tuple(found)


def text_of(lines: Sequence[SlipLine]) -> str:
    """The same as plain text, for a screen reader."""
    said = []
    for line in lines:
        said.append("  ".join(piece.text.strip() for piece in line.pieces))
    return "\n".join(one for one in said if one)


def _text(item: Mapping[str, Any], columns: int) -> list[SlipLine]:
    look = _look(item)
    width = columns // 2 if look[0] else columns
    return [
        SlipLine(
            "text",
            _placed(one, width, item.get("align", "left")),
            wide=look[0],
            tall=look[1],
            bold=look[2],
        )
        for part in item["text"].split("\n")
        for one in wrap(part, width)
    ]


def _columns(item: Mapping[str, Any], columns: int) -> list[SlipLine]:
    (wide, tall, bold), cells = _look(item), item["cells"]
    width = columns // 2 if wide else columns
    widths = _widths(cells, width)
    blocks = [
        [one for part in cell["text"].split("\n") for one in wrap(part, room)]
        for cell, room in zip(cells, widths, strict=True)
    ]
    rows = []
    for place in range(max(len(block) for block in blocks)):
        pieces, at = [], 0
        for cell, block, room in zip(cells, blocks, widths, strict=True):
            if place < len(block):
                for piece in _placed(block[place], room, cell.get("align", "left")):
                    pieces.append(Piece(at + piece.col, piece.text))
            at += room + GAP
        rows.append(SlipLine("text", tuple(pieces), wide=wide, tall=tall, bold=bold))
    return rows


def _look(item: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return bool(item.get("wide")), bool(item.get("tall")), bool(item.get("bold"))


def _placed(text: str, width: int, align: str) -> tuple[Piece, ...]:
    free = max(0, width - paper_columns(text))
    indent = {"left": 0, "center": free // 2, "right": free}[align]
    return (Piece(indent, text),) if text else ()


def _widths(cells: Sequence[Mapping[str, Any]], width: int) -> list[int]:
    """Fixed cells first, then those as wide as their text, the rest by weight."""
    left = width - GAP * (len(cells) - 1)
    widths = [0] * len(cells)
    shared = [i for i, cell in enumerate(cells) if _shares(cell)]
    fixed = [i for i in range(len(cells)) if i not in shared]
    for order, place in enumerate(fixed):
        want = cells[place].get("cols", 0) or paper_columns(cells[place]["text"])
        later = LEAST * (len(fixed) - order - 1 + len(shared))  # each one behind gets a letter
        widths[place] = max(LEAST, min(want, left - later))
        left -= widths[place]
    weights = sum(cells[i].get("weight", 1) for i in shared)
    for order, place in enumerate(shared):
        later = LEAST * (len(shared) - order - 1)
        part = left * cells[place].get("weight", 1) // weights
        widths[place] = left if not later else max(LEAST, min(part, left - later))
        left -= widths[place]
        weights -= cells[place].get("weight", 1)
    return widths


def _shares(cell: Mapping[str, Any]) -> bool:
    return cell.get("cols", 0) == 0 and cell.get("weight", 1) > 0
