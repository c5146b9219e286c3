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


def _card(tx: Tx, which: str, value: str) -> GiftCard | None:
    row = tx.one(f"{_CARD} WHERE {which}", (value,))
    return _made(row) if row else None


def _made(row: Row) -> GiftCard:
    card = GiftCard(*row)
    empty = card.state == "active" and card.available_minor == 0
    return replace(card, state="used_up") if empty else card
