"""Lines by display width: wrap, align, columns. Never wider than the paper, whatever the text.

It works in columns for the printer's own letters and in dots for drawn ones; all it needs is
something that turns text into glyphs with widths.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from hardware.api.slip import Align, Cell
from hardware.drivers.escpos.encoder import Glyph

_NO_LINE_END = frozenset("（《「『【〈“‘")
_NO_LINE_START = frozenset("，。、；：？！）》」』】〉”’…·％%,.;:?!)]}")


class Measure(Protocol):
    def glyphs(self, text: str) -> list[Glyph]: ...


class Segment(NamedTuple):
    """Glyphs beginning at `x` (columns or dots)."""

    x: int
    glyphs: list[Glyph]


Line = tuple[Segment, ...]


def width_of(glyphs: list[Glyph]) -> int:
    return sum([glyph.width for glyph in glyphs])


def wrap(glyphs: list[Glyph], width: int) -> list[list[Glyph]]:
    """Lines of at most `width`; words stay whole where they fit, brackets keep to their text."""
    if width_of(glyphs) <= width:
        return [glyphs]
    lines: list[list[Glyph]] = []
    line: list[Glyph] = []
    used = 0
    for raw in glyphs:
        glyph = raw if raw.width <= width else Glyph(raw.text, b"?", width, known=False)
        if used + glyph.width > width:
            line, rest = _break(line, glyph, width)
            lines.append(line)
            line, used = rest, width_of(rest)
            if glyph.text == " " and not line:
                continue
        line.append(glyph)
        used += glyph.width
    return [*lines, line] if line else lines


def _break(line: list[Glyph], coming: Glyph, width: int) -> tuple[list[Glyph], list[Glyph]]:
    """Where a full line ends, and what moves on to the next one."""
    if coming.text == " ":
        return line, []
    if coming.text in _NO_LINE_START and len(line) > 1:
        fits = line[-1].width + coming.width <= width
        return (line[:-1], line[-1:]) if fits else (line, [])
    if line and line[-1].text in _NO_LINE_END and len(line) > 1:
        fits = line[-1].width + coming.width <= width
        return (line[:-1], line[-1:]) if fits else (line, [])
    if not _in_word(coming):
        return line, []
    at = len(line)
    while at > 0 and _in_word(line[at - 1]):
        at -= 1
    if at == 0 or width_of(line[at:]) + coming.width > width or at < len(line) // 3:
        return line, []
    head = line[: at - 1] if line[at - 1].text == " " else line[:at]
    return (head, line[at:]) if head else (line, [])


def _in_word(glyph: Glyph) -> bool:
    return glyph.text.isascii() and glyph.text not in {" ", ""}


def paragraph(measure: Measure, text: str, width: int, align: Align) -> list[Line]:
    """Each newline of `text` ends a line; an empty one stays a blank line."""
    lines: list[Line] = []
    for part in text.replace("\r\n", "\n").split("\n"):
        for glyphs in wrap(measure.glyphs(part), width):
            lines.append((_place(glyphs, 0, width, align),))
    return lines


def row(measure: Measure, cells: tuple[Cell, ...], width: int, gap: int, unit: int) -> list[Line]:
    """Cells side by side, top aligned. `unit` is the width of one column in this measure."""
    widths = _widths(measure, cells, width, gap, unit)
    if widths is None:  # more cells than the paper has room for: one below the other
        return [line for cell in cells for line in paragraph(measure, cell.text, width, cell.align)]
    blocks = [
        paragraph(measure, cell.text, w, cell.align) for cell, w in zip(cells, widths, strict=True)
    ]
    lines: list[Line] = []
    for index in range(max(len(block) for block in blocks)):
        x, segments = 0, []
        for block, cell_width in zip(blocks, widths, strict=True):
            if index < len(block):
                segments += [Segment(x + s.x, s.glyphs) for s in block[index] if s.glyphs]
            x += cell_width + gap
        lines.append(tuple(segments))
    return lines


def _place(glyphs: list[Glyph], x: int, width: int, align: Align) -> Segment:
    free = width - width_of(glyphs)
    indent = {Align.LEFT: 0, Align.CENTER: free // 2, Align.RIGHT: free}[align]
    return Segment(x + max(indent, 0), glyphs)


def _widths(
    measure: Measure, cells: tuple[Cell, ...], width: int, gap: int, unit: int
) -> list[int] | None:
    """Fixed cells first, then those as wide as their text, the rest by weight."""
    free = width - gap * (len(cells) - 1)
    shared = [i for i, cell in enumerate(cells) if cell.cols == 0 and cell.weight > 0]
    least = 2 * unit  # one Han letter
    if free < least * len(cells):
        return None
    widths = [0] * len(cells)
    wants = [(i, _want(measure, cell, unit)) for i, cell in enumerate(cells) if i not in shared]
    left = free - least * len(shared)
    for position, (i, want) in enumerate(wants):
        later = least * (len(wants) - position - 1)
        widths[i] = max(least, min(want, left - later))
        left -= widths[i]
    left += least * len(shared)
    total = sum(cells[i].weight for i in shared)
    for position, i in enumerate(shared):
        later = least * (len(shared) - position - 1)
        share = max(least, min(left * cells[i].weight // total, left - later))
        widths[i] = left if position == len(shared) - 1 else share
        left -= widths[i]
        total -= cells[i].weight
    return widths


def _want(measure: Measure, cell: Cell, unit: int) -> int:
    if cell.cols:
        return cell.cols * unit
    return max(width_of(measure.glyphs(part)) for part in cell.text.split("\n"))
