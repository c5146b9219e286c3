"""A report in words: figures, tables, sentences and charts as texts a screen only lays out. Pure.

Made on the report thread, because ten thousand rows are many words.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.reports.report import (
    Cell,
    Chart,
    Curve,
    Drill,
    Figure,
    Figures,
    Report,
    Row,
    Sentences,
    Table,
    Unit,
    say,
    written,
)
from app.words import Words, clock, local
from ui.reports.viewmodel import typed

ROLES = {"good": "positive", "look": "warning", "bad": "danger", "plain": "text"}
MARKS = {"good": "check", "look": "info", "bad": "alert", "plain": "dot"}
SPOKEN = 24  # values of a chart that a screen reader hears


@dataclass(frozen=True, slots=True)
class ColumnVM:
    """A column: its heading, which edge it keeps to, whether it goes where room is short."""

    key: str
    title: str
    right: bool
    minor: bool


@dataclass(frozen=True, slots=True)
class RowVM:
    """A row: its words, what they sort by, what stands behind it."""

    key: str
    cells: tuple[str, ...]
    values: tuple[Cell, ...]
    drill: Drill | None = None
    strong: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class ChartVM:
    """A chart: what to draw, what a screen reader says, the names of its colours."""

    kind: str
    labels: tuple[str, ...]
    now: tuple[int | None, ...]
    then: tuple[int | None, ...]
    bands: tuple[tuple[int, int], ...]
    unit: Unit
    names: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class TableVM:
    """A table. Without rows `empty` says why."""

    code: str
    title: str
    columns: tuple[ColumnVM, ...]
    rows: tuple[RowVM, ...]
    total: RowVM | None
    empty: str
    note: str
    chart: ChartVM | None


@dataclass(frozen=True, slots=True)
class FigureVM:
    """One number, how it changed, in which ink."""

    key: str
    label: str
    value: str
    change: str
    role: str
    note: str
    drill: Drill | None


@dataclass(frozen=True, slots=True)
class FiguresVM:
    """Numbers side by side."""

    code: str
    title: str
    note: str
    figures: tuple[FigureVM, ...]


@dataclass(frozen=True, slots=True)
class LineVM:
    """A sentence with its mark, why it is said, and what stands behind it."""

    text: str
    why: str
    icon: str
    role: str
    drill: Drill | None


@dataclass(frozen=True, slots=True)
class SentencesVM:
    """What stands out; `empty` when nothing does."""

    code: str
    title: str
    lines: tuple[LineVM, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class CurveVM:
    """A chart that stands by itself."""

    code: str
    title: str
    note: str
    chart: ChartVM


SectionVM = FiguresVM | TableVM | SentencesVM | CurveVM


@dataclass(frozen=True, slots=True)
class ReportVM:
    """A report in words. `wide`: one long table, which gets the page to itself."""

    code: str
    title: str
    about: str
    sections: tuple[SectionVM, ...]
    digits: int

    @property
    def wide(self) -> bool:
        """Whether it is one table (with figures and a chart over it)."""
        return sum(isinstance(one, TableVM) for one in self.sections) == 1

    @property
    def table(self) -> TableVM | None:
        """Its first table."""
        return next((one for one in self.sections if isinstance(one, TableVM)), None)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to read in it at all."""
        return not any(
            (isinstance(one, TableVM) and one.rows)
            or (isinstance(one, SentencesVM) and one.lines)
            or (isinstance(one, CurveVM) and any(one.chart.now))
            for one in self.sections
        )


def shown(report: Report, words: Words) -> ReportVM:
    """The report in these words."""
    about = [typed.said(report.period, words)]
    if report.compare is not None:
        about.append(words("reports.against", days=typed.said(report.compare, words)))
    if report.as_of_ms:
        zone = ZoneInfo(report.frame.zone)
        about.append(words("reports.until", at=clock(local(report.as_of_ms, zone))))
    sections = (_section(one, words) for one in report.sections)
    return ReportVM(
        report.code,
        say(report.title, words),
        "，".join(about) if words.lang == "zh_CN" else ", ".join(about),
        tuple(one for one in sections if one is not None),
        report.frame.digits,
    )


