"""Finds members as a cashier types: phone tail, part of a name, pinyin initials, a card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.member import Member, MemberTerms, mask_phone
from app.store import members, sales
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.sale.history import SaleRow, rows_of
from app.usecases.services import Services

RECENT = 20  # sales shown on a member's page


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
    """A member's page: the file itself, and what they bought at this till, the newest first.

    `visits` and `spent_minor` are of all sales here, `sales` the newest few of them.
    """

    member: Member
    row: MemberRow
    visits: int
    spent_minor: int
    last_ms: int
    sales: tuple[SaleRow, ...]


def search(s: Services, text: str, limit: int = 20) -> tuple[MemberRow, ...]:
    """Active members that match, best first; nothing for blank text. Reader thread."""
    with s.db.read() as tx:
        return _rows(tx, members.search(tx, text, limit=limit))


def attach(s: Services, member_id: str, scanned: bool = False) -> MemberTerms:
    """The terms that a basket takes on. Refused `member.unknown`, `member.inactive`."""
    with s.db.read() as tx:
        member = known(tx, member_id)
    if not member.active:
        raise Refused("member.inactive", name=member.name)
    return terms_of(member, scanned=scanned)


def file(s: Services, member_id: str) -> MemberFile:
    """One member whole. Refused `member.unknown`. Reader thread."""
    with s.db.read() as tx:
        member = known(tx, member_id)
        bought = sales.recent(tx, member_id=member_id, limit=-1)
        return MemberFile(
            member=member,
            row=_rows(tx, [member])[0],
            visits=len(bought),
            spent_minor=sum(one.due_minor for one in bought),
            last_ms=bought[0].at_ms if bought else 0,
            sales=rows_of(tx, bought[:RECENT]),
        )


def page(s: Services, *, limit: int = 100, offset: int = 0) -> tuple[MemberRow, ...]:
    """All members in the order they joined, a page at a time; inactive ones too. Reader thread."""
    with s.db.read() as tx:
        return _rows(tx, members.page(tx, limit=offset + limit)[offset:])


def count(s: Services) -> int:
    """How many members there are."""
    with s.db.read() as tx:
        return members.count(tx)


def terms_of(member: Member, *, scanned: bool) -> MemberTerms:
    """What a basket takes on of a member; `scanned` says that a card was there (rules.md 3.18)."""
    phone = mask_phone(member.phone)
    return MemberTerms(member.member_id, member.name, phone, member.tier_id, scanned)


def known(tx: Tx, member_id: str) -> Member:
    """The member; Refused `member.unknown`."""
    member = members.get(tx, member_id)
    if member is None:
        raise Refused("member.unknown")
    return member


def _rows(tx: Tx, found: Iterable[Member]) -> tuple[MemberRow, ...]:
    tiers = {one.tier_id: one for one in shops.tiers(tx)}
    rows = []
    for member in found:
        tier = tiers.get(member.tier_id)
        names = (tier.name, tier.named("en")) if tier else ("", "")
        phone = mask_phone(member.phone)
        rows.append(
            MemberRow(member.member_id, member.name, phone, member.tier_id, *names, member.active)
        )
    return tuple(rows)
