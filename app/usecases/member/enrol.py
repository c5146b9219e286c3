"""Takes a new member in: a phone number, a name, and what they agreed to (R53)."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Kind
from app.domain.ids import MemberId
from app.domain.member import Consents, Member, clean_name, clean_phone, plain_cards
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.usecases.member.file_write import card_token, require_free, write_file
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


def enrol(
    s: Services, operator: Operator, *, name: str, phone: str, marketing: bool, card: str = ""
) -> Outcome[Member]:
    """The new member, in the lowest tier. Joining never needs `marketing`.

    `card` is a card's token, with or without `M:`. What was agreed to, when and before whom stands
    in the document.
    Refused: `permission.missing`, `name.*`, `phone.*`, `phone.taken` (member_id; name and phone
    masked), `card.taken`, `card.not_a_member_card`, `code.payment_card`.
    """
    require(operator, Permission.MEMBER_ENROL)
    member = Member(
        MemberId(s.clock.new_id()),
        clean_name(name),
        clean_phone(phone),
        cards=plain_cards((card_token(card),) if card.strip() else ()),
        consents=Consents(marketing=marketing),
        enrolled_ms=s.clock.now_ms(),
    )
    with s.db.write() as tx:
        require_free(tx, member)
        tiers = shops.tiers(tx)
        joined = replace(member, tier_id=tiers[0].tier_id if tiers else "")
        write_file(tx, s, Kind.MEMBER_CREATE, joined, operator, what=["joined"])
    return Outcome(joined, Changes(members=frozenset({joined.member_id})))
