"""Which multiplier holds: tier, weekday, hour, member day, birthday, department; the largest one.

Of the tier's own multiplier and all that fit, one counts and never two of them together: a double
day at a tier that earns double is double, and the owner is not surprised.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import Multiplier
from app.domain.loyalty.tier_rules import BenefitKind
from app.domain.money import PPM


class Ppm:
    """The multiplier of each department at one instant, for one member.

    `member` is (tier id, birthday MM-DD); days are business dates, hours those of the wall clock.
    """

    def __init__(
        self, program: Program, at_ms: int, zone: str, today: str, member: tuple[str, str]
    ) -> None:
        tier_id, birthday = member
        self._fit: list[Multiplier] = []
        if program.points.multipliers:
            hour = datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(ZoneInfo(zone)).hour
            self._fit = [
                one
                for one in program.points.multipliers
                if _fits(one, today, hour) and _for_member(one, tier_id, birthday, today)
            ]
        rule = program.tier_rule(tier_id)
        self._tier = [
            one.ppm for one in (rule.benefits if rule else ()) if one.kind is BenefitKind.POINTS
        ]

    def of(self, department_id: str) -> int:
        """The largest that fits a department; 1,000,000 when none does."""
        if not self._fit:
            return max(self._tier, default=PPM)
        fit = [
            one.ppm for one in self._fit if not one.departments or department_id in one.departments
        ]
        return max((*self._tier, *fit), default=PPM)

    def name_of(self, ppm: int) -> str:
        """The name of the multiplier that is so large; empty when it is the tier's own."""
        return next((one.name for one in self._fit if one.ppm == ppm), "")


def _fits(one: Multiplier, today: str, hour: int) -> bool:
    day = date.fromisoformat(today)
    return (
        one.from_hour <= hour < one.until_hour
        and (not one.weekdays or day.weekday() in one.weekdays)
        and (not one.month_days or day.day in one.month_days)
        and (not one.from_on or one.from_on <= today)
        and (not one.until_on or today <= one.until_on)
    )


def _for_member(one: Multiplier, tier_id: str, birthday: str, today: str) -> bool:
    if one.tiers and tier_id not in one.tiers:
        return False
    if not one.birthday:
        return True
    return bool(birthday) and today[5:].startswith(
        birthday[:2] if one.birthday == "month" else birthday
    )
