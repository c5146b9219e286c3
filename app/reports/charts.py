"""Charts of a report as drawings for a PDF: bars with what is usual, lines, one stacked bar.

Everything is drawn from whole numbers; places are hundredths of a point until they are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib import colors
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.reports.pdf_fonts import REGULAR
from app.reports.report import Chart, Unit, written
from app.reports.words_of import Told

INK, MUTED, RULE = (colors.HexColor(x) for x in (0x1D2129, 0x6B7280, 0xD5D9E0))
ACCENT, USUAL, BAND = (colors.HexColor(x) for x in (0x1E3FA8, 0x85857C, 0xE4E4DB))
PARTS = tuple(
    colors.HexColor(x)
    for x in (0x1E3FA8, 0x8FA0DB, 0x1D2129, 0x85857C, 0xC9A227, 0x4C8C6B, 0xB0655A, 0xE4E4DB)
)
SIZE = 7
_LEFT, _BOTTOM, _LEGEND = 48, 16, 14


def drawing(chart: Chart, told: Told, width: int, height: int) -> Drawing:
    """The chart as wide and high as that, in points, with its legend above it."""
    if chart.kind == "stack":
        return _stack(chart, told, width)
    made = Drawing(width, height)
    values = [v for one in chart.series for v in one.values if v is not None]
    top = nice_top(max([0, *values, *chart.high]))
    low = min([0, *values])
    floor = -nice_top(-low) if low < 0 else 0
    plot = _Plot(made, chart, told, (width, height), (floor, top))
    plot.axes()
    if chart.kind == "line":
        plot.lines()
    else:
        plot.bars()
    if len(chart.series) > 1:
        _legend(made, told, chart, height)
    return made


def nice_top(value: int) -> int:
    """A round number not below it: 1, 2, 2.5 or 5 times a power of ten."""
    if value <= 0:
        return 1
    power = 1
    while power * 10 < value:
        power *= 10
    for step in (10, 20, 25, 50, 100):
        if power * step >= value * 10:
            return power * step // 10 if power >= 10 or step % 10 == 0 else power * 5
    return power * 10


class _Plot:
    """Where values come to stand."""

    def __init__(
        self,
        made: Drawing,
        chart: Chart,
        told: Told,
        size: tuple[int, int],
        span: tuple[int, int],
    ) -> None:
        self._made, self._chart, self._told = made, chart, told
        self._left, self._low = _LEFT * 100, _BOTTOM * 100
        self._wide = (size[0] - _LEFT - 4) * 100
        self._high = (size[1] - _BOTTOM - _LEGEND - 4) * 100
        self._floor, self._top = span
        self._each = self._wide // max(1, len(chart.labels))

    def _y(self, value: int) -> int:
        span = self._top - self._floor
        return self._low + (value - self._floor) * self._high // span

    def axes(self) -> None:
        """Four lines across with their values, and the labels that fit below."""
        words = self._told.words
        for n in range(5):
            value = self._floor + (self._top - self._floor) * n // 4
            y = self._y(value) * 0.01
            colour = INK if n == 0 else RULE
            across = (self._left + self._wide) * 0.01
            self._made.add(
                Line(_LEFT, y, across, y, strokeColor=colour, strokeWidth=0.6 if n == 0 else 0.4)
            )
            text = written(_rough(value, self._chart.unit, words.digits), self._chart.unit, words)
            text = text.removesuffix("." + "0" * words.digits) if words.digits else text
            self._made.add(_string(_LEFT - 5, y - 2.5, text, MUTED, "end"))
        self._labels()

    def _labels(self) -> None:
        texts = [self._told.say(one) for one in self._chart.labels]
        if not texts:
            return
        texts = [one.removesuffix(":00") for one in texts]
        widest = max(int(stringWidth(one, REGULAR, SIZE)) + 6 for one in texts)
        every = max(1, -(-widest * 100 // max(1, self._each)))
        if every > 1 and self._chart.kind == "bar" and len(texts) <= 24:
            texts = [_cut(one, self._each // 100 - 2) for one in texts]
            every = 1
        for place, text in enumerate(texts):
            if place % every == 0:
                x = (self._left + place * self._each + self._each // 2) * 0.01
                self._made.add(_string(x, 4, text, MUTED, "middle"))

    def bars(self) -> None:
        """The first series as bars; the usual range behind them, the second series as marks."""
        chart = self._chart
        base = self._y(max(0, self._floor))
        width = max(60, self._each * 6 // 10)
        inset = (self._each - width) // 2
        for place in range(len(chart.labels)):
            left = self._left + place * self._each + inset
            if chart.high and chart.high[place] > chart.low[place]:
                low, high = self._y(chart.low[place]), self._y(chart.high[place])
                self._box((left - inset // 2, low, width + inset, high - low), BAND)
            value = chart.series[0].values[place]
            if value:
                y = self._y(value)
                self._box((left, min(base, y), width, abs(y - base)), ACCENT)
            other = chart.series[1].values[place] if len(chart.series) > 1 else None
            if other is not None:
                mark = self._y(other) * 0.01
                ends = (left - inset // 2) * 0.01, (left + width + inset // 2) * 0.01
                self._made.add(
                    Line(ends[0], mark, ends[1], mark, strokeColor=USUAL, strokeWidth=1.4)
                )

    def _box(self, box: tuple[int, int, int, int], colour: colors.Color) -> None:
        left, low, wide, high = box
        self._made.add(_rect((left * 0.01, low * 0.01), wide * 0.01, high * 0.01, colour))

    def lines(self) -> None:
        """Each series as a line, the one that matters on top."""
        for number in reversed(range(len(self._chart.series))):
            colour = ACCENT if number == 0 else USUAL
            for run in _runs(self._chart.series[number].values):
                points: list[float] = []
                for place, value in run:
                    x = self._left + place * self._each + self._each // 2
                    points += [x * 0.01, self._y(value) * 0.01]
                if len(run) > 1:
                    self._made.add(PolyLine(points, strokeColor=colour, strokeWidth=1.4))


def _runs(values: Sequence[int | None]) -> Iterable[list[tuple[int, int]]]:
    """Stretches without a gap."""
    run: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((place, value))
    if run:
        yield run


def _stack(chart: Chart, told: Told, width: int) -> Drawing:
    """One bar of all parts with a legend below: what is less than nothing has no part."""
    values = [max(0, one or 0) for one in chart.series[0].values]
    whole = sum(values)
    texts = []
    for label, value in zip(chart.labels, values, strict=True):
        share = value * 1_000_000 // whole if whole else 0
        texts.append(f"{told.say(label)} {written(share, Unit.PERCENT, told.words)}")
    rows = _legend_rows(texts, width)
    height = 18 + 12 * len(rows)
    made = Drawing(width, height)
    x = 0
    for place, value in enumerate(values):
        wide = value * width * 100 // whole if whole else 0
        if wide:
            colour = PARTS[place % len(PARTS)]
            made.add(_rect((x * 0.01, height - 12), wide * 0.01, 10, colour))
        x += wide
    for line, row in enumerate(rows):
        y = height - 26 - 12 * line
        for place, left, text in row:
            colour = PARTS[place % len(PARTS)]
            made.add(_rect((left, y), 6, 6, colour))
            made.add(_string(left + 9, y, text, INK))
    return made


def _legend_rows(texts: Sequence[str], width: int) -> list[list[tuple[int, int, str]]]:
    """(place, left, text) in as many rows as they need."""
    rows: list[list[tuple[int, int, str]]] = [[]]
    left = 0
    for place, text in enumerate(texts):
        wide = int(stringWidth(text, REGULAR, SIZE)) + 24
        if left + wide > width and rows[-1]:
            rows.append([])
            left = 0
        rows[-1].append((place, left, text))
        left += wide
    return rows


def _legend(made: Drawing, told: Told, chart: Chart, height: int) -> None:
    left = _LEFT
    for number, one in enumerate(chart.series[:2]):
        text = told.say(one.name)
        y = height - 9
        if number == 0:
            made.add(_rect((left, y), 6, 6, ACCENT))
        else:
            made.add(Line(left, y + 3, left + 8, y + 3, strokeColor=USUAL, strokeWidth=1.4))
        made.add(_string(left + 12, y, text, MUTED))
        left += int(stringWidth(text, REGULAR, SIZE)) + 32


def _rough(value: int, unit: Unit, digits: int) -> int:
    """An axis says whole units of money."""
    step = int(10**digits) if unit is Unit.MONEY else 1
    return value // step * step if abs(value) >= step else value


def _cut(text: str, width: int) -> str:
    """As much of it as fits."""
    while len(text) > 1 and stringWidth(text, REGULAR, SIZE) > width:
        text = text[:-1]
    return text


def _rect(at: tuple[float, float], wide: float, high: float, colour: colors.Color) -> Rect:
    made = Rect(*at, wide, high)
    loose: Any = made  # the stubs know neither colours nor none
    loose.fillColor, loose.strokeColor = colour, None
    return made


def _string(x: float, y: float, text: str, colour: colors.Color, anchor: str = "start") -> String:
    made = String(x, y, text)
    loose: Any = made
    loose.fontName, loose.fontSize, loose.fillColor = REGULAR, SIZE, colour
    loose.textAnchor = anchor
    return made
