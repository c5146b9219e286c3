"""Which tier a member has on a day: a pure function of history, rules and date (R25-R29).

Two things make it up: the member's own way on the ladder (`walk`), and what they were given: by
purchase or by hand, for a while or for good. The higher of both holds; a locked gift holds alone.
A refund changes the day of its sale, so the answer is as if those goods had never been sold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from app.domain.loyalty.tier_rules import Downgrade, Given, History, Missing, TierRule, TierStanding
from app.domain.loyalty.tiers.ladder import Check, Ladder, Rung, ladder
from app.domain.loyalty.tiers.sums import Sums
from app.domain.loyalty.tiers.walk import NEVER, Walk
from app.domain.loyalty.tiers.windows import calendar_end, number, text

BY_HAND = "granted"


class _Gift(NamedTuple):
    """A given tier that holds: its `last` day, and `grace` the last of its grace (0: not in it)."""

    place: int
    given: Given
    last: int
    grace: int


def judge(
    history: History, rules: tuple[TierRule, ...] | Ladder, on: str, *, progress: bool = True
) -> TierStanding:
    """The tier on a business date: the same whenever and however often it was judged before.

    `rules` lowest first. `progress` False leaves `missing` out (the nightly review). Days and gifts
    after `on` are not looked at. Without any rule the answer is no tier.
    """
    steps = rules if isinstance(rules, Ladder) else ladder(rules)
    today = number(on)
    sums = Sums(history, today)
    walk = Walk(steps, sums)
    walk.go(today)
    gift = _gift(history, steps, today) if history.given else None
    if gift and not _holds(gift, walk):
        gift = None
    at = gift.place if gift else walk.at
    locked = gift is not None and gift.given.locked and not gift.grace
    missing: tuple[Missing, ...] = ()
    if progress and not locked:
        missing = (*_to_keep(walk, gift, today), *_to_rise(steps, sums, at, today))
    changes = min(walk.changes(today), _given_changes(history, steps, today))
    next_on = text(changes) if changes < NEVER else ""
    tier_id = steps.rungs[at].tier_id if at >= 0 else ""
    if gift:
        why = "grace" if gift.grace else gift.given.why
        until, grace = gift.given.until, text(gift.grace)
        return TierStanding(tier_id, gift.given.on, until, why, grace, next_on, missing)
    until = text(walk.until) if walk.until < NEVER else ""
    return TierStanding(
        tier_id, text(walk.since), until, walk.why, text(walk.grace), next_on, missing
    )


def at_once(before: TierStanding, found: TierStanding, steps: Ladder) -> TierStanding:
    """What holds as soon as a sale or a return is made, `found` being the judgement after it.

    A step up does. A step down does where the tier is held only as long as it is true (R26); any
    other waits for the night: until then nothing is missing for what the member still has.
    """
    was, now = steps.place.get(before.tier_id, -1), steps.place.get(found.tier_id, -1)
    if now >= was:
        return found
    rung = steps.rungs[was]
    if rung.valid == 0 and rung.downgrade is not Downgrade.NEVER:
        return found
    above = (one for one in found.missing if not one.keep and steps.place[one.tier_id] > was)
    return replace(before, missing=tuple(above))


def _gift(history: History, steps: Ladder, today: int) -> _Gift | None:
    """The given tier that holds today: the locked one given last, else the highest.

    By hand the last word about a tier counts, so that an end can be brought forward.
    """
    best: _Gift | None = None
    by_hand = {g.tier_id: g for g in history.given if g.why == BY_HAND and number(g.on) <= today}
    for given in history.given:
        if given.why == BY_HAND and by_hand.get(given.tier_id) is not given:
            continue
        place = steps.place.get(given.tier_id, -1)
        last = number(given.until) if given.until else NEVER
        ends = last + steps.rungs[place].grace if given.until else NEVER
        if place < 0 or not number(given.on) <= min(today, last) or today > ends:
            continue
        one = _Gift(place, given, last, ends if today > last else 0)
        if best is None or _rank(one) >= _rank(best):
            best = one
    return best


def _rank(one: _Gift) -> tuple[int, str, int, int]:
    if one.given.locked and not one.grace:
        return (1, one.given.on, one.place, one.last)
    return (0, "", one.place, one.last)


def _holds(gift: _Gift, walk: Walk) -> bool:
    """Whether the gift is the answer: locked, higher than the own way, or the same for longer."""
    if gift.given.locked and not gift.grace:
        return True
    own = walk.grace or walk.until
    return gift.place > walk.at or (gift.place == walk.at and (gift.grace or gift.last) > own)


def _given_changes(history: History, steps: Ladder, today: int) -> int:
    """The first day after today on which a gift begins or ends."""
    first = NEVER
    for given in history.given:
        place = steps.place.get(given.tier_id, -1)
        if place < 0:
            continue
        days = [number(given.on)]
        if given.until:
            last = number(given.until)
            days += [last + 1, last + 1 + steps.rungs[place].grace]
        first = min([first, *(day for day in days if day > today)])
    return first


def _to_rise(steps: Ladder, sums: Sums, at: int, today: int) -> tuple[Missing, ...]:
    """What is missing for the next tier that can be reached; one of them is enough, or all."""
    for rung in steps.rungs[at + 1 :]:
        if rung.climbed:
            return tuple(
                Missing(rung.tier_id, check.said, have, check.at_least, _lasts(check, sums, today))
                for check in rung.reach
                if (have := sums.value(check, today)) < check.at_least
            )
    return ()


def _lasts(check: Check, sums: Sums, today: int) -> str:
    """Until when what is there counts: the window's end, or the day before the oldest leaves it."""
    if check.window is not None:
        return text(calendar_end(check.window, today))
    if not check.days:
        return ""
    edge = today - check.wait
    inside = [day for day in sums.days if edge - check.days < day <= edge]
    return text(inside[0] + check.days - 1 + check.wait) if inside else ""


def _to_keep(walk: Walk, gift: _Gift | None, today: int) -> tuple[Missing, ...]:
    """What is missing to keep the tier at its term's end, or before its grace is over (R29)."""
    if gift or walk.at <= walk.ladder.floor or walk.until == NEVER:
        return ()
    rung: Rung = walk.ladder.rungs[walk.at]
    last = walk.grace or walk.until
    seen = today if walk.grace else walk.until
    if rung.downgrade is Downgrade.NEVER or walk.sums.held(rung, seen):
        return ()
    return tuple(
        Missing(rung.tier_id, check.said, have, check.at_least, text(last), keep=True)
        for check in rung.keep
        if (have := walk.sums.value(check, seen)) < check.at_least
    )


__all__ = ["Ladder", "at_once", "judge", "ladder"]
