"""Days, ends, cards, phones and amounts as every page of a member writes them.

A phone number stands masked everywhere; whole only after asking, and that is journalled (R54).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.domain.catalog import Department
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Member, mask_phone
from app.domain.rights import NEVER
from app.words import Words, amount, clock, percent
from ui.members.viewmodel.parts import FactVM

WEEKS = 12
SOON_DAYS = 20


def money(minor: int, words: Words, *, plus: bool = False) -> str:
    """`1,234.50`; with `plus` what came has its sign."""
    return amount(minor, words.digits, plus=plus)


def when(at: datetime, today: date, words: Words) -> str:
    """`今天 17:40`, `昨天 17:40`, `9 月 8 日`, with the year when it is not this one."""
    if at.date() == today:
        return words("members.today", at=clock(at))
    if at.date() == today - timedelta(days=1):
        return words("members.yesterday", at=clock(at))
    return words.month_day(at) if at.year == today.year else words.full_day(at)


def day(on: str, today: date, words: Words) -> str:
    """A business date: `9 月 30 日`, with the year when it is not this one."""
    found = date.fromisoformat(on)
    return words.month_day(found) if found.year == today.year else words.full_day(found)


def until(bucket: str, today: date, words: Words) -> str:
    """`到 9 月 30 日`, or that it never ends."""
    if bucket in (NEVER, ""):
        return words("member.never")
    return words("member.until", day=day(bucket, today, words))


def days_left(bucket: str, today: date) -> int | None:
    """Days until the last one, 0 on it; None when there is no end."""
    if bucket in (NEVER, ""):
        return None
    return (date.fromisoformat(bucket) - today).days


def soon(bucket: str, today: date, words: Words) -> str:
    """`还有 18 天` when the end is near, else nothing."""
    left = days_left(bucket, today)
    if left is None or not 0 <= left <= SOON_DAYS:
        return ""
    return words("member.last_day") if left == 0 else words("member.days_left", n=left)


def card(token: str, words: Words) -> str:
    """A card by its end: `尾号 4821`. The token itself never stands on a screen."""
    return words("members.card_tail", tail=token[-4:]) if token else ""


def worth(
    tier: TierTerms | None, departments: Sequence[Department], words: Words
) -> tuple[FactVM, ...]:
    """What a tier takes off, by department, in the shop's order; the rest of the shop last."""
    if tier is None:
        return ()
    rates = dict(tier.discount_ppm)
    rows = [
        FactVM(one.named(words.lang), _off(rates[one.department_id], words))
        for one in departments
        if one.department_id in rates
    ]
    if rates.get("*"):
        key = "members.all_else" if rows else "members.all"
        rows.append(FactVM(words(key), _off(rates["*"], words)))
    if tier.price_list:
        rows.append(FactVM(words("members.price_list"), words("members.lower_wins")))
    return tuple(rows)


def _off(ppm: int, words: Words) -> str:
    return percent(-ppm) if ppm else words("members.no_discount")


def weeks(sales: Sequence[tuple[datetime, int]], today: date) -> tuple[int, ...]:
    """Amounts of the last twelve weeks, oldest first; the last one ends today."""
    sums = [0] * WEEKS
    for at, minor in sales:
        ago = (today - at.date()).days // 7
        if 0 <= ago < WEEKS:
            sums[WEEKS - 1 - ago] += minor
    return tuple(sums)


def visits(count: int, spent_minor: int, words: Words) -> str:
    """`来 23 次，每次 41.70`."""
    if not count:
        return words("members.no_visit")
    return words("members.visits", n=count, each_minor=spent_minor // count)


def whole_phone(digits: str) -> str:
    """In groups as one reads it out: `138 0013 6027`."""
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits


def phone(member: Member, whole: str) -> str:
    """Masked, or the number that was asked for."""
    return whole_phone(whole) if whole else mask_phone(member.phone)
