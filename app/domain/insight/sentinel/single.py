"""What stands out by itself: a time of day, an amount, a clock that was set."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.insight.sentinel import facts as of
from app.domain.insight.sentinel.facts import Day, Deed, Finding, Sold
from app.domain.insight.sentinel.habit import quantile
from app.domain.insight.sentinel.looked import Looked, doubled
from app.domain.insight.sentinel.tally import MILLION, large_sort
from app.domain.insight.sentinel.terms import Rule
from app.domain.insight.unusual import median

MONEY = (of.TOPUP, of.GIFT_SOLD, of.TOPUP_REFUND, *of.BACK)
SORTS = ("sale", "topup", "back", "write_off")


def off_hours(look: Looked) -> Iterator[Finding]:
    """Sales, top-ups and returns when this shop is usually closed."""
    rule = look.terms.of("off_hours")
    hours = look.habit.hours
    first, last = hours or (rule["from_minute"], rule["until_minute"])
    margin = rule["margin_minutes"] if hours else 0
    done: dict[str, list[Sold | Deed]] = {}
    for one in _moneyed(look.day):
        if not first - margin <= one.minute <= last + margin:
            done.setdefault(one.who, []).append(one)
    for who, those in done.items():
        if len(those) >= rule["floor"]:
            yield look.finding(
                *(rule, f"operator:{who}", who, [one.at for one in those]),
                amount_minor=sum(_amount(one) for one in those),
                level=rule.raised(len(those) // rule["floor"]),
                key=f"{look.day.bd}.{doubled(len(those), rule['floor'])}",
                n=len(those),
                from_minute=first,
                until_minute=last,
                first_ms=min(one.at_ms for one in those),
            )


def large(look: Looked) -> Iterator[Finding]:
    """An amount far above the largest that days here usually have."""
    rule = look.terms.of("large")
    limits = {sort: large_from(look, rule, sort) for sort in SORTS}
    for sold in look.day.sales:
        if sold.due_minor >= limits["sale"]:
            yield _large(look, rule, sold, ("sale", limits["sale"]))
    for deed in look.day.deeds:
        sort = large_sort(deed.what)
        if sort and deed.amount_minor >= limits[sort]:
            yield _large(look, rule, deed, (sort, limits[sort]))


def large_from(look: Looked, rule: Rule, sort: str) -> int:
    """The first amount of a sort that stands out here."""
    floor = rule[f"{sort}_floor_minor"]
    tops = look.habit.tops(sort)
    if not look.habit.enough or not tops:
        return floor
    middle = median(tops)
    apart = median([abs(one - middle) for one in tops])
    most = quantile(tops, 950_000) * rule["times_ppm"] // MILLION
    return max(floor, middle + rule["spread"] * apart, most)


def _large(look: Looked, rule: Rule, one: Sold | Deed, kind: tuple[str, int]) -> Finding:
    sort, limit = kind
    minor = _amount(one)
    return look.finding(
        *(rule, f"operator:{one.who}", one.who, [one.at]),
        amount_minor=minor,
        level=rule.raised(minor // limit),
        sort=sort,
        no=one.no,
        usual_minor=median(look.habit.tops(sort)),
        limit_minor=limit,
    )


def _moneyed(day: Day) -> list[Sold | Deed]:
    """Everything of the day that money changed hands for."""
    deeds = [one for one in day.deeds if one.what in MONEY]
    return sorted([*day.sales, *deeds], key=lambda one: one.at)


def _amount(one: Sold | Deed) -> int:
    return one.due_minor if isinstance(one, Sold) else one.amount_minor


def clock(look: Looked) -> Iterator[Finding]:
    """The clock was set: backwards hides when something was done; what was done meanwhile counts
    with it."""
    rule = look.terms.of("clock")
    for one in look.day.deeds:
        if one.what == of.JUMP and abs(one.n) >= rule["minutes"]:
            money = [x for x in _moneyed(look.day) if x.at > one.at]
            back = one.n < 0
            yield look.finding(
                *(rule, "till", "", [one.at]),
                amount_minor=sum(_amount(x) for x in money) if back else 0,
                level=rule.level if back else "low",
                minutes=abs(one.n),
                back=int(back),
                n=len(money),
            )
