"""Writes a member's file as a document: the personal part sealed under a key of the member's own.

Dropping that key is how a member is forgotten (rules.md 4.9); the journal stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.codes import CardCode, MagstripeCode, parse
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Card, CardKind, Member, mask_name, mask_phone
from app.domain.permissions import Operator
from app.store import members
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.services import Services

MOST_CARDS = 20
Agreed = tuple[str, bool, str]  # what, given, how


def card_token(text: str) -> str:
    """A member card's token without its `M:` and without the sentinels of a stripe.

    Refused `card.not_a_member_card`, `code.payment_card` (whose number goes nowhere).
    """
    return card_of(text).token


def card_of(text: str, kind: CardKind | None = None, label: str = "") -> Card:
    """A card as it was read: printed code, stripe or chip number. Refused as `card_token`."""
    token = text.strip().removeprefix("M:")
    read = parse(token)
    if isinstance(read, CardCode):
        return Card(read.token, kind or CardKind.RFID, label=label)
    if isinstance(read, MagstripeCode):
        return Card(read.token, kind or CardKind.STRIPE, label=label)
    if getattr(parse(f"M:{token}"), "token", "") != token:
        raise Refused("card.not_a_member_card")
    return Card(token, kind or CardKind.CODE, label=label)


def require_free(tx: Tx, member: Member) -> None:
    """Phone and cards belong to nobody else, lost and replaced cards too: no card comes to life
    again in another hand. Refused `phone.taken`, `card.taken`, `card.too_many`."""
    if len(member.cards) > MOST_CARDS:
        raise Refused("card.too_many", most=MOST_CARDS)
    if member.active:
        holder = members.find_by_phone(tx, member.phone) or members.find_by_card(tx, member.phone)
        if holder is not None and holder.member_id != member.member_id:
            raise Refused(
                "phone.taken",
                member_id=holder.member_id,
                name=mask_name(holder.name),
                phone=mask_phone(holder.phone),
            )
    for card in member.cards:
        holder = members.card_holder(tx, card.token)
        if holder is None or holder.member_id == member.member_id:
            continue
        if holder.active and member.active:
            raise Refused("card.taken", name=mask_name(holder.name))


def agreed(before: Member | None, after: Member, how: str) -> list[Agreed]:
    """What changed in the consents, for the log; everything, of a new member."""
    return [
        (what, bool(getattr(after.consents, what)), how)
        for what in ("notices", "marketing", "health")
        if before is None or getattr(before.consents, what) != getattr(after.consents, what)
    ]


def write_file(
    tx: Tx,
    s: Services,
    kind: Kind,
    member: Member,
    by: Operator,
    *,
    what: list[str],
    consents: Iterable[Agreed] = (),
    cards: Iterable[tuple[str, Card]] = (),
) -> None:
    """Seal the member's state as a document. `what` names what was changed, never the values;
    `cards` says what became of which (its last four characters stand in clear).

    Refused `member.forgotten`: whose key was dropped has no file any more, and gets none back.
    """
    key = members.key_of(tx, member.member_id)
    if key is None and kind is Kind.MEMBER_EDIT:
        raise Refused("member.forgotten")
    if key is None:
        key = s.vault.new_key()
        members.keep_key(tx, member.member_id, key)
    draft = file_draft(s, kind, member, key, what=what, consents=consents, cards=cards)
    commit.seal(
        *(tx, s, kind, draft.body), operator_id=by.operator_id, sealed_profile=draft.profile
    )


def file_draft(
    s: Services,
    kind: Kind,
    member: Member,
    key: bytes,
    *,
    what: list[str],
    consents: Iterable[Agreed] = (),
    cards: Iterable[tuple[str, Card]] = (),
) -> commit.Draft:
    """The document to be: the file sealed under the member's key."""
    profile = members.profile(member)
    body = members.body(member, s.vault.seal(key, profile))
    body["what"] = what
    if told := [{"what": one, "given": given, "how": how} for one, given, how in consents]:
        body["consents"] = told
    if fate := [{"what": verb, "tail": card.token[-4:]} for verb, card in cards]:
        body["cards"] = fate
    return commit.Draft(kind, body, profile=profile)
