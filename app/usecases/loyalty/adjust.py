"""Sets right by hand what a member has: a reason, a document, above a limit two people."""

from __future__ import annotations

from app.domain import posting
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ledger import OPENING
from app.domain.loyalty.points.lots import bucket
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.stored_value import GENERAL
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.rights import POINTS_UNIT, Asset, AssetKind, Lot, body, give, member_holder
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.purse import now_of
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def adjust(
    s: Services,
    operator: Operator,
    member_id: str,
    kind: AssetKind,
    n: int,
    reason: str,
    *,
    wallet_id: str = "general",
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Give (`n` > 0) or take (`n` < 0) points, principal or bonus. The purse after it.

    Refused: `permission.missing`, `adjust.kind`, `adjust.nothing`, `adjust.too_large`,
    `reason.missing`, `adjust.short` (have, need), `member.unknown`, `approval.needed`.
    """
    raise NotImplementedError


def adjust_growth(
    s: Services,
    operator: Operator,
    member_id: str,
    n: int,
    reason: str,
    *,
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Growth value by hand (R21: apart from points). Refused as `adjust`."""
    raise NotImplementedError


def opening(
    tx: Tx,
    s: Services,
    member_id: str,
    *,
    operator_id: str,
    source: str,
    principal_minor: int = 0,
    bonus_minor: int = 0,
    points: int = 0,
    growth: int = 0,
) -> None:
    """What a former system says the member had: a document of its own, in the caller's transaction.

    Refused `opening.negative`, `amount.too_large`. Nothing is written when all are zero.
    """
    if min(principal_minor, bonus_minor, points, growth) < 0:
        raise Refused("opening.negative")
    if max(principal_minor, bonus_minor, points, growth) > MAX_MINOR:
        raise Refused("amount.too_large", text=str(max(principal_minor, bonus_minor, points)))
    now_ms, today, _ = now_of(tx, s)
    unit = shops.load(tx).currency.code
    points_end = bucket(programs.load(tx).points.expiry, today)
    group = s.clock.new_id()
    holder = member_holder(member_id)
    moves = [
        give(Lot(f"{group}.{n}", holder, asset, left, left, now_ms, 0, group, source))
        for n, (asset, left) in enumerate(
            (
                (Asset(unit, AssetKind.PRINCIPAL, GENERAL), principal_minor),
                (Asset(unit, AssetKind.BONUS, GENERAL), bonus_minor),
                (Asset(POINTS_UNIT, AssetKind.POINTS, "-", points_end), points),
            ),
            1,
        )
        if left
    ]
    if not moves and not growth:
        return
    facts: Body = {
        "member_id": member_id,
        "source": source,
        "principal": principal_minor,
        "bonus": bonus_minor,
        "points": points,
        "growth": growth,
        "at_ms": now_ms,
        "moves": body(moves),
    }
    if growth:
        facts["counts"] = [{"m": member_id, "on": today, "growth": growth}]
    commit.seal(
        *(tx, s, Kind.OPENING, facts),
        operator_id=operator_id,
        postings=posting.of_moves(moves, unit=unit, counter=OPENING),
        business_date=today,
    )
