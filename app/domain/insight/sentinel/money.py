"""Money that comes and goes at once: top-ups, gift cards, and returns cut into small ones."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.insight.sentinel import facts as of
from app.domain.insight.sentinel.facts import Deed, Finding
from app.domain.insight.sentinel.looked import Looked
from app.domain.insight.sentinel.tally import MILLION, MINUTE_MS


def topup_refund(look: Looked) -> Iterator[Finding]:
    """A top-up that was paid out again soon: cash out of a card's money, or a bonus kept."""
    rule = look.terms.of("topup_refund")
    for one in look.day.deeds:
        if one.what != of.TOPUP_REFUND or one.amount_minor < rule["floor_minor"]:
            continue
        minutes = (one.at_ms - one.since_ms) // MINUTE_MS
        if one.since_ms and 0 <= minutes <= rule["minutes"]:
            yield look.finding(
                *(rule, f"member:{one.member_id}", one.who, [one.at]),
                amount_minor=one.amount_minor,
                level=rule.level if one.by == one.who else "low",
                minutes=minutes,
                own=int(one.by == one.who),
            )


def gift_drained(look: Looked) -> Iterator[Finding]:
    """A gift card that was sold and emptied within minutes: paid with what, and for whom?"""
    rule = look.terms.of("gift_drained")
    for card in look.day.deeds:
        if card.what != of.GIFT_SOLD or card.amount_minor < rule["floor_minor"] or not card.ref:
            continue
        until = card.at_ms + rule["minutes"] * MINUTE_MS
        used = [one for one in look.day.sales if card.at < one.at and one.at_ms <= until]
        paid = [(one, minor) for one in used for ref, minor in one.gift if ref == card.ref]
        spent = sum(minor for _, minor in paid)
        if spent * MILLION >= card.amount_minor * rule["share_ppm"]:
            last = paid[-1][0]
            yield look.finding(
                *(rule, f"operator:{card.who}", card.who, [card.at, *(x.at for x, _ in paid)]),
                amount_minor=spent,
                minutes=(last.at_ms - card.at_ms) // MINUTE_MS,
                n=len(paid),
            )


def splitting(look: Looked) -> Iterator[Finding]:
    """Several returns without a receipt, each within the limit and together above it."""
    rule = look.terms.of("splitting")
    limit = look.day.blind_limit_minor
    groups: dict[str, list[Deed]] = {}
    for one in look.day.deeds:
        if one.what == of.BLIND and limit and one.amount_minor <= limit:
            groups.setdefault(one.who, []).append(one)
    for who, those in groups.items():
        near = _near(those, rule["minutes"] * MINUTE_MS)
        total = sum(one.amount_minor for one in near)
        if len(near) >= rule["floor"] and total > limit:
            yield look.finding(
                *(rule, f"operator:{who}", who, [one.at for one in near]),
                amount_minor=total,
                n=len(near),
                minutes=(near[-1].at_ms - near[0].at_ms) // MINUTE_MS,
                limit_minor=limit,
            )


def _near(those: list[Deed], within: int) -> list[Deed]:
    """The most money that lies within so many milliseconds."""
    best: list[Deed] = []
    first = 0
    for last, one in enumerate(those):
        while one.at_ms - those[first].at_ms > within:
            first += 1
        some = those[first : last + 1]
        if sum(x.amount_minor for x in some) > sum(x.amount_minor for x in best):
            best = some
    return best
