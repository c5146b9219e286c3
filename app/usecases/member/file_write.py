"""Writes a member's file as a document: the personal part sealed under a key of the member's own.

Dropping that key is how a member is forgotten (rules.md 4.9); the journal stays whole.
"""

from __future__ import annotations

from app.domain.codes import parse
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Member, mask_name, mask_phone
from app.domain.permissions import Operator
from app.store import members
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.services import Services


def card_token(text: str) -> str:
    """A member card's token without its `M:`.

    Refused `card.not_a_member_card`, `code.payment_card` (whose number goes nowhere).
    """
    token = text.strip().removeprefix("M:")
    if getattr(parse(f"M:{token}"), "token", "") != token:
        raise Refused("card.not_a_member_card")
    return token


def require_free(tx: Tx, member: Member) -> None:
    """Phone and cards belong to nobody else. Refused `phone.taken`, `card.taken`."""
    holder = members.find_by_phone(tx, member.phone)
    if holder is not None and holder.member_id != member.member_id:
        raise Refused(
            "phone.taken",
            member_id=holder.member_id,
            name=mask_name(holder.name),
            phone=mask_phone(holder.phone),
        )
    for token in member.card_tokens:
        holder = members.find_by_card(tx, token)
        if holder is not None and holder.member_id != member.member_id:
            raise Refused("card.taken", name=mask_name(holder.name))


def write_file(
    tx: Tx, s: Services, kind: Kind, member: Member, by: Operator, *, what: list[str]
) -> None:
    """Seal the member's state as a document. `what` names what was changed, never the values.

    Refused `member.forgotten`: whose key was dropped has no file any more, and gets none back.
    """
    key = members.key_of(tx, member.member_id)
    if key is None and kind is Kind.MEMBER_EDIT:
        raise Refused("member.forgotten")
    if key is None:
        key = s.vault.new_key()
        members.keep_key(tx, member.member_id, key)
    profile = members.profile(member)
    body = members.body(member, s.vault.seal(key, profile)) | {"what": what}
    commit.seal(tx, s, kind, body, operator_id=by.operator_id, sealed_profile=profile)
