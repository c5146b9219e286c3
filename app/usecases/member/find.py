"""Finds members as a cashier types: phone tail, part of a name, pinyin initials, a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.errors import Refused
from app.domain.member import Member, MemberTerms, clean_line, clean_phone, mask_phone
from app.domain.shop import business_date
from app.store import members, sales, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, refunds
from app.usecases.member.birthday import next_solar
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

    `visits` and `spent_minor` are of all sales here, without what came back and visits of which
    all did; `sales` the newest few of them. `member` has
    no health note and no PIN: `has_health` and `has_pin` say that there are (member/seen.py).
    `next_birthday` is the solar date it is kept on next. `merged_into` is who stayed when this file
    was merged away, `merged` whose files were merged into this one.
    """

    member: Member
    row: MemberRow
    visits: int
    spent_minor: int
    last_ms: int
    sales: tuple[SaleRow, ...]
    has_health: bool = False
    has_pin: bool = False
    next_birthday: str = ""
    advisor_name: str = ""
    household: tuple[MemberRow, ...] = ()
    merged_into: MemberRow | None = None
    merged: tuple[MemberRow, ...] = ()


def search(s: Services, text: str, limit: int = 20) -> tuple[MemberRow, ...]:
    """Active members that match, best first; nothing for blank text. Reader thread."""
    with s.db.read() as tx:
        found = members.glance(tx, text, limit=limit)
        tiers = {one.tier_id: (one.name, one.named("en")) for one in shops.tiers(tx)}
    return tuple(
        MemberRow(member_id, name, mask_phone(phone), tier_id, *tiers.get(tier_id, ("", "")))
        for member_id, name, phone, tier_id in found
    )


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
        born, advisor = member.birthday, staff.get(tx, member.advisor_id)
        today = business_date(s.clock.now_ms(), *shops.day_rule(tx))
        near = members.household(tx, member.household_id) if member.household_id else ()
        stays, *joined = merges.ids(tx, member_id)
        bought = sales.recent(tx, member_id=member_id, limit=-1)
        gone: Counter[str] = Counter()
        for back in refunds.recent(tx, member_id=member_id, limit=-1):
            gone[back.sale_id] += back.total_minor
        return MemberFile(
            member=shown(member),
            row=rows(tx, [member])[0],
            visits=sum(
                not gone[one.sale_id] or gone[one.sale_id] < one.due_minor for one in bought
            ),
            spent_minor=sum(one.due_minor - gone[one.sale_id] for one in bought),
            last_ms=bought[0].at_ms if bought else 0,
            sales=rows_of(tx, bought[:RECENT]),
            has_health=bool(member.health_note),
            has_pin=bool(member.pin_hash),
            next_birthday=next_solar(born, today) if born else "",
            advisor_name=advisor.name if advisor else "",
            household=rows(tx, (one for one in near if one.member_id != member_id)),
            merged_into=rows(tx, [known(tx, stays)])[0] if stays != member_id else None,
            merged=rows(tx, (known(tx, one) for one in joined)) if stays == member_id else (),
        )


def duplicates(s: Services, phone: str = "", name: str = "") -> tuple[MemberRow, ...]:
    """Active members who may be the same person: whose number it is, then who has the same name,
    or one that sounds the same. Half typed numbers find nobody. Reader thread."""
    with s.db.read() as tx:
        found: dict[str, Member] = {}
        try:
            digits = clean_phone(phone)
        except Refused:
            digits = ""
        holder = members.find_by_phone(tx, digits) or members.find_by_card(tx, digits)
        if digits and holder is not None:
            found[holder.member_id] = holder
        for one in _namesakes(tx, clean_line(name)):
            found.setdefault(one.member_id, one)
        return rows(tx, found.values())


def page(s: Services, *, limit: int = 100, offset: int = 0) -> tuple[MemberRow, ...]:
    """All members in the order they joined, a page at a time; inactive ones too. Reader thread."""
    with s.db.read() as tx:
        return rows(tx, members.page(tx, limit=offset + limit)[offset:])


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


def shown(member: Member) -> Member:
    """The file as anybody at the counter may have it: no health note, no PIN."""
    return replace(member, health_note="", pin_hash="")


def _namesakes(tx: Tx, name: str) -> tuple[Member, ...]:
    if len(name) < 2:
        return ()
    from pypinyin import lazy_pinyin

    said = "".join(lazy_pinyin(name)).casefold()
    likely = (*members.search(tx, name, limit=10), *members.search(tx, said, limit=10))
    return tuple(one for one in likely if "".join(lazy_pinyin(one.name)).casefold() == said)


def rows(tx: Tx, found: Iterable[Member]) -> tuple[MemberRow, ...]:
    """Members as list rows."""
    tiers = {one.tier_id: one for one in shops.tiers(tx)}
    made = []
    for member in found:
        tier = tiers.get(member.tier_id)
        names = (tier.name, tier.named("en")) if tier else ("", "")
        phone = mask_phone(member.phone)
        made.append(
            MemberRow(member.member_id, member.name, phone, member.tier_id, *names, member.active)
        )
    return tuple(made)
