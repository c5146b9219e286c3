"""What each person did by hand: voids, returns, taken-out lines, prices set, drawer openings."""

from __future__ import annotations

from collections import Counter, defaultdict

from app.domain.permissions import Operator
from app.reports.period import Period
from app.reports.report import (
    Cell,
    Column,
    Drill,
    Report,
    Row,
    Table,
    Term,
    Unit,
    total_of,
)
from app.store.queries.reports import day_rows, people_rows
from app.store.queries.reports.days import Tell
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services

MONEY, COUNT = Unit.MONEY, Unit.COUNT
Counts = dict[str, Counter[str]]
_EVENTS = {"basket.cancel": "cancelled", "drawer.open": "no_sales", "reprint": "reprints"}
_GOODS = ("voids", "voids_minor", "returned", "returned_minor", "blind", "blind_minor")
_HANDS = ("voided", "cancelled", "overrides", "discounts", "discounts_minor")
_OTHERS = ("no_sales", "reprints", "approvals")


def voids(s: Services, operator: Operator, period: Period, *, tell: Tell | None = None) -> Report:
    """Per operator; `per_thousand` is how many lines and baskets were taken back per 1,000 sales.

    Refused `permission.missing`, `work.cancelled`.
    """
    with asked(s, operator, tell, 2) as about:
        about.days.step()
        counts = _counted(about, period)
        about.days.step()
        return Report(
            code="voids",
            title=Term("report.title.voids"),
            frame=about.frame,
            period=period,
            sections=(
                _table(about, "hands", counts, _HANDS),
                _table(about, "goods", counts, _GOODS),
                _table(about, "others", counts, _OTHERS),
            ),
            as_of_ms=about.now_ms if period.until_on >= about.today else 0,
            short=("hands", "goods", "others"),
        )


def _counted(about: Asked, period: Period) -> Counts:
    found: Counts = defaultdict(Counter)
    tx, days = about.tx, (period.from_on, period.until_on)
    for who, sales, overrides, voided in day_rows.by_hand(tx, *days):
        found[who].update(sales=sales, overrides=overrides, voided=voided)
    for who, kind, n, lines in day_rows.events(tx, *days):
        if kind in _EVENTS:
            found[who][_EVENTS[kind]] += n
        if kind == "basket.cancel":
            found[who]["voided"] += lines
    for who, how, n, minor in people_rows.returns_by_operator(tx, *days):
        name = {"void": "voids", "blind": "blind"}.get(how, "returned")
        found[who].update({name: n, f"{name}_minor": minor})
    for who, rule, n, minor in people_rows.taken_off(tx, *days):
        if rule != "price.override":  # its pieces are counted with the sales
            found[who]["discounts"] += n
        found[who]["discounts_minor"] += minor
    for who, n in people_rows.words_given(tx, *days):
        found[who]["approvals"] += n
    return found


def _table(about: Asked, code: str, counts: Counts, keys: tuple[str, ...]) -> Table:
    more = (Column("per_thousand", COUNT),) if code == "hands" else ()
    columns = (
        *(Column("operator"), Column("sales_n", COUNT, minor=True)),
        *(Column(key, MONEY if key.endswith("_minor") else COUNT) for key in keys),
        *more,
    )
    names = about.names
    rows = []
    order = sorted(counts, key=lambda who: (-sum(counts[who][key] for key in keys), who))
    for who in order:
        one = counts[who]
        if not any(one[key] for key in (*keys, "sales")):
            continue
        cells: list[Cell] = [names.operator(who), one["sales"], *(one[key] for key in keys)]
        if more:
            taken = (one["voided"] + one["cancelled"]) * 1000
            cells.append(taken // one["sales"] if one["sales"] else None)
        rows.append(Row(tuple(cells), Drill("receipts", who, "operator")))
    total = total_of(rows, columns, Term("report.total"))
    if total is not None and more:
        total = Row((*total.cells[:-1], None), strong=True)
    return Table(
        *(code, Term(f"report.part.{code}"), columns, tuple(rows)),
        total=total,
        empty=Term("report.nothing"),
    )