def _section(one: object, words: Words) -> SectionVM | None:
    if isinstance(one, Figures):
        figures = tuple(figure(each, words) for each in one.figures)
        return FiguresVM(one.code, say(one.title, words), say(one.note, words), figures)
    if isinstance(one, Sentences):
        lines = tuple(
            LineVM(
                say(each.text, words),
                say(each.why, words),
                MARKS[each.level],
                ROLES[each.level],
                each.drill,
            )
            for each in one.lines
        )
        return SentencesVM(one.code, say(one.title, words), lines, say(one.empty, words))
    if isinstance(one, Curve):
        if not one.chart.labels:
            return None
        chart_ = chart(one.chart, say(one.title, words), words)
        return CurveVM(one.code, say(one.title, words), say(one.note, words), chart_)
    assert isinstance(one, Table)
    return table(one, words)


def figure(one: Figure, words: Words) -> FigureVM:
    """A number; its change is inked only where more or less is good or bad."""
    change, role = "", "muted"
    if one.change_ppm is not None:
        change = written(one.change_ppm, Unit.PERCENT, words, plus=True)
        leans = one.change_ppm * one.good
        role = "positive" if leans > 0 else "danger" if leans < 0 else "muted"
    value = "–" if one.value is None else written(one.value, one.unit, words)
    return FigureVM(
        one.key, say(one.label, words), value, change, role, say(one.note, words), one.drill
    )


def table(one: Table, words: Words) -> TableVM:
    """A table's words."""
    columns = tuple(
        ColumnVM(each.key, say(each.heading, words), each.unit is not Unit.TEXT, each.minor)
        for each in one.columns
    )
    units = [each.unit for each in one.columns]
    plus = [each.key == "change" for each in one.columns]
    rows = tuple(_row(each, str(n), (units, plus), words) for n, each in enumerate(one.rows))
    total = None if one.total is None else _row(one.total, "total", (units, plus), words)
    return TableVM(
        one.code,
        say(one.title, words),
        columns,
        rows,
        total,
        say(one.empty, words),
        say(one.note, words),
        None if one.chart is None else chart(one.chart, say(one.title, words), words),
    )


def _row(one: Row, key: str, how: tuple[list[Unit], list[bool]], words: Words) -> RowVM:
    units, plus = how
    cells = tuple(
        written(cell, units[place], words, plus=plus[place]) for place, cell in enumerate(one.cells)
    )
    values = tuple(
        cell if cell is None or isinstance(cell, int) else cells[place]
        for place, cell in enumerate(one.cells)
    )
    return RowVM(key, cells, values, one.drill, one.strong, one.level)


def chart(one: Chart, title: str, words: Words) -> ChartVM:
    """What is drawn and what is said of it."""
    labels = tuple(say(each, words) for each in one.labels)
    series = [each.values for each in one.series]
    now = series[0] if series else ()
    told = [
        f"{label} {written(value, one.unit, words)}"
        for label, value in zip(labels, now, strict=False)
        if value is not None
    ]
    comma = "，" if words.lang == "zh_CN" else ", "
    return ChartVM(
        one.kind,
        labels,
        now,
        series[1] if len(series) > 1 else (),
        tuple(zip(one.low, one.high, strict=True)),
        one.unit,
        tuple(say(each.name, words) for each in one.series),
        words("reports.chart", title=title, values=comma.join(told[:SPOKEN])),
    )


def ordered(rows: tuple[RowVM, ...], column: int, *, down: bool) -> tuple[RowVM, ...]:
    """Rows by a column; what is empty stands last either way, equals keep their order."""
    full = [one for one in rows if one.values[column] is not None]
    rest = [one for one in rows if one.values[column] is None]
    full.sort(key=lambda one: _sort_key(one.values[column]), reverse=down)
    return (*full, *rest)


def _sort_key(value: Cell) -> tuple[int, int, str]:
    return (0, value, "") if isinstance(value, int) else (1, 0, str(value).casefold())
