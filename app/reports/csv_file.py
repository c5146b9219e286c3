"""A report's tables as CSV: one below the other, with a mark so that a spreadsheet reads UTF-8.

Numbers are written plainly (`-1234.50`), texts so that no spreadsheet takes them for a formula.
"""

from __future__ import annotations

import csv
from io import StringIO

from app.reports.report import Cell, Curve, Figures, Report, Sentences, Table, Unit, say, written
from app.reports.words_of import Told
from app.words import MINUS

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(made: Report, language: str) -> bytes:
    """UTF-8 with its mark, lines as Excel ends them."""
    told, out = Told(made, language), StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(told.title)])
    for line in told.about:
        writer.writerow([safe(line)])
    for one in made.sections:
        rows = _rows(told, one)
        if rows:
            writer.writerow([])
            if title := told.say(one.title):
                writer.writerow([safe(title)])
            writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(text: str) -> str:
    """A text that a spreadsheet does not calculate: `'=A1`."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(value: Cell, unit: Unit, told: Told) -> str:
    """A number without grouping, a percentage as one, a text that is safe."""
    if value is None:
        return ""
    if not isinstance(value, int):
        return safe(say(value, told.words))
    text = written(value, unit, told.words)
    return text.replace(",", "").replace(MINUS, "-")


def _rows(told: Told, one: Figures | Table | Sentences | Curve) -> list[list[str]]:
    if isinstance(one, Figures):
        return [
            [
                safe(told.say(x.label)),
                *(plain(x.value, x.unit, told), plain(x.compare, x.unit, told)),
                safe(told.say(x.note)),
            ]
            for x in one.figures
        ]
    if isinstance(one, Table):
        if not one.rows:
            return [[safe(told.say(one.empty))]]
        found = [[safe(told.heading(column)) for column in one.columns]]
        for row in (*one.rows, *([one.total] if one.total else [])):
            found.append(
                [plain(v, c.unit, told) for v, c in zip(row.cells, one.columns, strict=True)]
            )
        return found
    if isinstance(one, Sentences):
        lines = [[safe(told.say(x.text)), safe(told.say(x.why))] for x in one.lines]
        return lines or [[safe(told.say(one.empty))]]
    chart = one.chart
    found = [["", *(safe(told.say(x.name)) for x in chart.series)]] if chart.labels else []
    for place, label in enumerate(chart.labels):
        values = (plain(x.values[place], chart.unit, told) for x in chart.series)
        found.append([safe(told.say(label)), *values])
    return found
