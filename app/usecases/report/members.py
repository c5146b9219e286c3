"""Members' activity: who joined, who came, how often, and what they make of the turnover."""

from __future__ import annotations

from collections import defaultdict

from app.domain.member import mask_name, mask_phone
from app.domain.permissions import Operator
from app.reports.period import Period
from app.reports.report import (
    Cell,
    Chart,
    Column,
    Drill,
    Figure,
    Figures,
    Report,
    Row,
    Series,
    Table,
    Term,
    Text,
    Unit,
    share_ppm,
    term,
    total_of,
)
from app.store import members as people
from app.store.loyalty import merges
from app.store.queries.cube import CubeRow
from app.store.queries.reports import people_rows
from app.store.queries.reports.days import Tell
from app.usecases.report.reading import Asked, asked
from app.usecases.report.sales import MONTHLY
from app.usecases.services import Services

BEST = 20
MONEY, COUNT, PERCENT = Unit.MONEY, Unit.COUNT, Unit.PERCENT


def members(
    s: Services,
    operator: Operator,
    period: Period,
    compare: str = "",
    *,
    tell: Tell | None = None,
) -> Report:
    """Refused `permission.missing`, `work.cancelled`. Names are masked: it is no list of people."""
    with asked(s, operator, tell, 5) as about:
        other = period.compared(compare)
        headline = _figures(about, period, other)
        about.days.step()
        tables = (_by_time(about, period), _by_tier(about, period), _often(about, period))
        about.days.step()
        return Report(
            code="members",
            title=Term("report.title.members"),
            frame=about.frame,
            period=period,
            sections=(headline, *tables, _best(about, period)),
            compare=other,
            as_of_ms=about.now_ms if period.until_on >= about.today else 0,
            short=("headline", "often"),
        )


def _figures(about: Asked, period: Period, other: Period | None) -> Figures:
    def read(of: Period) -> tuple[int, int, int, int | None]:
        who = {one.key: one for one in about.days.read("who", of.from_on, of.until_on)}
        new = {one.key: one for one in about.days.read("member", of.from_on, of.until_on)}
        member = who.get("member", CubeRow(""))
        whole = sum(one.gross_minor for one in who.values())
        joined = new["new"].n if "new" in new else 0
        return joined, member.n, member.gross_minor, share_ppm(member.gross_minor, whole)

    now = read(period)
    then = read(other) if other else (None,) * 4
    keys = ("members_new", "member_receipts", "member_sales", "member_share")
    units = (COUNT, COUNT, MONEY, PERCENT)
    return Figures(
        "headline",
        tuple(
            Figure(key, term(f"report.figure.{key}"), value, unit, was, good=1)
            for key, value, was, unit in zip(keys, now, then, units, strict=True)
        ),
    )


def _by_time(about: Asked, period: Period) -> Table:
    """New and active members, day by day or month by month (visits then: a member of several days
    counts on each)."""
    monthly = period.days > MONTHLY
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"new": 0, "active": 0})
    for bd, row in about.days.by_day("member", period.from_on, period.until_on):
        if row.key in ("new", "active"):
            sums[bd[:7] if monthly else bd][row.key] += row.n
    columns = (
        Column("month" if monthly else "day"),
        *(Column("members_new", COUNT), Column("members_active", COUNT)),
    )
    rows = [Row((on, one["new"], one["active"])) for on, one in sorted(sums.items())]
    chart = None
    if len(rows) > 1:
        series = tuple(
            Series(
                Term(f"report.column.{columns[place].key}"),
                tuple(c if isinstance(c := one.cells[place], int) else 0 for one in rows),
            )
            for place in (2, 1)
        )
        chart = Chart("line", tuple(on for on, _ in sorted(sums.items())), series, COUNT)
    return Table(
        *("by", Term("report.part.activity"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        note=Term("report.note.active"),
        chart=chart,
    )


def _by_tier(about: Asked, period: Period) -> Table:
    found = about.days.read("tier", period.from_on, period.until_on)
    whole = sum(one.gross_minor for one in found)
    names = about.names
    columns = (
        *(Column("tier"), Column("receipts", COUNT), Column("sales", MONEY)),
        *(Column("ticket", MONEY), Column("share", PERCENT)),
    )
    rows = []
    for one in sorted(found, key=lambda row: (-row.gross_minor, row.key)):
        ticket = (one.gross_minor + one.refund_minor) // one.n if one.n else None
        cells: tuple[Cell, ...] = (
            *(names.tier(one.key), one.n, one.gross_minor, ticket),
            share_ppm(one.gross_minor, whole),
        )
        rows.append(Row(cells, Drill("receipts", one.key, "tier")))
    total = total_of(rows, columns, Term("report.total"))
    if total is not None:
        total = Row((*total.cells[:3], None, None), strong=True)
    return Table("tiers", Term("report.title.by_tier"), columns, tuple(rows), total=total)


def _often(about: Asked, period: Period) -> Table:
    """How many members came once, twice ... in these days."""
    found = people_rows.how_often(about.tx, period.from_on, period.until_on)
    whole = sum(n for _, n in found)
    columns = (Column("visits"), Column("people", COUNT), Column("share", PERCENT))
    rows = [
        Row(
            (
                term("report.visits", n=visits) if visits < 6 else Term("report.visits_more"),
                *(n, share_ppm(n, whole)),
            )
        )
        for visits, n in found
    ]
    return Table(
        *("often", Term("report.part.often"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_members"),
    )


def _best(about: Asked, period: Period) -> Table:
    """Who spent most; merged members under who they are now."""
    found = people_rows.best_members(about.tx, period.from_on, period.until_on, BEST)
    columns = (
        *(Column("member"), Column("visits", COUNT), Column("spend", MONEY)),
        Column("last_day", minor=True),
    )
    rows = []
    for member_id, visits, spend, last in found:
        stays = merges.stays(about.tx, member_id)
        member = people.get(about.tx, stays)
        named: Text = Term("report.unnamed")
        if member is not None and (member.name or member.phone):
            named = mask_name(member.name) if member.name else mask_phone(member.phone)
        rows.append(Row((named, visits, spend, last), Drill("member", str(stays))))
    return Table(
        *("best", Term("report.part.best_members"), columns, tuple(rows)),
        empty=Term("report.no_members"),
    )
