"""What is asked of and answered by selling a plan."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.plan import Plan
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Facts, Given
from app.domain.pricing.basket import Approval
from app.domain.tendering import Tender


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan as the counter offers it. `can` False: the word `refused.<why>` with its facts.

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
