"""The judgement again, slowly: a review on every single day, each sum counted anew.

It shares nothing with the fold but the terms: the law that both agree is worth as much as they
differ in how they work.
"""

from datetime import date, timedelta

from app.domain.loyalty.tier_rules import (
    Condition,
    Downgrade,
    History,
    Metric,
    TierRule,
    Window,
)


def first_day(window: Window, days: int, on: date) -> date:
    if window is Window.YEAR:
        return date(on.year, 1, 1)
    if window is Window.QUARTER:
        return date(on.year, on.month, 1).replace(month=(on.month - 1) // 3 * 3 + 1)
    if window is Window.MONTH:
        return date(on.year, on.month, 1)
    return on - timedelta(days=days - 1) if window is Window.ROLLING else date.min


def value(one: Condition, history: History, on: date) -> int:
    begun = min([history.enrolled_on, *(day.on for day in history.days)])
    if one.metric is Metric.TENURE:
        return (on - date.fromisoformat(begun)).days
    if one.metric is Metric.GROUP:
        return int(one.ref in history.groups)
    on -= timedelta(days=one.wait_days)
    since = date.min if one.metric is Metric.BALANCE else first_day(one.window, one.days, on)
    inside = [day for day in history.days if since <= date.fromisoformat(day.on) <= on]
    name = {
        Metric.SPEND: "spend_minor",
        Metric.VISITS: "visits",
        Metric.GROWTH: "growth",
        Metric.BALANCE: "stored_minor",
        Metric.TOPUP: "topup_minor",
    }[one.metric]
    found = [getattr(day, name) for day in inside]
    return max(found, default=0) if one.metric is Metric.TOPUP else sum(found)


def true(conditions: tuple[Condition, ...], every: bool, history: History, on: date) -> bool:
    met = [value(one, history, on) >= max(one.at_least, 0) for one in conditions]
    return bool(met) and (all(met) if every else any(met))


class ByDay:
    """A member's own way, one day after the other. `rules[0]` is everybody's."""

    def __init__(self, rules: tuple[TierRule, ...]) -> None:
        self.rules = rules
        self.at, self.why, self.until, self.grace = 0, "lowest", None, None
        self.since: date | None = None

    def reached(self, place: int, history: History, on: date) -> bool:
        rule = self.rules[place]
        return rule.by_reach and true(rule.reach, rule.every_condition, history, on)

    def held(self, place: int, history: History, on: date) -> bool:
        rule = self.rules[place]
        keep = rule.keep or rule.reach
        return true(keep, rule.every_condition, history, on) or self.reached(place, history, on)

    def enter(self, place: int, on: date, why: str) -> None:
        if place != self.at or why != "kept":
            self.since = on
        self.at, self.why, self.grace = place, why, None
        valid = self.rules[place].valid_days if place else 0
        self.until = on + timedelta(days=valid - 1) if valid else None

    def fall(self, on: date, seen: date, history: History) -> None:
        one_step = self.rules[self.at].downgrade is Downgrade.ONE_STEP
        for place in range(self.at - 1, 0, -1):
            rule = self.rules[place]
            if not (rule.by_reach and rule.reach):
                continue
            if one_step:
                lands = (
                    rule.valid_days > 0
                    or rule.downgrade is Downgrade.NEVER
                    or self.held(place, history, seen)
                )
            else:
                lands = self.reached(place, history, seen)
            if lands:
                return self.enter(place, on, "fell")
        return self.enter(0, on, "fell")

    def boundary(self, on: date, history: History) -> None:
        """What ended yesterday."""
        yesterday = on - timedelta(days=1)
        if (self.grace or self.until) != yesterday:
            return
        rule = self.rules[self.at]
        if rule.downgrade is Downgrade.NEVER or self.held(self.at, history, yesterday):
            self.enter(self.at, on, "kept")
        elif not self.grace and rule.grace_days:
            self.grace, self.why = yesterday + timedelta(days=rule.grace_days), "grace"
        else:
            self.fall(on, yesterday, history)

    def live(self, on: date, history: History) -> None:
        if self.since is None:
            self.since = on
        self.boundary(on, history)
        for place in range(len(self.rules) - 1, self.at, -1):
            if self.reached(place, history, on):
                return self.enter(place, on, "reached")
        rule = self.rules[self.at]
        if not self.at:
            return None
        if self.grace:
            if self.held(self.at, history, on):
                self.enter(self.at, on, "kept")
            return None
        if not rule.valid_days and rule.downgrade is not Downgrade.NEVER:
            self.drop(on, history)
        return None

    def drop(self, on: date, history: History) -> None:
        """A tier that is held only as long as it is true."""
        if self.held(self.at, history, on):
            return
        grace = self.rules[self.at].grace_days
        if grace:
            yesterday = on - timedelta(days=1)
            self.until, self.grace = yesterday, yesterday + timedelta(days=grace)
            self.why = "grace"
        else:
            self.fall(on, on, history)


def by_day(history: History, rules: tuple[TierRule, ...], on: str) -> tuple[str, str, str, str]:
    """(tier, since, why, grace's last day) after a review on every day from the first on."""
    begun = min([history.enrolled_on, *(day.on for day in history.days)])
    walk = ByDay(rules)
    day, last = date.fromisoformat(begun), date.fromisoformat(on)
    seen = History(history.enrolled_on, (), (), history.groups)
    while day <= last:
        known = tuple(one for one in history.days if one.on <= day.isoformat())
        seen = History(history.enrolled_on, known, (), history.groups)
        walk.live(day, _started(seen, begun))
        day += timedelta(days=1)
    grace = walk.grace.isoformat() if walk.grace else ""
    return rules[walk.at].tier_id, (walk.since or last).isoformat(), walk.why, grace


def _started(history: History, begun: str) -> History:
    return History(min(history.enrolled_on, begun), history.days, (), history.groups)
