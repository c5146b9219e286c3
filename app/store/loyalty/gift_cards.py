"""Gift cards as rows: found by the hash of their code, which is kept nowhere else."""

from __future__ import annotations

from dataclasses import replace

from app.domain.loyalty.gift_card import GiftCard
from app.store.engine import Row, Tx

_CARD = (
    "SELECT card_id, last4, face_minor,"
    " coalesce((SELECT sum(left) FROM lot WHERE holder = 'g:' || card_id), 0),"
    " state, until_on FROM gift_card"
)


def get(tx: Tx, card_id: str) -> GiftCard | None:
    """One card with what is left on it; `used_up` is told here, from the lots."""
    return _card(tx, "card_id = ?", card_id)


def standing(tx: Tx, card_id: str) -> str:
    """The card that stands for this one now: itself, or the last that it was replaced by."""
    seen = {card_id}
    while row := tx.one(
        "SELECT n.card_id FROM gift_card AS n JOIN gift_card AS o ON n.topup_id = o.card_id"
        " WHERE o.card_id = ? AND o.state = 'replaced'",
        (card_id,),
    ):
        card_id = row[0]
        if card_id in seen:
            break
        seen.add(card_id)
    return card_id


def by_hash(tx: Tx, code_hash: str) -> GiftCard | None:
    """The card whose code has this hash."""
    return _card(tx, "code_hash = ?", code_hash)


def by_last4(tx: Tx, last4: str, *, limit: int = 50) -> tuple[GiftCard, ...]:
    """Cards by the end of their code, the latest first: for one that was lost."""
    rows = tx.all(
        f"{_CARD} WHERE last4 = ? ORDER BY issued_ms DESC, card_id LIMIT ?", (last4, limit)
    )
    return tuple(_made(row) for row in rows)


def sold_with(tx: Tx, topup_id: str) -> tuple[GiftCard, ...]:
    """What stands now for the card that was sold so; behind it the one that was sold."""
    rows = tx.all(f"{_CARD} WHERE topup_id = ? ORDER BY card_id", (topup_id,))
    return tuple(one for row in rows for one in _stands(tx, _made(row)))


def by_slip(tx: Tx, number: int) -> tuple[GiftCard, ...]:
    """By the number of the slip that a card was sold with, of any epoch, the latest first."""
    rows = tx.all(
        "SELECT topup_id FROM topup WHERE counter = ? AND plan_kind = 'gift_card'"
        " ORDER BY epoch DESC",
        (number,),
    )
    return tuple(card for (topup_id,) in rows for card in sold_with(tx, topup_id))


def of_members(tx: Tx, *member_ids: str) -> tuple[GiftCard, ...]:
    """The cards that these members took along, the latest first."""
    marks = ", ".join("?" * len(member_ids))
    rows = tx.all(
        f"SELECT topup_id FROM topup WHERE member_id IN ({marks})"  # noqa: S608
        " AND plan_kind = 'gift_card' ORDER BY epoch DESC, seq DESC",
        member_ids,
    )
    return tuple(card for (topup_id,) in rows for card in sold_with(tx, topup_id))


def origin(tx: Tx, card_id: str) -> tuple[str, tuple[str, ...]]:
    """(the sale of the first card, every card from this one back to it)."""
    seen = [card_id]
    while row := tx.one("SELECT topup_id FROM gift_card WHERE card_id = ?", (seen[-1],)):
        if row[0] in seen or get(tx, row[0]) is None:
            return row[0], tuple(seen)
        seen.append(row[0])
    return "", tuple(seen)


def _stands(tx: Tx, card: GiftCard) -> tuple[GiftCard, ...]:
    now = get(tx, standing(tx, card.card_id))
    return (now, card) if now is not None and now.card_id != card.card_id else (card,)


def _card(tx: Tx, which: str, value: str) -> GiftCard | None:
    row = tx.one(f"{_CARD} WHERE {which}", (value,))
    return _made(row) if row else None


def _made(row: Row) -> GiftCard:
    card = GiftCard(*row)
    empty = card.state == "active" and card.available_minor == 0
    return replace(card, state="used_up") if empty else card
