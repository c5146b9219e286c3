"""Members as words: rows of the list, the file of one, what is wrong with a field.

A phone number stands masked everywhere; whole only in the member's own file, after asking (R54).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.catalog import Department
from app.domain.errors import Refused, Unavailable
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Member, mask_phone
from app.usecases.member.find import MemberRow
from app.usecases.sale.history import SaleRow
from app.words import Words, amount, clock, percent, quantity

WEEKS = 12
FIELDS = ("phone", "name", "card", "tier", "note")


@dataclass(frozen=True, slots=True)
class RowVM:
    """A member in the list."""

    member_id: str
    name: str
    tier: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListVM:
    """The list. `state`: loading, empty (nobody at all), none (nobody matches), rows, error.

    `enrol` are the words of the key that takes the person searched for in.
    """

    state: str
    about: str = ""
    rows: tuple[RowVM, ...] = ()
    none: str = ""
    enrol: str = ""
    enrol_off: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class EnrolVM:
    """The form that takes somebody in. `known` is who already has that phone or card."""

    phone_error: str = ""
    name_error: str = ""
    card: str = ""
    card_error: str = ""
    known: str = ""
    known_id: str = ""
    error: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it; `role` is its ink."""

    label: str
    value: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class SaleVM:
    """A visit."""

    sale_id: str
    when: str
    what: str
    number: str
    value: str


@dataclass(frozen=True, slots=True)
class FileVM:
    """A member's page. `phone_key` is the words of the key that shows the number whole."""

    member_id: str
    name: str
    tier: str
    phone: str
    phone_key: str
    phone_off: str
    since: str
    said: str
    inactive: str
    facts: tuple[Fact, ...]
    worth: tuple[Fact, ...]
    worth_none: str
    visits: str
    spent: str
    last: str
    weeks: tuple[int, ...]
    sales: tuple[SaleVM, ...]
    use_off: str
    edit_off: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class EditVM:
    """The form of a member's file. `phone_hint` is the masked number: empty means unchanged."""

    name: str
    phone: str
    phone_hint: str
    note: str
    tiers: tuple[tuple[str, str], ...]
    tier: str
    notices: bool
    marketing: bool
    active: bool
    cards: tuple[str, ...]
    errors: tuple[tuple[str, str], ...] = ()
    error: str = ""
    busy: bool = False

    def error_of(self, field: str) -> str:
        """What is wrong with a field, or an empty text."""
        return dict(self.errors).get(field, "")


def row(one: MemberRow, words: Words) -> RowVM:
    """A member in the list."""
    tier = one.tier_name_en if words.lang == "en" and one.tier_name_en else one.tier_name
    note = "" if one.active else words("members.inactive")
    return RowVM(one.member_id, one.name, tier, one.phone_masked, note)


def field_of(trouble: Refused | Unavailable) -> str:
    """Which field a refusal is about: `phone.taken` is the phone's."""
    if isinstance(trouble, Unavailable):
        return ""
    field = trouble.code.partition(".")[0]
    return field if field in FIELDS else ""


def looks_like_phone(text: str) -> bool:
    """Whether what was searched for is rather a number than a name."""
    kept = text.replace(" ", "").replace("-", "")
    return kept.isascii() and kept.isdecimal()


def none(text: str, words: Words) -> tuple[str, str]:
    """What to say when nobody matches, and the words of the key that takes them in."""
    if looks_like_phone(text):
        return words("members.none", text=text), words("members.enrol_phone", phone=text)
    return words("members.none", text=text), words("members.enrol_name", name=text[:20])


def card(token: str, words: Words) -> str:
    """A card by its end: `尾号 4821`. The token itself never stands on a screen."""
    return words("members.card_tail", tail=token[-4:]) if token else ""


def facts(member: Member, words: Words) -> tuple[Fact, ...]:
    """The profile's quiet rows."""
    yes = member.consents.marketing
    cards = "　".join(card(token, words) for token in member.card_tokens)
    return (
        Fact(words("members.note"), member.note or words("members.no_note"), _ink(member.note)),
        Fact(words("members.cards"), cards or words("members.no_card"), _ink(cards)),
        Fact(
            words("members.notices"),
            words("members.agreed" if member.consents.notices else "members.refused"),
        ),
        Fact(
            words("members.marketing"),
            words("members.agreed" if yes else "members.refused"),
        ),
    )


def _ink(text: str) -> str:
    return "text" if text else "muted"


def worth(
    tier: TierTerms | None, departments: Sequence[Department], words: Words
) -> tuple[Fact, ...]:
    """What a tier takes off, by department, in the shop's order; the rest of the shop last."""
    if tier is None:
        return ()
    rates = dict(tier.discount_ppm)
    rows = [
        Fact(one.named(words.lang), _off(rates[one.department_id], words))
        for one in departments
        if one.department_id in rates
    ]
    if rates.get("*"):
        key = "members.all_else" if rows else "members.all"
        rows.append(Fact(words(key), _off(rates["*"], words)))
    if tier.price_list:
        rows.append(Fact(words("members.price_list"), words("members.lower_wins")))
    return tuple(rows)


def _off(ppm: int, words: Words) -> str:
    return percent(-ppm) if ppm else words("members.no_discount")


def sale(one: SaleRow, at: datetime, today: date, words: Words) -> SaleVM:
    """A visit: when, how many pieces, the receipt, how much."""
    return SaleVM(
        one.sale_id,
        when(at, today, words),
        words("members.pieces", count=quantity(one.pieces_milli)),
        one.short_no,
        amount(one.due_minor, words.digits),
    )


def when(at: datetime, today: date, words: Words) -> str:
    """`今天 17:40`, `昨天 17:40`, `9 月 8 日`, with the year when it is not this one."""
    if at.date() == today:
        return words("members.today", at=clock(at))
    if at.date() == today - timedelta(days=1):
        return words("members.yesterday", at=clock(at))
    return words.month_day(at) if at.year == today.year else words.full_day(at)


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


def phone(member: Member, *, whole_number: bool) -> str:
    """Masked, or in groups as one reads it out: `138 0013 6027`."""
    if not whole_number:
        return mask_phone(member.phone)
    digits = member.phone
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits
