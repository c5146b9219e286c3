"""Who a member is, as far as the counter must know: the file, the masks, and the terms of sale.

Their money (stored value, points, vouchers, packages) is another room; `MemberTerms` is the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.codes.cards import without_card
from app.domain.errors import Refused
from app.domain.ids import MemberId

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Consents:
    """What the member agreed to (R53): joining never needs more than the first.

    `health`: a note about health may be kept (R52: asked apart from everything else).
    """

    notices: bool = True
    marketing: bool = False
    health: bool = False


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day of the year, solar or of the lunar calendar; `year` 0 when it was not said (R53)."""

    month: int
    day: int
    year: int = 0
    lunar: bool = False

    def __post_init__(self) -> None:
        most = 30 if self.lunar else _DAYS[self.month - 1] if 1 <= self.month <= 12 else 0
        if not 1 <= self.month <= 12 or not 1 <= self.day <= most:
            raise Refused("birthday.no_such_day", month=self.month, day=self.day)
        if self.year and not 1900 <= self.year <= 2100:
            raise Refused("birthday.year", year=self.year)

    def __str__(self) -> str:
        """`08-15`, lunar `L08-15`: what is compared, indexed and found by day."""
        return f"{'L' if self.lunar else ''}{self.month:02d}-{self.day:02d}"


class CardKind(StrEnum):
    """How a card is read. None carries value: each is a name that the till looks up (3.20)."""

    CODE = "code"
    STRIPE = "stripe"
    RFID = "rfid"
    PHONE = "phone"  # a second number: of one who was merged


class CardState(StrEnum):
    """`replaced` is for good, `lost` until it is found, `blocked` may have an end."""

    ACTIVE = "active"
    LOST = "lost"
    BLOCKED = "blocked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a member. `until_ms` is when a block ends (0: when somebody lifts it); `label`
    says whose it is in a family."""

    token: str
    kind: CardKind = CardKind.CODE
    state: CardState = CardState.ACTIVE
    until_ms: int = 0
    label: str = ""

    def usable(self, now_ms: int) -> bool:
        """Whether it names its member now."""
        if self.state is CardState.BLOCKED:
            return 0 < self.until_ms <= now_ms
        return self.state is CardState.ACTIVE

    @property
    def alive(self) -> bool:
        """Whether it may be used again as it is: a block ends by itself."""
        return self.state in (CardState.ACTIVE, CardState.BLOCKED)


@dataclass(frozen=True, slots=True)
class Member:
    """A member's file on the till. `phone` is digits only.

    `named` is False while `name` is only the masked phone of one who joined without a name.
    `health_note` is kept by consent of its own and read by permission of its own; `photo` is the
    SHA-256 of a picture that lies outside of the journal; `pin_hash` guards spending above a limit.
    `language` is what their paper speaks; empty: the shop's.
    """

    member_id: MemberId
    name: str
    phone: str
    tier_id: str = ""
    cards: tuple[Card, ...] = ()
    consents: Consents = Consents()
    enrolled_ms: int = 0
    note: str = ""
    active: bool = True
    named: bool = True
    birthday: Birthday | None = None
    gender: str = ""
    tags: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    health_note: str = ""
    photo: str = ""
    pin_hash: str = ""
    advisor_id: str = ""
    household_id: str = ""
    groups: tuple[str, ...] = ()
    language: str = ""

    @property
    def card_tokens(self) -> tuple[str, ...]:
        """What the cards carry that still name this member; one blocked for a while among them."""
        return tuple(one.token for one in self.cards if one.alive)

    def card(self, token: str) -> Card | None:
        """The card that carries this token."""
        return next((one for one in self.cards if one.token == token), None)


def plain_cards(tokens: Iterable[str]) -> tuple[Card, ...]:
    """Tokens as cards that are read by a scanner and in use."""
    return tuple(Card(token) for token in dict.fromkeys(tokens))


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """What a sale needs to know of a member: who, on what terms. Travels in basket and draft.

    `scanned`: a card was there; `late`: the member came when the total had been asked for. Both are
    for the sentinel (rules.md 3.18).
    """

    member_id: MemberId
    name: str
    phone_masked: str
    tier_id: str = ""
    scanned: bool = False
    late: bool = False


def clean_phone(text: str) -> str:
    """A phone number as digits: spaces, dashes and a +86 go.

    Refused `phone.missing`, `phone.unreadable`, `code.payment_card`, `phone.length` (7 to 15): a
    Chinese mobile number, 11 digits from 1, is what most shops have, but landlines and foreign
    guests are members too.
    """
    folded = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    kept = folded.replace(" ", "").replace("-", "").replace("\u3000", "")
    if not kept:
        raise Refused("phone.missing")
    digits = kept.removeprefix("+86") if kept.startswith("+86") else kept.removeprefix("+")
    if not digits.isascii() or not digits.isdecimal():
        raise Refused("phone.unreadable", text=text[:20])
    without_card(digits)
    if not 7 <= len(digits) <= 15 or (digits.startswith("1") and len(digits) != 11):
        raise Refused("phone.length", digits=len(digits))
    return digits


def clean_name(text: str) -> str:
    """A name without control characters and edge spaces, 1 to 200 characters long.

    Refused `name.empty`, `name.too_long`, `code.payment_card`.
    """
    kept = clean_line(text)
    if not kept:
        raise Refused("name.empty")
    if len(kept) > 200:
        raise Refused("name.too_long", length=len(kept), most=200)
    return without_card(kept)


def clean_line(text: str) -> str:
    """One line: control characters, line ends and halves of letters gone, single spaces between."""
    words = "".join(" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in words if c.isprintable()).split())


def mask_phone(phone: str) -> str:
    """`138****1234`: the first three and last four; shorter numbers keep the last two only."""
    if len(phone) >= 8:
        return f"{phone[:3]}****{phone[-4:]}"
    return "****" + phone[-2:]


def mask_name(name: str) -> str:
    """A name for paper: the family name and the last character, `陈*桐`; one letter stays.

    A masked phone that stands for a name says no more when it is masked again: it stays.
    """
    if len(name) <= 1 or "****" in name:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return f"{name[0]}*{name[-1]}"
