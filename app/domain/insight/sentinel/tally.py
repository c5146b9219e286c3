"""One operator's business date as counts: what days are held against each other by.

The same measures count today and the days that make the usual, so that a threshold is always about
the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.domain.insight.sentinel import facts as of
from app.domain.insight.sentinel.facts import At, Day, Deed, Sold
from app.domain.insight.sentinel.terms import Terms

MINUTE_MS = 60_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a measure counts."""

    who: str
    at: At
    at_ms: int
    amount_minor: int


@dataclass(slots=True)
class Tally:
    """Counts by measure; `bases` are what they are held against (sales, sales to members).

    `members`: how many odd sales each member had here (`odd`); `returned`: returns by member;
    `tops`: the largest amount by sort; `span`: minutes of the first and last sale.
    """

    bd: str
    who: str
    counts: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)
    rows: dict[str, tuple[At, ...]] = field(default_factory=dict)
    members: dict[str, tuple[At, ...]] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    returned: dict[str, tuple[At, ...]] = field(default_factory=dict)
    tops: dict[str, int] = field(default_factory=dict)
    span: tuple[int, int] | None = None

    def n(self, measure: str) -> int:
        """How many."""
        return self.counts.get(measure, 0)


Measure = Callable[[Day, Terms], Iterator[Mark]]


def _sold(one: Sold, amount_minor: int | None = None) -> Mark:
    return Mark(one.who, one.at, one.at_ms, one.due_minor if amount_minor is None else amount_minor)


def _done(one: Deed) -> Mark:
    return Mark(one.who, one.at, one.at_ms, one.amount_minor)


def _deeds(*what: str) -> Measure:
    def measure(day: Day, terms: Terms) -> Iterator[Mark]:
        return (_done(one) for one in day.deeds if one.what in what)

    return measure


def _cancels(day: Day, terms: Terms) -> Iterator[Mark]:
    """Whole baskets that came to something."""
    least = terms.of("cancel")["least_minor"]
    return (_done(one) for one in day.deeds if one.what == of.CANCEL and one.amount_minor >= least)


def _voids(day: Day, terms: Terms) -> Iterator[Mark]:
    """Sales taken back whole whose cash had been counted."""
    return (_done(one) for one in day.deeds if one.what == of.VOID and one.cash_minor)


def _line_voids(day: Day, terms: Terms) -> Iterator[Mark]:
    """Sales out of which several lines were taken just before they were paid."""
    rule = terms.of("line_voids")
    for one in day.sales:
        last = [minor for at, minor in one.voids if one.at_ms - at <= rule["seconds"] * 1000]
        if len(last) >= rule["lines"]:
            yield _sold(one, sum(last))


def _overrides(day: Day, terms: Terms) -> Iterator[Mark]:
    return (_sold(one) for one in day.sales if one.overrides)


def _edge(day: Day, terms: Terms) -> Iterator[Mark]:
    """Discounts that lie just below what the operator may give alone."""
    near = terms.of("below_limit")["near_ppm"]
    for one in day.sales:
        limit = day.limits.get(one.who, 0)
        alone = not one.approved and 0 < limit < MILLION and one.off_ppm <= limit
        if alone and one.off_ppm * MILLION >= limit * near:
            yield _sold(one, one.off_minor)


def _late(day: Day, terms: Terms) -> Iterator[Mark]:
    return (_sold(one) for one in day.sales if one.member_id and one.late)


def _keyed(day: Day, terms: Terms) -> Iterator[Mark]:
    return (_sold(one) for one in day.sales if one.member_id and not one.scanned)


def _near_void(day: Day, terms: Terms) -> Iterator[Mark]:
    """Drawers opened without a sale within minutes of something that was undone."""
    within = terms.of("no_sale_near_void")["minutes"] * MINUTE_MS
    undone = [one for one in day.deeds if one.what in (of.CANCEL, of.VOID, of.BLIND)]
    for one in day.deeds:
        if one.what == of.NO_SALE and any(
            other.who == one.who and abs(other.at_ms - one.at_ms) <= within for other in undone
        ):
            yield _done(one)


