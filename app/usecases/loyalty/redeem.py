"""Points for a gift or a voucher: the catalogue, what is missing, and the redemption itself."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Facts
from app.domain.loyalty.terms import Reward
from app.domain.loyalty.voucher import Voucher
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class RewardOffer:
    """A reward as the counter offers it. `can` False: `why` (word `reward.<why>`), `missing`.

    `left` is the stock that is still there (-1: not counted).
    """

    reward: Reward
    can: bool
    why: str = ""
    missing: int = 0
    left: int = -1
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What was redeemed. `voucher` when the reward is one; else a thing to hand over."""

    redeem_id: str
    reward: Reward
    points: int
    purse: Purse
    voucher: Voucher | None = None
    print_job: str = ""


def rewards(s: Services, member_id: str) -> tuple[RewardOffer, ...]:
    """All active rewards in the owner's order. Reader thread. Refused `member.unknown`."""
    raise NotImplementedError


def redeem(  # noqa: PLR0917 - who, where, whose, what, which time
    s: Services,
    operator: Operator,
    shift_id: str,
    member_id: str,
    reward_id: str,
    *,
    redeem_id: str,
    pin: str = "",
) -> Outcome[Redeemed]:
    """One reward; a second call with the same `redeem_id` gives the same and takes nothing more.

    Refused: `permission.missing`, `shift.*`, `reward.unknown`, `reward.short` (missing),
    `reward.sold_out`, `reward.per_member` (most), `reward.not_for_tier`, `member.*`.
    """
    raise NotImplementedError
