"""Changes a member's file: each change is a document that says who changed what, sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack

from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Consents, Member, clean_name, clean_phone, plain_cards
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.member.file_write import card_token, require_free, write_file
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


class MemberChanges(TypedDict, total=False):
    """What may be changed; what is not named stays."""

    name: str
    phone: str
    note: str
    tier_id: str
    marketing: bool
    notices: bool
    cards: tuple[str, ...]
    active: bool


def edit(
    s: Services, operator: Operator, member_id: str, **changes: Unpack[MemberChanges]
) -> Outcome[Member]:
    """The member after the change; nothing is written when nothing changes.

    Refused: `permission.missing`, `member.unknown`, `name.*`, `phone.*`, `phone.taken`,
    `card.taken`, `card.not_a_member_card`, `tier.unknown`.
    """
    require(operator, Permission.MEMBER_EDIT)
    with s.db.write() as tx:
        before = known(tx, member_id)
        after = _changed(tx, before, changes)
        if after == before:
            return Outcome(before)
        require_free(tx, after)
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=sorted(changes))
    return Outcome(after, Changes(members=frozenset({member_id})))


def _changed(tx: Tx, before: Member, changes: MemberChanges) -> Member:
    tier_id = changes.get("tier_id", before.tier_id)
    if tier_id != before.tier_id and tier_id not in {one.tier_id for one in shops.tiers(tx)}:
        raise Refused("tier.unknown", tier=tier_id[:40])
    cards = changes.get("cards", before.card_tokens)
    return replace(
        before,
        name=clean_name(changes["name"]) if "name" in changes else before.name,
        phone=clean_phone(changes["phone"]) if "phone" in changes else before.phone,
        note=without_card(changes.get("note", before.note)).strip()[:500],
        tier_id=tier_id,
        cards=plain_cards(card_token(one) for one in cards),
        consents=Consents(
            changes.get("notices", before.consents.notices),
            changes.get("marketing", before.consents.marketing),
        ),
        active=changes.get("active", before.active),
    )
