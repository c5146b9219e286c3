"""The tier rules made ready for judging: conditions as plain numbers, once for many members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import Condition, Downgrade, Metric, TierRule, Window

# a metric's place among a history's sums; the others are looked up otherwise
VISITS, SPEND, GROWTH, BALANCE, TOPUP, TENURE, GROUP = range(7)
_METRIC = {
    Metric.VISITS: VISITS,
    Metric.SPEND: SPEND,
    Metric.GROWTH: GROWTH,
    Metric.BALANCE: BALANCE,
    Metric.TOPUP: TOPUP,
    Metric.TENURE: TENURE,
    Metric.GROUP: GROUP,
}


class Check(NamedTuple):
    """A condition as numbers. `window` None: no calendar window; `days` 0: since ever."""

    metric: int
    at_least: int
    window: Window | None
    days: int
    wait: int
    ref: str
    said: Metric


class Rung(NamedTuple):
    """A tier of the ladder. `climbed`: by reaching it; else only by purchase or grant."""

    tier_id: str
    reach: tuple[Check, ...]
    keep: tuple[Check, ...]
    every: bool
    valid: int
    grace: int
    downgrade: Downgrade
    climbed: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rules made ready, lowest first. `floor` is where everyone stands: 0, or -1 for no tier.

    `daily`: some rung is only held as long as it is true, so that every day on which a sum may
    shrink must be looked at. `plain`: nothing but the end of a term comes by itself. `climbed` are
    the places of the rungs that can be reached, the highest first.
    """

    rungs: tuple[Rung, ...]
    place: dict[str, int]
    checks: tuple[Check, ...]
    floor: int
    daily: bool
    waits: tuple[int, ...]
    tenures: tuple[int, ...]
    plain: bool
    climbed: tuple[int, ...]


def ladder(rules: Sequence[TierRule], tiers: Sequence[TierTerms] = ()) -> Ladder:
    """Rules made ready, by level where `tiers` say one.

    A tier without a rule comes by purchase or grant only; a rule without a tier is left out.
    """
    if tiers:
        known = {rule.tier_id: rule for rule in rules}
        rules = [
            known.get(tier.tier_id, TierRule(tier.tier_id, by_reach=False))
            for tier in sorted(tiers, key=lambda tier: tier.level)
        ]
    rungs = tuple(_rung(rule) for rule in rules)
    floor = 0 if rules and rules[0].by_reach and not rules[0].reach else -1
    places = tuple(n for n in range(len(rungs) - 1, floor, -1) if rungs[n].climbed)
    climbed = [rungs[place] for place in places]
    checks = tuple(dict.fromkeys(check for rung in climbed for check in (*rung.reach, *rung.keep)))
    daily = any(rung.valid == 0 for rung in climbed)
    waits = tuple({0: None} | {check.wait: None for check in checks})
    tenures = tuple({check.at_least: None for check in checks if check.metric == TENURE})
    return Ladder(
        rungs=rungs,
        place={rung.tier_id: place for place, rung in enumerate(rungs)},
        checks=checks,
        floor=floor,
        daily=daily,
        waits=waits,
        tenures=tenures,
        plain=not daily and waits == (0,) and not tenures,
        climbed=places,
    )


def _rung(rule: TierRule) -> Rung:
    reach = tuple(_check(one) for one in rule.reach)
    keep = tuple(_check(one) for one in rule.keep)
    return Rung(
        rule.tier_id,
        reach,
        keep or reach,
        rule.every_condition,
        rule.valid_days,
        rule.grace_days,
        rule.downgrade,
        rule.by_reach and bool(reach),
    )


def _check(one: Condition) -> Check:
    metric = _METRIC[one.metric]
    windowed = metric in (VISITS, SPEND, GROWTH, TOPUP)
    calendar = windowed and one.window in (Window.YEAR, Window.QUARTER, Window.MONTH)
    rolling = windowed and one.window is Window.ROLLING
    return Check(
        metric,
        1 if metric == GROUP else one.at_least,  # in it or not: a figure says nothing
        one.window if calendar else None,
        max(one.days, 1) if rolling else 0,
        one.wait_days if metric < TENURE else 0,
        one.ref,
        one.metric,
    )
