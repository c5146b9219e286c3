"""What was redeemed for points: how many of a reward are gone, and who had how many."""

from __future__ import annotations

from app.store.engine import Tx


def taken(tx: Tx, reward_id: str, *member_ids: str) -> int:
    """How often these members (none named: everybody) redeemed a reward."""
    raise NotImplementedError


def redeemed(tx: Tx, redeem_id: str) -> bool:
    """Whether that redemption is committed: a double tap."""
    raise NotImplementedError
