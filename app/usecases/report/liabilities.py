"""What the shop owes as a day ends: stored value by age, points by when they end, cards, vouchers.

Balances are the sum of all flows up to that day, so any past day's liabilities can be read again.
"""

from __future__ import annotations

from collections import defaultdict

from app.domain.permissions import Operator
from app.domain.rights import NEVER, Asset, AssetKind
from app.reports.period import around
from app.reports.report import (
    Chart,
    Column,
    Figure,
    Figures,
    Named,
    Report,
    Row,
    Series,
    Table,
    Term,
    Text,
    Unit,
    term,
    total_of,
)
from app.store.loyalty import program
from app.store.queries.reports import day_rows
from app.store.queries.reports.days import Tell
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services

MONEY, COUNT = Unit.MONEY, Unit.COUNT
_MONEY_KINDS = (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT)
By = dict[str, int]


def liabilities(
    s: Services, operator: Operator, on: str = "", *, tell: Tell | None = None
) -> Report:
    """As that business date ended (today: so far). Refused `permission.missing`, `report.period`,
    `work.cancelled`."""
    with asked(s, operator, tell, 3) as about:
        period = around("day", on or about.today)
        about.days.step()
        held = {
            Asset.parse(text): n for text, n in day_rows.balances(about.tx, period.until_on).items()
        }
        about.days.step()
        deferred = day_rows.deferred(about.tx, period.until_on, about.shop.currency_code)
        ages = day_rows.ages(about.tx, period.until_on)
        about.days.step()
        return Report(
            code="liabilities",
            title=Term("report.title.liabilities"),
            frame=about.frame,
            period=period,
            sections=(
                _owed(held, deferred),
                _by_age(ages, held),
                _points(held),
                _vouchers(about, held),
            ),
            as_of_ms=about.now_ms if period.until_on >= about.today else 0,
            short=("headline", "age", "ends"),
        )


def _sum(held: dict[Asset, int], kind: AssetKind) -> int:
    return sum(n for asset, n in held.items() if asset.kind is kind)


def _owed(held: dict[Asset, int], deferred: int) -> Figures:
    money = {kind.value: _sum(held, kind) for kind in _MONEY_KINDS} | {"package": deferred}
    figures = [
        Figure("owed", Term("report.figure.owed"), sum(money.values())),
        *(Figure(key, term(f"report.asset.{key}"), n) for key, n in money.items()),
    ]
    counts = (
        *((AssetKind.POINTS, "points_left"), (AssetKind.DEBT, "points_debt")),
        *((AssetKind.VOUCHER, "vouchers_left"), (AssetKind.PACKAGE, "uses_left")),
    )
    for kind, key in counts:
        figures.append(Figure(key, term(f"report.figure.{key}"), _sum(held, kind), COUNT))
    return Figures("headline", tuple(figures))


def _by_age(ages: By, held: dict[Asset, int]) -> Table:
    """By the month in which it was paid in; together it is what is owed."""
    columns = (
        *(Column("paid_in"), Column("principal", MONEY), Column("bonus", MONEY)),
        *(Column("gift", MONEY), Column("together", MONEY)),
    )
    months: dict[str, By] = defaultdict(dict)
    for key, n in ages.items():
        kind, _, month = key.partition(":")
        months[month][kind] = months[month].get(kind, 0) + n
    rows = []
    for month in sorted(months, reverse=True):
        one = months[month]
        parts = tuple(one.get(kind.value, 0) for kind in _MONEY_KINDS)
        rows.append(Row((month or Term("report.unknown_month"), *parts, sum(parts))))
    chart = _chart(rows, 4) if len(rows) > 1 else None
    return Table(
        *("age", Term("report.part.age"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_stored"),
        note=Term("report.note.age") if any(_sum(held, k) for k in _MONEY_KINDS) else "",
        chart=chart,
        short=6,
    )


def _points(held: dict[Asset, int]) -> Table:
    """By the month in which they end."""
    months: By = defaultdict(int)
    for asset, n in held.items():
        if asset.kind is AssetKind.POINTS:
            months["" if asset.bucket == NEVER else asset.bucket[:7]] += n
    columns = (Column("ends_in"), Column("points", COUNT))
    order = sorted(months, key=lambda month: (not month, month))
    rows = [Row((month or Term("report.never_ends"), months[month])) for month in order]
    return Table(
        *("ends", Term("report.part.ends"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_points"),
        chart=_chart(rows, 1, COUNT) if len(rows) > 1 else None,
        short=6,
    )


def _vouchers(about: Asked, held: dict[Asset, int]) -> Table:
    """Vouchers by campaign and package uses by plan."""
    terms = program.load(about.tx)
    names: dict[str, Text] = {
        one.campaign_id: Named(one.named("zh_CN"), one.named("en")) for one in terms.campaigns
    }
    names |= {
        one.package_plan_id: Named(one.named("zh_CN"), one.named("en"))
        for one in terms.package_plans
    }
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for asset, n in held.items():
        if asset.kind in (AssetKind.VOUCHER, AssetKind.PACKAGE):
            sums[asset.kind.value, asset.plan, asset.bucket] += n
    columns = (Column("kind"), Column("name"), Column("ends_on"), Column("left", COUNT))
    rows = [
        Row(
            (
                *(term(f"report.kind.{kind}"), names.get(plan, plan)),
                *(Term("report.never_ends") if until == NEVER else until, n),
            )
        )
        for (kind, plan, until), n in sorted(sums.items())
    ]
    return Table(
        *("vouchers", Term("report.part.vouchers"), columns, tuple(rows)),
        empty=Term("report.no_vouchers"),
    )


def _chart(rows: list[Row], place: int, unit: Unit = MONEY) -> Chart:
    shown = sorted(rows, key=lambda one: str(one.cells[0]))
    return Chart(
        "bar",
        tuple(c if not isinstance(c := one.cells[0], int) and c else "" for one in shown),
        (
            Series(
                Term("report.column.together"),
                tuple(c if isinstance(c := one.cells[place], int) else 0 for one in shown),
            ),
        ),
        unit,
    )
