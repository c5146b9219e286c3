"""What every report is: a value of figures, tables, sentences and charts, in no language yet.

Use cases fold figures into it; the screen, PDF, Excel, CSV, paper and messages only lay it out.
Texts are `Term`s (a key with facts), `Named`s (a shop's own name in two languages) or bare text,
and come to words by `say(text, words)`. Cells are whole numbers in the unit of their column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.reports.period import Period
from app.words import Words, amount, percent, quantity, whole


class Unit(StrEnum):
    """What a number measures: minor units, pieces, thousandths, millionths; text is none."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    QTY = "qty"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the words, and the facts in it; a fact may itself be a text."""

    key: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the shop gave, in the languages it has it in."""

    name: str
    name_en: str = ""


Text = Term | Named | str
Fact = int | Text
Cell = int | Text | None


def term(key: str, /, **facts: Fact) -> Term:
    """A text to be said later."""
    return Term(key, tuple(facts.items()))


def say(text: Text, words: Words) -> str:
    """The text in a language."""
    if isinstance(text, Named):
        return text.name_en if words.lang == "en" and text.name_en else text.name
    if isinstance(text, Term):
        facts = {
            name: fact if isinstance(fact, int) else say(fact, words) for name, fact in text.facts
        }
        return words(text.key, **facts)
    return text


def written(value: Cell, unit: Unit, words: Words, *, plus: bool = False) -> str:
    """A cell as it is read; nothing for None."""
    if value is None:
        return ""
    if not isinstance(value, int):
        return say(value, words)
    sign = "+" if plus and value > 0 else ""
    if unit is Unit.MONEY:
        return sign + amount(value, words.digits)
    if unit is Unit.QTY:
        return sign + quantity(value)
    if unit is Unit.PERCENT:
        return sign + percent(_tenths(value))
    return sign + whole(value)


def _tenths(ppm: int) -> int:
    """A share to one digit after the point, half away from zero."""
    size = (abs(ppm) + 500) // 1000 * 1000
    return size if ppm >= 0 else -size


def share_ppm(part: int, of: int) -> int | None:
    """A part in millionths, half away from zero; None of nothing."""
    if not of:
        return None
    size = (abs(part) * 2_000_000 + abs(of)) // (2 * abs(of))
    return size if (part >= 0) == (of > 0) else -size


@dataclass(frozen=True, slots=True)
class Drill:
    """What stands behind a row or a figure.

    kind `sale`: key is the sale_id; `refund`: the refund_id; `document`: epoch and seq; `day`: key
    is the date; `member`: the member_id; `receipts`: what of `dim` and `key` happened in the
    report's period (usecases.report.sales.receipts).
    """

    kind: str
    key: str = ""
    dim: str = ""
    epoch: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading (`report.column.<key>`, or `title`), and what its cells measure.

    `minor` columns are left out where there is little room (paper, messages).
    """

    key: str
    unit: Unit = Unit.TEXT
    title: Text | None = None
    minor: bool = False

    @property
    def heading(self) -> Text:
        """What stands above it."""
        return self.title if self.title is not None else Term(f"report.column.{self.key}")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one a column; `level` indents, `strong` is a sum of those below it."""

    cells: tuple[Cell, ...]
    drill: Drill | None = None
    level: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its label; `compare` the same then, `change_ppm` by how much it changed.

    `good`: 1 more is better, -1 less is better, 0 neither. `note` stands small below it.
    """

    key: str
    label: Text
    value: int | None
    unit: Unit = Unit.MONEY
    compare: int | None = None
    note: Text = ""
    good: int = 0
    drill: Drill | None = None

    @property
    def change_ppm(self) -> int | None:
        """Against `compare`; None where there was nothing."""
        if self.value is None or not self.compare:
            return None
        return share_ppm(self.value - self.compare, abs(self.compare))


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one colour of a chart, one a label; None where there is none."""

    name: Text
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or lines over the labels, or one stacked bar (`kind`: bar, line, stack).

    Of two series the first is what is shown, the second what it is held against. `low` and `high`
    are the usual range of each label, if it is known.
    """

    kind: str
    labels: tuple[Text, ...]
    series: tuple[Series, ...]
    unit: Unit = Unit.MONEY
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side. `code` names the section for screens and tests."""

    code: str
    figures: tuple[Figure, ...]
    title: Text = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a sum; `empty` is what is said where there are no rows.

    `short` is how many rows paper and messages show. `split` tells what the first column lists.
    """

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    empty: Text = Term("report.nothing")
    note: Text = ""
    chart: Chart | None = None
    short: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to read, with why it is said. `level`: good, look, bad, plain."""

    text: Text
    level: str = "plain"
    why: Text = ""
    drill: Drill | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """What stands out, or has to be known; `empty` where nothing does."""

    code: str
    title: Text
    lines: tuple[Sentence, ...]
    empty: Text = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A chart that stands by itself."""

    code: str
    title: Text
    chart: Chart
    note: Text = ""


Section = Figures | Table | Sentences | Curve


@dataclass(frozen=True, slots=True)
class Frame:
    """Where and in what a report is: the shop, its zone, currency and digits."""

    shop_name: str
    till_no: str
    zone: str
    currency: str
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `code` names it (`day`, `sales.hour` ...); `as_of_ms` 0: the days are over.

    `short` are the codes of the sections that paper and messages have, in their order.
    """

    code: str
    title: Text
    frame: Frame
    period: Period
    sections: tuple[Section, ...]
    compare: Period | None = None
    subtitle: Text = ""
    as_of_ms: int = 0
    short: tuple[str, ...] = ()

    def section(self, code: str) -> Section | None:
        """One section by its code."""
        return next((one for one in self.sections if one.code == code), None)

    def table(self, code: str) -> Table:
        """A table by its code; KeyError."""
        found = self.section(code)
        if not isinstance(found, Table):
            raise KeyError(code)
        return found

    def figure(self, key: str) -> Figure:
        """A figure by its key, wherever it stands; KeyError."""
        for one in self.figures():
            if one.key == key:
                return one
        raise KeyError(key)

    def figures(self) -> Iterator[Figure]:
        """All figures in their order."""
        for one in self.sections:
            if isinstance(one, Figures):
                yield from one.figures

    @property
    def file_name(self) -> str:
        """What a file of it is called, without its ending."""
        days = self.period.from_on
        if not self.period.one_day:
            days = f"{days}_{self.period.until_on}"
        return f"shuke-{self.code.replace('.', '-')}-{days}"


def total_of(rows: Sequence[Row], columns: Sequence[Column], label: Text) -> Row | None:
    """The sum of money and count columns. Shares and texts stay empty, and so do quantities:
    pieces and kilograms make no sum."""
    if not rows:
        return None
    cells: list[Cell] = [label]
    for place, column in enumerate(columns[1:], 1):
        if column.unit in (Unit.TEXT, Unit.PERCENT, Unit.QTY):
            cells.append(None)
        else:
            cells.append(sum(_number(one.cells[place]) for one in rows if not one.level))
    return Row(tuple(cells), strong=True)


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
