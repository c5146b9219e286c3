"""Who a member is, as far as the counter must know: the file, the masks, and the terms of sale.

Their money (stored value, points, vouchers, packages) is another room; `MemberTerms` is the door.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes.cards import without_card
from app.domain.errors import Refused
from app.domain.ids import MemberId


@dataclass(frozen=True, slots=True)
class Consents:
    """What the member agreed to (R53): joining never needs the second one."""

    notices: bool = True
    marketing: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member's file on the till. `phone` is digits only, `card_tokens` what a card carries."""

    member_id: MemberId
    name: str
    phone: str
    tier_id: str = ""
    card_tokens: tuple[str, ...] = ()
    consents: Consents = Consents()
    enrolled_ms: int = 0
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """What a sale needs to know of a member: who, on what terms. Travels in basket and draft."""

    member_id: MemberId
    name: str
    phone_masked: str
    tier_id: str = ""
    scanned: bool = False


def clean_phone(text: str) -> str:
    """A phone number as digits: spaces, dashes and a +86 go.

    Refused `code.payment_card`, `phone.unreadable`, `phone.length` (7 to 15 digits): a Chinese
    mobile number, 11 digits from 1, is what most shops have, but landlines and foreign guests are
    members too.
    """
    folded = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    kept = folded.replace(" ", "").replace("-", "").replace("\u3000", "")
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
    """A name for paper: the family name and the last character, `陈*桐`; one letter stays."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return f"{name[0]}*{name[-1]}"
