"""What a tier brings beside prices and points: vouchers each period, birthday, exclusives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.loyalty.tier_rules import Benefit, BenefitKind, TierRule, Window
from app.domain.loyalty.tiers.windows import birthday_on, calendar_end, calendar_start, number, text

_EVERY = {"month": Window.MONTH, "quarter": Window.QUARTER, "year": Window.YEAR}
_GIVEN = (BenefitKind.VOUCHERS, BenefitKind.FREE_SERVICE)


@dataclass(frozen=True, slots=True)
class Due:
    """Vouchers that are due: `n` of a campaign for the period that begins on `period`.

    `until_on` is the period's last day when what is not used is lost (F33); empty: as the campaign
    says. `key` and `period` are what the giver remembers, so that nothing is given twice.
    """

    key: str
    period: str
    kind: BenefitKind
    campaign_id: str
    n: int
    until_on: str = ""


def vouchers_due(
    rule: TierRule, since: str, on: str, given: Mapping[str, str], *, birthday: str = ""
) -> tuple[Due, ...]:
    """What a member of this tier since `since` is to be given on a day.

    `given` maps a due's key to the last period that it was given for. What rolls over is given for
    every period since then, at most a year back; the rest for this period only. The birthday gift
    comes on the day itself (`birthday` MM-DD, solar), or at the first review within 30 days after.
    """
    found: list[Due] = []
    for one in rule.benefits:
        key = f"{one.kind.value}:{one.campaign_id}:{one.every}"
        last = given.get(key, "")
        if one.kind in _GIVEN:
            found += [
                Due(key, text(first), one.kind, one.campaign_id, one.n, _ends(one, first))
                for first in _periods(one, since, on, last)
            ]
        elif one.kind is BenefitKind.BIRTHDAY and birthday:
            day = _last_birthday(birthday, on)
            late = date.fromisoformat(on) - date.fromisoformat(day)
            if day > last and late <= timedelta(days=30):
                found.append(Due(key, day, one.kind, one.campaign_id, one.n))
    return tuple(found)


def _last_birthday(birthday: str, on: str) -> str:
    this_year = birthday_on(birthday, int(on[:4]))
    return this_year if this_year <= on else birthday_on(birthday, int(on[:4]) - 1)


def _periods(one: Benefit, since: str, on: str, last: str) -> list[int]:
    """The first days of the periods that are due, the oldest first."""
    window = _EVERY[one.every]
    first = calendar_start(window, number(on))
    found: list[int] = []
    oldest = max(number(since), number(on) - 365)
    while text(first) > last and (not found or one.rolls_over):
        if calendar_end(window, first) < oldest:
            break
        found.append(first)
        first = calendar_start(window, first - 1)
    return found[::-1]


def _ends(one: Benefit, first: int) -> str:
    return "" if one.rolls_over else text(calendar_end(_EVERY[one.every], first))


def needs_tier(item_id: str, tier_id: str, rules: Sequence[TierRule]) -> str:
    """The lowest tier that may buy an exclusive item; empty when this member may.

    `rules` lowest first: a tier's exclusive items are for it and all above it.
    """
    for rule in rules:
        if any(one.kind is BenefitKind.EXCLUSIVE and item_id in one.items for one in rule.benefits):
            above = [one.tier_id for one in rules[rules.index(rule) :]]
            return "" if tier_id in above else rule.tier_id
    return ""
