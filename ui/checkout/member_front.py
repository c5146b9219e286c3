"""What the counter shows of a member's money beside the machine's state. Frozen, Qt-free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import Fact
from app.domain.tendering import Tender

if TYPE_CHECKING:
    from app.domain.loyalty.gift_card import GiftCard
    from app.domain.loyalty.law.limits import LawNotice
    from app.usecases.loyalty.redeem import RewardOffer
    from app.usecases.loyalty.top_up import PlanOffer, PlanSold

Error = tuple[str, tuple[tuple[str, Fact], ...]]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who a plan is sold to; an empty `member_id` is whoever takes a gift card along."""

    member_id: str = ""
    name: str = ""
    phone: str = ""
    tier_id: str = ""


@dataclass(frozen=True, slots=True)
class WalletPanel:
    """What the member of this sale has: vouchers and packages to use, balances, hints."""


@dataclass(frozen=True, slots=True)
class PlansPanel:
    """What may be sold to the member. `at` is the plan that Enter takes (-1: none), `own` the one
    that fits the amount typed in `text`. `notices` is what the law says to it, once it was asked
    (`asked`). `go`: a plan was touched, so on to the money when the law has nothing against it."""

    buyer: Buyer
    offers: tuple[PlanOffer, ...] = ()
    at: int = -1
    text: str = ""
    own: PlanOffer | None = None
    identity: str = ""
    notices: tuple[LawNotice, ...] = ()
    asked: bool = False
    go: bool = False
    loaded: bool = False

    @property
    def offer(self) -> PlanOffer | None:
        """The plan that Enter takes."""
        if self.text.strip():
            return self.own
        return self.offers[self.at] if 0 <= self.at < len(self.offers) else None


@dataclass(frozen=True, slots=True)
class PlanPayPanel:
    """Money for a plan: `topup_id` is made once, so that a second press sells nothing twice."""

    plans: PlansPanel
    topup_id: str
    amount_minor: int
    tenders: tuple[Tender, ...] = ()
    kind: str = "cash"
    text: str = ""
    ask: bool = False
    busy: bool = False
    pin: PinDraft | None = None


@dataclass(frozen=True, slots=True)
class PlanDonePanel:
    """What was sold, until the next gesture."""

    buyer: Buyer
    sold: PlanSold
    name: str = ""


@dataclass(frozen=True, slots=True)
class RewardsPanel:
    """Gifts for points. `at` is the one that Enter takes, `redeem_id` is made once a gift."""

    buyer: Buyer
    offers: tuple[RewardOffer, ...] = ()
    at: int = -1
    redeem_id: str = ""
    busy: bool = False
    loaded: bool = False
    pin: PinDraft | None = None


@dataclass(frozen=True, slots=True)
class PinDraft:
    """The member's own PIN is asked for: how many digits stand there, why the last was refused."""

    digits: int = 0
    busy: bool = False
    error: Error | None = None


@dataclass(frozen=True, slots=True)
class GiftPanel:
    """A gift card scanned before any goods: what is on it, and the way to what is done to it."""

    card: GiftCard


MoneyPanel = GiftPanel | WalletPanel | PlansPanel | PlanPayPanel | PlanDonePanel | RewardsPanel
