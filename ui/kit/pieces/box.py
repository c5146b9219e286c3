"""Whatever groups: rows and columns with hairline edges, grids, sections, pages, scroll areas.

Elevation is drawn with lines, never with shadows, and no box stands inside a box.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import EllipsisType
from typing import TypedDict, Unpack

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QWidget,
)

from ui.kit import theme, tokens
from ui.kit.pieces.line import Line
from ui.kit.runs import Run, RunsLike, b, listed, s

Item = QWidget | tuple[QWidget, int] | int | EllipsisType | None
Pad = int | tuple[int, int] | tuple[int, int, int, int]
Cell = tuple[int, RunsLike] | tuple[int, RunsLike, str]


class Box(QWidget):
    """A row or a column. Items are widgets, (widget, stretch), int = space, `...` = stretch.

    `pad` is all sides, (vertical, horizontal) or (left, top, right, bottom). `edges` of `ltrb` are
    hairlines, `bar` a 4 px bar at the left, `outline` a rounded border in the ink of a role.
    """

    def __init__(
        self,
        *items: Item,
        across: bool = False,
        gap: int = 0,
        pad: Pad = 0,
        bg: str = "",
        edges: str = "",
        outline: str = "",
        bar: str = "",
        w: int = 0,
        h: int = 0,
    ) -> None:
        super().__init__()
        self._bg, self._edges, self._outline, self._bar = bg, edges, outline, bar
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._lay = QBoxLayout(way, self)
        sides = zip(_four(pad), "ltrb", strict=True)
        left, top, right, bottom = (max(m, int(e in edges)) for m, e in sides)
        self._lay.setContentsMargins(left, top, right, bottom)
        self._lay.setSpacing(gap)
        for item in items:
            self.add(item)
        if w:
            self.setFixedWidth(w)
        if h:
            self.setFixedHeight(h)

    def add(self, item: Item) -> None:
        """Put one more item at the end."""
        if item is None:
            return
        if isinstance(item, EllipsisType):
            self._lay.addStretch(1)
        elif isinstance(item, int):
            self._lay.addSpacing(item)
        elif isinstance(item, tuple):
            self._lay.addWidget(item[0], item[1])
        else:
            self._lay.addWidget(item)

    def clear(self) -> None:
        """Take every item out; the widgets are deleted when Qt is back in its loop."""
        while (item := self._lay.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def fill(self, *items: Item) -> None:
        """Show other items in place of the present ones."""
        self.clear()
        for item in items:
            self.add(item)

    def ground(self, *, bg: str | None = None, outline: str | None = None) -> None:
        """Change the ground or the outline: a state of the box, shown at once."""
        self._bg = self._bg if bg is None else bg
        self._outline = self._outline if outline is None else outline
        self.update()

    def mark(self, bar: str) -> None:
        """The bar at the left in the ink of a role, or none."""
        self._bar = bar
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        w, h = self.width(), self.height()
        if self._outline:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide = 2 if self._outline in ("accent", "danger", "focus") else 1
            p.setPen(QPen(look.ink(self._outline), wide))
            p.setBrush(look.ink(self._bg or "surface"))
            half, radius = wide / 2, tokens.RADIUS["key"]
            p.drawRoundedRect(
                QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
            )
        elif self._bg:
            p.fillRect(self.rect(), look.ink(self._bg))
        places = {
            "t": (0, 0, w, 1),
            "b": (0, h - 1, w, 1),
            "l": (0, 0, 1, h),
            "r": (w - 1, 0, 1, h),
        }
        for edge in self._edges:
            p.fillRect(*places[edge], look.ink("line"))
        if self._bar:
            p.fillRect(0, 0, 4, h, look.ink(self._bar))


def _four(pad: Pad) -> tuple[int, int, int, int]:
    if isinstance(pad, int):
        return pad, pad, pad, pad
    if len(pad) == 2:
        return pad[1], pad[0], pad[1], pad[0]
    return pad


class Shape(TypedDict, total=False):
    """What a box may be asked beside its items."""

    gap: int
    pad: Pad
    bg: str
    edges: str
    outline: str
    bar: str
    w: int
    h: int


def col(*items: Item, **shape: Unpack[Shape]) -> Box:
    """A column."""
    return Box(*items, **shape)


def row(*items: Item, **shape: Unpack[Shape]) -> Box:
    """A row."""
    return Box(*items, across=True, **shape)


def rule(upright: bool = False) -> Box:
    """A hairline."""
    return Box(bg="line", w=1) if upright else Box(bg="line", h=1)


def grid(cells: Iterable[QWidget], columns: int, *, gap: int = 8, stretch: bool = True) -> QWidget:
    """Cells of equal width, `columns` in a row."""
    holder = QWidget()
    lay = QGridLayout(holder)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(gap)
    for place, cell in enumerate(cells):
        lay.addWidget(cell, place // columns, place % columns)
    for place in range(columns if stretch else 0):
        lay.setColumnStretch(place, 1)
        lay.setColumnMinimumWidth(place, 1)
    return holder


def record(
    cells: Sequence[Cell],
    *,
    h: int = 44,
    edges: str = "b",
    pad: int = 0,
    gap: int = 16,
    bg: str = "",
    bar: str = "",
) -> Box:
    """One row of a short table; its cells share a baseline.

    A cell is (width in px, or 0 for the rest, runs[, "r" for right-aligned]).
    """
    sizes = [r.size for cell in cells for r in listed(cell[1]) if isinstance(r, Run) and r.text]
    least = max([*sizes, "body"], key=lambda size: tokens.TYPE[size])
    items: list[Item] = []
    for cell in cells:
        right = len(cell) == 3
        runs = listed(cell[1])
        line = Line(() if right else runs, runs if right else (), h=h - 1, w=cell[0], least=least)
        items.append(line if cell[0] else (line, 1))
    return row(*items, gap=gap, edges=edges, h=h, pad=(0, pad), bg=bg, bar=bar)


def section(
    title: str,
    *items: Item,
    hint: str = "",
    right: QWidget | RunsLike | None = None,
    gap: int = 0,
) -> Box:
    """A heading on a hairline, then its rows: a page's only container. `right`: link or runs."""
    tail = right if right is None or isinstance(right, QWidget) else Line((), right, h=40)
    head: list[Run | int] = [b(title)]
    if hint:
        head.append(s(hint, elide=True))
    return col(row((Line(head, h=40), 1), tail, h=40), rule(), *items, gap=gap)


def page(
    title: str,
    about: str,
    actions: Sequence[QWidget],
    *body: Item,
    ground: str = "surface",
    pad: int = 24,
) -> Box:
    """A page: one title, one row of actions, then sections on the paper edge to edge."""
    words: list[Run | int] = [b(title, "figure")]
    if about:
        words.append(s(about, elide=True))
    head = row((Line(words, h=56, gap=16), 1), *actions, gap=8, h=72, pad=(8, pad))
    head.setObjectName("page-head")
    box = col(head, *body, bg=ground)
    box.setAccessibleName(title)
    return box


def scroll(body: QWidget) -> QScrollArea:
    """A vertical scroll area without a frame: thin bar, moved by wheel, bar or a finger."""
    area = QScrollArea()
    body.setObjectName("scrolled")
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    touch = QScroller.ScrollerGestureType.TouchGesture
    QScroller.grabGesture(area.viewport(), touch)
    return area
