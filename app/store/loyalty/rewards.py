"""What was redeemed for points: how many of a reward are gone, and who had how many."""

from __future__ import annotations

from app.store.engine import Tx


def taken(tx: Tx, reward_id: str, *member_ids: str) -> int:
    """How often these members (none named: everybody) redeemed a reward."""
    chosen = f" AND member_id IN ({', '.join('?' * len(member_ids))})" if member_ids else ""
    row = tx.one(
        f"SELECT count(*) FROM reward_taken WHERE reward_id = ?{chosen}",  # noqa: S608
        (reward_id, *member_ids),
    )
    return row[0] if row else 0


def redeemed(tx: Tx, redeem_id: str) -> tuple[str, str] | None:
    """(member, reward) of that redemption when it is committed: a double tap."""
    row = tx.one("SELECT member_id, reward_id FROM reward_taken WHERE redeem_id = ?", (redeem_id,))
    return (row[0], row[1]) if row else None
