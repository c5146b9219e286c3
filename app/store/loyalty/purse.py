"""A member's purse at one instant, in a few reads of primary keys."""

from __future__ import annotations

from app.domain.loyalty.purse import Purse
from app.store.engine import Tx


def read(tx: Tx, member_id: str, *, now_ms: int, today: str) -> Purse:
    """What a member has; of one who was merged: what the one who stayed has.

    `lots` may lie at several holders (the member and whom was merged into them). `tier` is what the
    last review said; its `missing` is the use case's to judge. Empty for nobody.
    """
    raise NotImplementedError
