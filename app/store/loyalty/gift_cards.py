"""Gift cards as rows: found by the hash of their code, which is kept nowhere else."""

from __future__ import annotations

from app.domain.loyalty.gift_card import GiftCard
from app.store.engine import Tx


def get(tx: Tx, card_id: str) -> GiftCard | None:
    """One card with what is left on it; `used_up` is told here, from the lots."""
    raise NotImplementedError


def by_hash(tx: Tx, code_hash: str) -> GiftCard | None:
    """The card whose code has this hash."""
    raise NotImplementedError


def of_topup(tx: Tx, topup_id: str) -> GiftCard | None:
    """The card that was sold with this plan sale."""
    raise NotImplementedError
