"""Takes a new member in: a phone number is enough (R53); a name, and what they agreed to."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack, cast

from app.domain.document import Kind
from app.domain.ids import MemberId
from app.domain.member import Birthday, Consents, Member, clean_name, clean_phone, mask_phone
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.usecases.loyalty.welcome import welcome
from app.usecases.member.changes import MemberChanges, changed
from app.usecases.member.file_write import agreed, card_of, require_free, write_file
from app.usecases.member.find import shown
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


class More(TypedDict, total=False):
    """What else may be said at once, as `edit` takes it."""

    notices: bool
    note: str
    birthday: Birthday | None
    gender: str
    tags: tuple[str, ...]
    preferences: tuple[str, ...]
    advisor_id: str
    groups: tuple[str, ...]


def enrol(
    s: Services,
    operator: Operator,
    *,
    phone: str,
    marketing: bool,
    name: str = "",
    card: str = "",
    how: str = "spoken",
    **more: Unpack[More],
) -> Outcome[Member]:
    """The new member, in the lowest tier. Joining never needs `marketing` or a name: without one
    the masked phone stands for it.

    `card` is a card as it was read, with or without `M:`. What was agreed to, when, how and before
    whom stands in the document.
    Refused: `permission.missing`, `name.*`, `phone.*`, `phone.taken` (member_id; name and phone
    masked), `card.taken`, `card.not_a_member_card`, `code.payment_card`, and as `edit`.
    """
    require(operator, Permission.MEMBER_ENROL)
    digits = clean_phone(phone)
    blank = Member(
        MemberId(s.clock.new_id()),
        mask_phone(digits),
        digits,
        cards=(card_of(card),) if card.strip() else (),
        consents=Consents(marketing=marketing),
        enrolled_ms=s.clock.now_ms(),
        named=False,
    )
    wanted = cast(MemberChanges, dict(more))
    if name:
        wanted["name"] = clean_name(name)
    with s.db.write() as tx:
        tiers = shops.tiers(tx)
        lowest = replace(blank, tier_id=tiers[0].tier_id if tiers else "")
        joined = changed(tx, operator, lowest, wanted)
        require_free(tx, joined)
        write_file(
            *(tx, s, Kind.MEMBER_CREATE, joined, operator),
            what=["joined"],
            consents=agreed(None, joined, how),
            cards=[("added", one) for one in joined.cards],
        )
        welcome(tx, s, joined.member_id, operator_id=operator.operator_id)
    return Outcome(shown(joined), Changes(members=frozenset({joined.member_id})))
