"""Strangers' sales on somebody's own card, and one member's money spent in a hurry (rules 3.18)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.insight.sentinel import facts as of
from app.domain.insight.sentinel.facts import At, Finding, Sold
from app.domain.insight.sentinel.habit import WORST, quantile
from app.domain.insight.sentinel.looked import Looked, doubled
from app.domain.insight.sentinel.tally import MILLION, MINUTE_MS, Tally

Pair = tuple[str, str]  # operator, member


def member_day(look: Looked) -> Iterator[Finding]:
    """One member with many sales on one day at one operator."""
    rule = look.terms.of("member_day")
    found: dict[Pair, list[Sold]] = {}
    for one in look.day.sales:
        if one.member_id:
            found.setdefault((one.who, one.member_id), []).append(one)
    most = [max(one.visits.values(), default=0) for one in look.habit.past]
    usual = quantile(most, 970_000) if look.habit.enough else 0
    limit = max(rule["floor"], usual + 1)
    for (who, member_id), sold in found.items():
        if len(sold) >= limit:
            yield look.finding(
                *(rule, f"member:{member_id}", who, [one.at for one in sold]),
                amount_minor=sum(one.due_minor for one in sold),
                level=rule.raised(len(sold) // limit),
                key=f"{look.day.bd}.{doubled(len(sold), limit)}",
                n=len(sold),
                cash=sum(1 for one in sold if one.cash_minor),
                limit=limit,
                usual=usual,
            )


def own_card(look: Looked) -> Iterator[Finding]:
    """One member on cash sales of one operator, again and again: a second one on the same day, or
    put on when the total had been asked for."""
    rule = look.terms.of("own_card")
    rows, all_of = _pairs(look)
    today = {(one.who, member) for one in look.tallies for member in one.members}
    usual = _usual_odd(look)
    limit = max(rule["floor"], usual * rule["times"] + 1)
    for who, member_id in sorted(today):
        mine = rows[who, member_id]
        share = len(mine) * MILLION // sum(n for (_, m), n in all_of.items() if m == member_id)
        if len(mine) >= limit and share >= rule["share_ppm"]:
            yield look.finding(
                *(rule, f"member:{member_id}", who, mine),
                key=f"period.{look.period}",
                n=len(mine),
                limit=limit,
                usual=usual,
                days=look.terms.period_days,
            )


def _pairs(look: Looked) -> tuple[dict[Pair, list[At]], dict[Pair, int]]:
    """The odd sales of this period by operator and member, and how many each pair has."""
    rows: dict[Pair, list[At]] = {}
    for one in (*look.of_period(), *look.tallies):
        for member_id, ats in one.members.items():
            rows.setdefault((one.who, member_id), []).extend(ats)
    return rows, {pair: len(ats) for pair, ats in rows.items()}


def _usual_odd(look: Looked) -> int:
    """The most that all but the worst pairs have in a period (one in ten, and one at least): odd
    sales by pair over all days before, as many as fall on one period."""
    if not look.habit.enough:
        return 0
    counts: dict[Pair, int] = {}
    for one in look.habit.past:
        for member_id, ats in one.members.items():
            pair = (one.who, member_id)
            counts[pair] = counts.get(pair, 0) + len(ats)
    kept = sorted(counts.values())[: -max(1, len(counts) // WORST)]
    most = kept[-1] if kept else 0
    return most * look.terms.period_days // max(look.habit.days, look.terms.period_days)


def spend_burst(look: Looked) -> Iterator[Finding]:
    """A member's own money or points spent many times within two hours."""
    rule = look.terms.of("spend_burst")
    within = rule["minutes"] * MINUTE_MS
    by: dict[str, list[Sold]] = {}
    for one in look.day.sales:
        if one.member_id and one.spends:
            by.setdefault(one.member_id, []).append(one)
    for member_id, sold in by.items():
        burst = _burst(sold, within)
        if len(burst) >= rule["floor"]:
            yield look.finding(
                *(rule, f"member:{member_id}", burst[-1].who, [one.at for one in burst]),
                amount_minor=sum(one.due_minor for one in burst),
                key=f"{look.day.bd}.{doubled(len(burst), rule['floor'])}",
                n=len(burst),
                minutes=(burst[-1].at_ms - burst[0].at_ms) // MINUTE_MS,
            )


def _burst(sold: list[Sold], within: int) -> list[Sold]:
    """The most sales that lie within so many milliseconds."""
    best: list[Sold] = []
    first = 0
    for last, one in enumerate(sold):
        while one.at_ms - sold[first].at_ms > within:
            first += 1
        if last + 1 - first > len(best):
            best = sold[first : last + 1]
    return best


def returns_to_member(look: Looked) -> Iterator[Finding]:
    """Goods that go back to the same member again and again."""
    rule = look.terms.of("returns_to_member")
    found: dict[str, list[Tally]] = {}
    for one in (*look.of_period(), *look.tallies):
        for member_id in one.returned:
            found.setdefault(member_id, []).append(one)
    today = {
        one.member_id: one.who
        for one in look.day.deeds
        if one.member_id and one.what in (of.RETURN, of.EXCHANGE, of.BLIND)
    }
    for member_id, who in sorted(today.items()):
        rows = [at for one in found.get(member_id, ()) for at in one.returned[member_id]]
        if len(rows) >= rule["floor"]:
            yield look.finding(
                *(rule, f"member:{member_id}", who, rows),
                key=f"period.{look.period}",
                n=len(rows),
                limit=rule["floor"],
                days=look.terms.period_days,
            )
