"""Visitors by hour as the page shows them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.usecases.report.traffic import TrafficPlan
from app.words import Words

MOST = 100_000
SHOWN_ERRORS = 5


@dataclass(frozen=True, slots=True)
class TrafficVM:
    """The page: the day, a number an hour (empty: not known), what a file would bring."""

    days: str
    later_off: str
    hours: tuple[tuple[int, str], ...]
    total: str
    plan: tuple[str, ...] = ()
    error: str = ""
    error_hour: int = -1
    said: str = ""
    busy: bool = False


def read_count(text: str) -> int | None:
    """The number typed, None for nothing. Refused `traffic.number`."""
    clean = text.strip().replace(",", "").replace("，", "")
    if not clean:
        return None
    if not (clean.isascii() and clean.isdecimal()) or len(clean) > 9:
        raise Refused("traffic.number", text=text.strip()[:20])
    return int(clean)


def shown(
    bd: str,
    today: str,
    hours: Mapping[int, int],
    words: Words,
    *,
    plan: tuple[str, ...] = (),
    error: str = "",
    error_hour: int = -1,
    said: str = "",
    busy: bool = False,
) -> TrafficVM:
    """The page of a day."""
    return TrafficVM(
        words.day(date.fromisoformat(bd)),
        words("reports.no_later") if bd >= today else "",
        tuple((hour, str(hours[hour]) if hour in hours else "") for hour in range(24)),
        words("reports.traffic.total", n=sum(hours.values())),
        plan,
        error,
        error_hour,
        said,
        busy,
    )


def planned(plan: TrafficPlan, words: Words) -> tuple[str, ...]:
    """What taking a file would do, and what of it could not be read."""
    first, last = plan.days
    found = [
        words(
            "reports.traffic.plan",
            n=len(plan.hours),
            visitors=plan.visitors,
            first=first,
            last=last,
        )
    ]
    if plan.replaced:
        found.append(words("reports.traffic.replaced", n=plan.replaced))
    if plan.errors:
        lines = ", ".join(str(one.line) for one in plan.errors[:SHOWN_ERRORS])
        why = words(f"traffic.error.{plan.errors[0].code}", text=plan.errors[0].text)
        found.append(words("reports.traffic.unread", n=len(plan.errors), lines=lines, why=why))
    return tuple(found)
