"""Finds members as a cashier types: phone tail, part of a name, pinyin initials, a card."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.member import Member, MemberTerms
from app.usecases.sale.history import SaleRow
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in a list: enough to know them apart, the phone masked (R54)."""

    member_id: str
    name: str
    phone_masked: str
    tier_id: str
    tier_name: str
    tier_name_en: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class MemberFile:
    """A member's page: the file itself, and what they bought here."""

    member: Member
    row: MemberRow
    visits: int
    spent_minor: int
    last_ms: int
    sales: tuple[SaleRow, ...]


def search(s: Services, text: str, limit: int = 20) -> tuple[MemberRow, ...]:
    """Active members that match, best first; the newest few for blank text. Reader thread."""
    raise NotImplementedError


def attach(s: Services, member_id: str, scanned: bool = False) -> MemberTerms:
    """The terms that a basket takes on. Refused `member.unknown`, `member.inactive`."""
    raise NotImplementedError


def file(s: Services, member_id: str) -> MemberFile:
    """One member whole. Refused `member.unknown`."""
    raise NotImplementedError


def page(s: Services, *, limit: int = 100, offset: int = 0) -> tuple[MemberRow, ...]:
    """All members by name, a page at a time; inactive ones too. Reader thread."""
    raise NotImplementedError
