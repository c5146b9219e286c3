"""Gift cards after they were sold: looked at, blocked, replaced. The code is on the slip only.

Whoever may set balances right does it alone; a cashier needs a second person's word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain import posting, rights
from app.domain.codes.cards import without_card
from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.loyalty.gift_card import GiftCard
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import NEVER, Asset, Lot, Move, Take
from app.domain.slips import GiftCardCode, GiftCardSlip
from app.store import journal, members, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, merges, topups
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.purse import gift_card as look
from app.usecases.loyalty.shared import slips
from app.usecases.loyalty.shared.codes import GIFT_CARD_LENGTH, hash_of, new_code
from app.usecases.outcome import Changes, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word

__all__ = [
    "CardEvent",
    "Replaced",
    "block",
    "find",
    "history",
    "look",
    "of_member",
    "one",
    "replace_card",
    "sold_with",
    "unblock",
]

ENDS_IN = 4  # signs of a code that paper shows
PHONE = 7  # digits from which a text may be a phone number
_SLIP = re.compile(r"(?:[0-9A-Z]+-)*T(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Replaced:
    """The new card. Its code is on the slip of `print_job`; `code` is for a shop without one."""

    card: GiftCard
    print_job: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class CardEvent:
    """One thing that happened to a card. `kind`: the document's, of a change with what was done.

    `minor` is what it brought or took, `no` the number on its paper, `sale_id` a sale to open.
    """

    at_ms: int
    kind: str
    by: str
    minor: int = 0
    no: str = ""
    reason: str = ""
    sale_id: str = ""


def find(s: Services, text: str) -> tuple[GiftCard, ...]:
    """By the end of the code, the number of the slip it was sold with, or its buyer's phone.

    The one that stands now before the one that it replaced, the newest first. Reader thread.
    """
    said = text.strip().upper()
    slip, digits = _SLIP.fullmatch(said), re.sub(r"[\s+-]", "", said)
    with s.db.read() as tx:
        found = gift_cards.by_last4(tx, said) if len(said) == ENDS_IN else ()
        if slip:
            found += gift_cards.by_slip(tx, int(slip[1]))
        if digits.isdecimal() and len(digits) >= PHONE:
            member = members.find_by_phone(tx, digits)
            ids = merges.ids(tx, member.member_id) if member else ()
            found += gift_cards.of_members(tx, *ids) if ids else ()
    return tuple({one.card_id: one for one in found}.values())


def of_member(s: Services, member_id: str) -> tuple[GiftCard, ...]:
    """The cards that a member took along, the newest first. Reader thread."""
    with s.db.read() as tx:
        return gift_cards.of_members(tx, *merges.ids(tx, member_id))


def sold_with(s: Services, topup_id: str) -> tuple[GiftCard, ...]:
    """The card of one sale, what stands for it now first. Reader thread."""
    with s.db.read() as tx:
        return gift_cards.sold_with(tx, topup_id)


def history(s: Services, card_id: str) -> tuple[CardEvent, ...]:
    """What happened to a card and to those before it, the newest first. Reports' reader.

    Blocking moves no money, so the journal is walked from the card's sale on.
    Refused `gift_card.unknown`.
    """
    with s.db.report() as tx:
        _card(tx, card_id)
        topup_id, cards = gift_cards.origin(tx, card_id)
        sold = topups.get(tx, topup_id)
        changed = [
            doc
            for doc in journal.read(
                tx,
                after=(sold.epoch, sold.seq) if sold else (0, 0),
                kinds=(Kind.GIFT_CARD_CHANGE,),
            )
            if doc.body["card_id"] in cards
        ]
        names = {one.operator_id: one.name for one in staff.people(tx, active_only=False)}
        moved: dict[tuple[int, int], int] = {(doc.epoch, doc.seq): 0 for doc in changed}
        for _, epoch, seq, _, _, n in held_rights.moved(tx, *(f"g:{one}" for one in cards)):
            moved[epoch, seq] = moved.get((epoch, seq), 0) + n
        found = [
            _event(doc, n, names)
            for key, n in sorted(moved.items(), reverse=True)
            if (doc := journal.document(tx, *key)) is not None
        ]
    return tuple(found)


def _event(doc: Document, minor: int, names: Mapping[OperatorId, str]) -> CardEvent:
    body, kind, reason = doc.body, doc.kind.value, ""
    if doc.kind is Kind.GIFT_CARD_CHANGE:  # a return's reason is a code, and not the card's
        kind, reason = str(body["what"]), str(body["reason"])
    return CardEvent(
        body.get("at_ms", doc.eff_ms),
        kind,
        names.get(OperatorId(doc.operator_id), ""),
        minor,
        str(body.get("no", "")),
        reason,
        str(body.get("sale_id", "")),
    )


def one(s: Services, card_id: str) -> GiftCard:
    """A card as it is now. Reader thread. Refused `gift_card.unknown`."""
    with s.db.read() as tx:
        return _card(tx, card_id)


def block(
    s: Services, operator: Operator, card_id: str, reason: str, *, approval: Approval | None = None
) -> Outcome[GiftCard]:
    """Stop a card. Refused `gift_card.unknown`, `gift_card.state`, `reason.missing`,
    `approval.needed`."""
    return _state(s, operator, card_id, "block", reason=reason, approval=approval)


def unblock(
    s: Services, operator: Operator, card_id: str, reason: str, *, approval: Approval | None = None
) -> Outcome[GiftCard]:
    """Let it pay again. Refused as `block`."""
    return _state(s, operator, card_id, "unblock", reason=reason, approval=approval)


def _state(
    s: Services,
    operator: Operator,
    card_id: str,
    what: str,
    *,
    reason: str,
    approval: Approval | None,
) -> Outcome[GiftCard]:
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        card = _card(tx, card_id)
        if (card.state == "blocked") is (what == "block") or card.state == "replaced":
            raise Refused("gift_card.state", state=card.state)
        body = _body(s, card_id, what, reason)
        body["approval"] = _word(tx, s, operator, card, what, approval=approval)
        commit.seal(tx, s, Kind.GIFT_CARD_CHANGE, body, operator_id=operator.operator_id)
        after = _card(tx, card_id)
    return Outcome(after, Changes())


def replace_card(
    s: Services, operator: Operator, card_id: str, reason: str, *, approval: Approval | None = None
) -> Outcome[Replaced]:
    """A new code for a lost, broken or expired card (R43): its money moves along, the old one is
    dead.

    Refused `gift_card.unknown`, `gift_card.state`, `gift_card.empty`, `reason.missing`,
    `approval.needed`.
    """
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        card, shop = _card(tx, card_id), shops.load(tx)
        if card.state == "replaced":
            raise Refused("gift_card.state", state=card.state)
        if not card.available_minor:
            raise Refused("gift_card.empty", card=card.masked)
        new_id, code = s.clock.new_id(), new_code(s, GIFT_CARD_LENGTH)
        moves = _moved(tx, card_id, new_id)
        body = _body(s, card_id, "replace", reason)
        body["approval"] = _word(tx, s, operator, card, "replace", approval=approval)
        body["new"] = {
            "card_id": new_id,
            "hash": hash_of(code),
            "last4": code[-4:],
            "face": card.available_minor,
            "until_on": "",
        }
        body["moves"] = rights.body(moves)
        commit.seal(
            *(tx, s, Kind.GIFT_CARD_CHANGE, body),
            operator_id=operator.operator_id,
            postings=posting.of_moves(moves, unit=shop.currency_code),
        )
        after = _card(tx, new_id)
        shown = GiftCardCode(code, after.masked, after.face_minor, after.until_on)
        top = slips.head(tx, shop, operator, s.clock.now_ms())
        slip = GiftCardSlip(top, shown, after.available_minor)
        job = enqueue(tx, s, "gift_card", s.paper.gift_card(slip))
    done = Replaced(after, job, "" if job else code)
    return Outcome(done, Changes(prints=bool(job)), slips.prints([job]))


def _card(tx: Tx, card_id: str) -> GiftCard:
    found = gift_cards.get(tx, card_id)
    if found is None:
        raise Refused("gift_card.unknown")
    return found


def _word(
    tx: Tx, s: Services, operator: Operator, card: GiftCard, what: str, *, approval: Approval | None
) -> str:
    """A second person's word for this card as it is now."""
    action = f"gift_card.{what}"
    return require_word(
        *(tx, s, operator, Permission.MEMBER_ADJUST, approval),
        action=action,
        binding=binding_of(action, card.card_id, card.available_minor),
        n=card.available_minor,
    )


def _body(s: Services, card_id: str, what: str, reason: str) -> Body:
    if not reason.strip():
        raise Refused("reason.missing")
    return {
        "card_id": card_id,
        "what": what,
        "reason": without_card(reason).strip()[:100],
        "at_ms": s.clock.now_ms(),
    }


def _moved(tx: Tx, card_id: str, new_id: str) -> tuple[Move, ...]:
    """All money of a card onto the new one, without a last day: R43's balance is not lost."""
    lots = [lot for lot in held_rights.lots(tx, f"g:{card_id}") if lot.left]
    out = rights.take_back([Take(lot, lot.left) for lot in lots], held_rights.held_by(tx, lots))
    return (*out, *(rights.give(_lot(lot, new_id)) for lot in lots))


def _lot(lot: Lot, new_id: str) -> Lot:
    asset = Asset(lot.asset.unit, lot.asset.kind, lot.asset.plan, NEVER)
    return replace(lot, holder=f"g:{new_id}", asset=asset, born=lot.left)
