"""A report as text: whole for a terminal, short for a message, shortest for a QR on paper."""

from __future__ import annotations

from collections.abc import Iterable

from app.reports.report import Curve, Figures, Report, Sentences, Table, Unit, written
from app.reports.words_of import Told
from app.words import paper_columns

QR_BYTES = 500  # what a code of 80 mm paper still shows in squares that a phone can tell apart
MESSAGE_LINES = 40
NAMELESS = "difference"  # a column whose figure beside a name needs its heading
_GAP = 2


def full(made: Report, language: str) -> str:
    """Every section, its columns under one another."""
    told = Told(made, language)
    lines = [told.title, *told.about]
    for one in made.sections:
        lines.append("")
        if title := told.say(one.title):
            lines.append(f"== {title}")
        if isinstance(one, Figures):
            lines += _figures(told, one)
        elif isinstance(one, Table):
            lines += _table(told, one)
        elif isinstance(one, Sentences):
            lines += _sentences(told, one)
        else:
            lines += _curve(told, one)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def message(made: Report, language: str) -> str:
    """What a person reads on a phone: figures, what stands out, the short tables. Plain lines."""
    told = Told(made, language)
    lines = [f"{told.title} · {made.frame.shop_name}", *told.about[1:]]
    for one in _short(made):
        if isinstance(one, Figures):
            lines += [
                f"{told.say(x.label)} {told.figure(x)}{_was(told.change(x))}"
                for x in one.figures
                if x.value
            ]
        elif isinstance(one, Sentences):
            lines += _said(told, one)
        elif isinstance(one, Table) and (rows := _rows(told, one)):
            lines += ["", f"【{told.say(one.title)}】", *rows]
    return "\n".join(lines[:MESSAGE_LINES]) + "\n"


def qr(made: Report, language: str) -> str:
    """The figures alone, as many as a QR on the Z slip holds: whoever scans it reads them."""
    told = Told(made, language)
    lines = [made.frame.shop_name, f"{told.title} {made.period.from_on}"]
    for one in _short(made):
        if isinstance(one, Figures):
            lines += [f"{told.say(x.label)} {told.figure(x)}" for x in one.figures if x.value]
        elif isinstance(one, Table):
            lines += [row for row in _rows(told, one) if row]
    found = ""
    for line in lines:
        if len((found + line).encode()) > QR_BYTES:
            break
        found += f"{line}\n"
    return found.rstrip("\n")


def main_column(one: Table) -> int:
    """The figure that a row is about, where there is room for one: the last that is not minor and
    no share; 0 when there is none."""
    for place in reversed(range(1, len(one.columns))):
        column = one.columns[place]
        if column.unit not in (Unit.TEXT, Unit.PERCENT) and not column.minor:
            return place
    return 0


def _short(made: Report) -> list[Figures | Table | Sentences | Curve]:
    return [one for code in made.short if (one := made.section(code)) is not None]


def _was(change: str) -> str:
    return f"  ({change})" if change else ""


def _said(told: Told, one: Sentences) -> list[str]:
    found = [f"• {told.say(line.text)}" for line in one.lines]
    if not found:
        empty = told.say(one.empty)
        return [empty] if empty else []
    return ["", f"【{told.say(one.title)}】", *found]


def _rows(told: Told, one: Table) -> list[str]:
    """The first column and the last figure of each row; a sum that is nothing is left out."""
    main = main_column(one)
    shown = one.rows[: one.short or None]
    found = []
    for row in shown:
        value = row.cells[main]
        if main and (value is None or value == 0):
            continue
        cells = told.cells(row, one.columns)
        said = f"{cells[0]} {cells[main]}" if main else cells[0]
        if one.columns[main].key == NAMELESS:  # a name and a figure alone would say nothing
            said = f"{told.heading(one.columns[main])} {said}"
        found.append(said)
    left = len(one.rows) - len(shown)
    if left > 0:
        found.append(told.words("report.more_rows", n=left))
    return found


def _figures(told: Told, one: Figures) -> list[str]:
    rows = [
        (told.say(x.label), told.figure(x), told.change(x), told.say(x.note)) for x in one.figures
    ]
    note = told.say(one.note)
    return [*([note] if note else []), *_aligned(rows, (False, True, False, False))]


def _table(told: Told, one: Table) -> list[str]:
    if not one.rows:
        return [told.say(one.empty)]
    rows = [[told.heading(column) for column in one.columns]]
    rows += [told.cells(row, one.columns) for row in one.rows]
    if one.total is not None:
        rows.append(told.cells(one.total, one.columns))
    note = told.say(one.note)
    right = tuple(column.unit is not Unit.TEXT for column in one.columns)
    return [*_aligned(rows, right), *([note] if note else [])]


def _sentences(told: Told, one: Sentences) -> list[str]:
    found = []
    for line in one.lines:
        why = told.say(line.why)
        found.append(f"- {told.say(line.text)}{f' {why}' if why else ''}")
    return found or [told.say(one.empty)]


def _curve(told: Told, one: Curve) -> list[str]:
    chart = one.chart
    if not chart.labels:
        return [told.say(one.note)]
    head = ["", *(told.say(series.name) for series in chart.series)]
    rows = [head]
    for place, label in enumerate(chart.labels):
        rows.append(
            [
                told.say(label),
                *(written(x.values[place], chart.unit, told.words) for x in chart.series),
            ]
        )
    return _aligned(rows, (False, *(True for _ in chart.series)))


def _aligned(rows: Iterable[Iterable[str]], right: tuple[bool, ...]) -> list[str]:
    """Cells under one another by the width they have on paper, Han twice as wide."""
    found = [list(row) for row in rows]
    widths = [max(paper_columns(row[i]) for row in found) for i in range(len(right))]
    lines = []
    for row in found:
        cells = []
        for text, width, to_right in zip(row, widths, right, strict=True):
            room = " " * (width - paper_columns(text))
            cells.append(room + text if to_right else text + room)
        lines.append((" " * _GAP).join(cells).rstrip())
    return lines