def _reprints(day: Day, terms: Terms) -> Iterator[Mark]:
    """Copies of receipts whose goods came back within minutes."""
    within = terms.of("reprint_refund")["minutes"] * MINUTE_MS
    back: dict[str, list[int]] = {}
    for one in day.deeds:
        if one.what in of.BACK and one.sale_id:
            back.setdefault(one.sale_id, []).append(one.at_ms)
    for one in day.deeds:
        near = back.get(one.sale_id, ()) if one.what == of.REPRINT else ()
        if any(abs(at_ms - one.at_ms) <= within for at_ms in near):
            yield _done(one)


MEASURES: dict[str, Measure] = {
    "no_sale": _deeds(of.NO_SALE),
    "no_sale_near_void": _near_void,
    "cancel": _cancels,
    "void_after_cash": _voids,
    "line_voids": _line_voids,
    "override": _overrides,
    "below_limit": _edge,
    "late_member": _late,
    "keyed_member": _keyed,
    "no_receipt": _deeds(of.BLIND),
    "returns": _deeds(of.RETURN, of.EXCHANGE),
    "reprint_refund": _reprints,
    "write_off": _deeds(of.WRITE_OFF),
}
BASES = {"late_member": "members", "keyed_member": "members"}  # all others are held against sales


def tallies(day: Day, terms: Terms) -> tuple[Tally, ...]:
    """Everybody who did anything on the day, by operator id."""
    found: dict[str, Tally] = {}

    def whose(who: str) -> Tally:
        return found.setdefault(who, Tally(day.bd, who))

    for sold in day.sales:
        _count_sale(whose(sold.who), sold)
    for deed in day.deeds:
        _count_deed(whose(deed.who), deed)
    for name, measure in MEASURES.items():
        for who, marks in _by_who(measure(day, terms)).items():
            one = whose(who)
            one.counts[name] = len(marks)
            one.amounts[name] = sum(mark.amount_minor for mark in marks)
            one.rows[name] = tuple(mark.at for mark in marks)
    for who, member_id, rows in odd(day):
        whose(who).members[member_id] = rows
    return tuple(found[who] for who in sorted(found))


def _by_who(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for one in marks:
        found.setdefault(one.who, []).append(one)
    return found


def _count_sale(one: Tally, sold: Sold) -> None:
    one.counts["sales"] = one.n("sales") + 1
    if sold.member_id:
        one.counts["members"] = one.n("members") + 1
        one.visits[sold.member_id] = one.visits.get(sold.member_id, 0) + 1
    one.tops["sale"] = max(one.tops.get("sale", 0), sold.due_minor)
    first, last = one.span or (sold.minute, sold.minute)
    one.span = min(first, sold.minute), max(last, sold.minute)


def _count_deed(one: Tally, deed: Deed) -> None:
    sort = large_sort(deed.what)
    if sort:
        one.tops[sort] = max(one.tops.get(sort, 0), deed.amount_minor)
    if deed.what in (of.RETURN, of.EXCHANGE, of.BLIND) and deed.member_id:
        one.returned[deed.member_id] = (*one.returned.get(deed.member_id, ()), deed.at)


def large_sort(what: str) -> str:
    """What an amount is compared with: top-ups with top-ups, what went back with what went back."""
    if what in (of.TOPUP, of.GIFT_SOLD):
        return "topup"
    if what == of.WRITE_OFF:
        return "write_off"
    return "back" if what in of.BACK else ""


def odd(day: Day) -> Iterator[tuple[str, str, tuple[At, ...]]]:
    """(operator, member, rows): cash sales that a member had as a second one of the day at the same
    operator, or that the member was put on when the total had been asked for."""
    seen: set[tuple[str, str]] = set()
    rows: dict[tuple[str, str], list[At]] = {}
    for one in day.sales:
        if not one.member_id:
            continue
        pair = (one.who, one.member_id)
        if one.cash_minor and (one.late or pair in seen):
            rows.setdefault(pair, []).append(one.at)
        seen.add(pair)
    for (who, member_id), ats in rows.items():
        yield who, member_id, tuple(ats)
