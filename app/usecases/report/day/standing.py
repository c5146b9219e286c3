"""What stands out of a day, in sentences: each with the figures that it is said of.

Thresholds come out of the shop's own same weekdays (domain/insight/unusual) with a floor, so that
nothing is said of what is always so, and nothing of a few coins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from app.domain.insight.unusual import FEWEST, Unusual, median, unusual
from app.domain.shift.terms import terms_of
from app.reports.report import Drill, Sentence, Sentences, Term, Text, Unit, term
from app.store.queries.cube import CubeRow
from app.store.queries.reports import day_rows
from app.usecases.report.day.facts import DayFacts
from app.usecases.report.day.members import SOON_DAYS, MemberDay

MOST = 8
MANY_POINTS = 1000
_SHARE_OF_SALES = 20  # a department or a sum of returns matters from this part of the day on


def stand_out(f: DayFacts, members: MemberDay) -> Sentences:
    """At most so many sentences, the gravest first; of a day without a sale, why that may be."""
    found = _quiet(f) if not f.total().n else _of_trade(f)
    lines = [*_drawer(f), *found, *_members(f, members)]
    lines.sort(key=lambda one: ("bad", "look", "good", "plain").index(one.level))
    return Sentences(
        "stand_out",
        Term("report.part.stand_out"),
        tuple(islice(lines, MOST)),
        Term("report.out.nothing" if len(f.traded()) >= FEWEST else "report.out.nothing_yet"),
    )


def _quiet(f: DayFacts) -> Iterator[Sentence]:
    """A day without a sale reads well, too."""
    back = f.total().refunds
    yield Sentence(
        Term("report.out.no_sale"),
        "plain",
        term("report.out.no_sale_but_returns", n=back) if back else "",
    )
    traded = f.traded()
    if len(traded) >= FEWEST:
        sums = [f.total(on=on).gross_minor for on in traded]
        yield Sentence(
            term("report.out.no_sale_unusual", n=len(traded)),
            "look",
            term("report.out.usual", usual_minor=median(sums), n=len(traded)),
        )


def _of_trade(f: DayFacts) -> Iterator[Sentence]:
    unit = f.asked.shop.currency.unit_minor
    yield from _against(f, "sales", lambda row: row.gross_minor, 50 * unit, good=True)
    yield from _against(f, "receipts", lambda row: row.n, 5, unit=Unit.COUNT, good=True)
    yield from _returned(f, 30 * unit)
    yield from _discounted(f, 20 * unit)
    yield from _departments(f, 50 * unit)
    yield from _best_hour(f)
    yield from _visitors(f)


def _against(  # noqa: PLR0917 - what, of which figure, from when on
    f: DayFacts,
    key: str,
    of: Callable[[CubeRow], int],
    floor: int,
    *,
    unit: Unit = Unit.MONEY,
    good: bool = True,
) -> Iterator[Sentence]:
    before = [of(f.total(on=on)) for on in f.traded()]
    found = unusual(of(f.total()), before, floor=floor)
    if found is None:
        return
    which = "more" if found.more else "less"
    level = "good" if found.more == good else "look"
    yield Sentence(
        term(f"report.out.{key}.{which}", **_much(found, unit)), level, _why(found, unit)
    )


def _much(found: Unusual, unit: Unit) -> dict[str, int]:
    name = "value_minor" if unit is Unit.MONEY else "value"
    return {name: found.value, "off_ppm": _whole_percent(abs(found.change_ppm))}


def _whole_percent(ppm: int) -> int:
    return (ppm + 5_000) // 10_000 * 10_000


def _why(found: Unusual, unit: Unit = Unit.MONEY) -> Text:
    usual = found.usual
    if unit is Unit.MONEY:
        return term("report.out.usual", usual_minor=usual.median, n=usual.days)
    return term("report.out.usual_count", usual=usual.median, n=usual.days)


def _returned(f: DayFacts, floor: int) -> Iterator[Sentence]:
    found = unusual(f.returned(), [f.returned(on) for on in f.traded()], floor=floor)
    if found is not None and found.more:
        n = f.total().refunds
        yield Sentence(
            term("report.out.returns", value_minor=found.value, n=n),
            "look",
            _why(found),
            Drill("receipts", "", "returns"),
        )


def _discounted(f: DayFacts, floor: int) -> Iterator[Sentence]:
    """What people took off by hand is watched; what members are due is not."""
    found = unusual(_by_hand(f), [_by_hand(f, on) for on in f.traded()], floor=floor)
    if found is not None and found.more:
        yield Sentence(term("report.out.discounts", value_minor=found.value), "look", _why(found))


def _by_hand(f: DayFacts, on: str = "") -> int:
    rules = ("discount.line:", "discount.basket:", "price.override:")
    return sum(
        one.total_minor for key, one in f.rows("promotion", on).items() if key.startswith(rules)
    )


def _departments(f: DayFacts, floor: int) -> Iterator[Sentence]:
    """The one department that is furthest from what it usually does."""
    traded = f.traded()
    least = max(floor, f.total().gross_minor // _SHARE_OF_SALES)
    names = f.asked.names
    far: list[tuple[int, str, Unusual]] = []
    for key in sorted({key for on in (*traded, f.bd) for key in f.rows("department", on)}):
        before = [f.rows("department", on).get(key, CubeRow(key)).gross_minor for on in traded]
        now = f.rows("department").get(key, CubeRow(key)).gross_minor
        found = unusual(now, before, floor=least, share_ppm=250_000)
        if found is not None:
            far.append((-abs(now - found.usual.median), key, found))
    for _, key, found in sorted(far)[:1]:
        yield Sentence(
            term(
                f"report.out.department.{'more' if found.more else 'less'}",
                name=names.department(key),
                **_much(found, Unit.MONEY),
            ),
            "good" if found.more else "look",
            _why(found),
            Drill("receipts", key, "department"),
        )


def _best_hour(f: DayFacts) -> Iterator[Sentence]:
    hours = f.rows("hour")
    best = max(hours.values(), key=lambda one: (one.gross_minor, one.key))
    whole = f.total().gross_minor
    if len(hours) > 2 and whole > 0 and best.gross_minor * 3 >= whole:
        yield Sentence(
            term(
                "report.out.hour",
                hour=best.key,
                value_minor=best.gross_minor,
                part_ppm=_whole_percent(best.gross_minor * 1_000_000 // whole),
            ),
            "plain",
            "",
            Drill("receipts", best.key, "hour"),
        )


def _visitors(f: DayFacts) -> Iterator[Sentence]:
    trade = f.trade()
    if trade.visitors is not None and trade.visitors < trade.buyers:
        yield Sentence(
            term("report.out.visitors_few", n=trade.visitors, buyers=trade.buyers), "look"
        )


def _drawer(f: DayFacts) -> Iterator[Sentence]:
    """A count that was off by more than the shop bears, and shifts that nobody counted."""
    limit = terms_of(f.asked.shop).limit_minor
    names, uncounted = f.asked.names, 0
    shifts: Sequence[tuple[object, ...]] = day_rows.shifts(f.asked.tx, f.bd, f.bd)
    for _, who, _, _, closed, _, counted, found, expected, *_ in shifts:
        if closed and not counted:
            uncounted += 1
        off = int(str(found)) - int(str(expected)) if counted else 0
        if abs(off) > limit:
            yield Sentence(
                term(
                    f"report.out.drawer.{'short' if off < 0 else 'over'}",
                    name=names.operator(str(who)),
                    off_minor=abs(off),
                ),
                "bad",
                term("report.out.drawer.limit", limit_minor=limit),
            )
    if uncounted:
        yield Sentence(term("report.out.uncounted", n=uncounted), "look")


def _members(f: DayFacts, members: MemberDay) -> Iterator[Sentence]:
    before = [f.rows("member", on).get("new", CubeRow("")).n for on in f.traded()]
    found = unusual(f.rows("member").get("new", CubeRow("")).n, before, floor=3)
    if found is not None and found.more:
        yield Sentence(
            term("report.out.new_members", value=found.value), "good", _why(found, Unit.COUNT)
        )
    if members.expiring >= MANY_POINTS:
        yield Sentence(term("report.out.points", n=members.expiring, days=SOON_DAYS), "plain")
