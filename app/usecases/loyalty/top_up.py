"""Sells a plan: a top-up, a package, a paid tier or a gift card, in one write transaction."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.law.notice import LawNotice
from app.domain.loyalty.plan import Plan
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Facts, Given
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.tendering import Tender
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan as the counter offers it. `can` False: `why` (word `offer.<why>`) with its facts.

    `pays_minor` is the price (the least amount of an open one), `gives` what comes for it.
    `warnings` are codes of `program.warning.<code>` for the owner.
    """

    plan: Plan
    pays_minor: int
    gives: tuple[Given, ...]
    can: bool = True
    why: str = ""
    facts: Facts = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSale:
    """What is sold to whom, and how it is paid. `topup_id` is made by the screen, once a sale.

    `amount_minor` is what is to be paid (a plan's price, or more of an open one). `member_id` may
    be empty for a gift card only. `identity` is what the cashier saw (kind and last four
    signs of an identity card), `organisation` says that a firm buys; both only where the law asks.
    `pieces` are gift cards at once.
    """

    topup_id: str
    member_id: str
    plan_id: str
    amount_minor: int
    tenders: tuple[Tender, ...]
    pin: str = ""
    approval: Approval | None = None
    identity: str = ""
    organisation: bool = False
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class PlanSold:
    """What was sold. `no` is the slip's number; `purse` after it (None for a bearer's gift card).

    `codes_on_paper`: gift cards and bearer vouchers whose codes stand on the slip only.
    """

    topup_id: str
    no: str
    plan_name: str
    paid_minor: int
    change_minor: int
    given: tuple[Given, ...]
    purse: Purse | None
    tenders: tuple[Tender, ...] = ()
    codes_on_paper: int = 0
    print_job: str = ""


def offers(s: Services, member_id: str, channel: str = "counter") -> tuple[PlanOffer, ...]:
    """All active plans in the owner's order, those that cannot be had with the reason.

    `member_id` empty: gift cards only. Reader thread. Refused `member.unknown`.
    """
    raise NotImplementedError


def best(s: Services, member_id: str, amount_minor: int) -> PlanOffer | None:
    """The top-up plan that gives most for an amount; None when none fits. Reader thread."""
    raise NotImplementedError


def law(
    s: Services, member_id: str, plan_id: str, amount_minor: int, *, pieces: int = 1
) -> tuple[LawNotice, ...]:
    """What the law says about this sale, to be shown before paying. Reader thread."""
    raise NotImplementedError


def sell_plan(
    s: Services, operator: Operator, shift_id: str, request: PlanSale
) -> Outcome[PlanSold]:
    """Seal the sale; a second call with the same `topup_id` gives the same and no effects.

    Refused: `permission.missing`, `shift.*`, `plan.unknown`, `plan.not_now`, `plan.not_for_tier`,
    `plan.once`, `plan.amount` (least_minor, most_minor), `member.unknown`, `member.inactive`,
    `topup.not_paid` (paid_minor, due_minor), `topup.tender` (tender: not for this),
    `topup.already_sold`, `stored.short`, `law.*` with the notice's facts, `pin.wrong`.
    """
    raise NotImplementedError
