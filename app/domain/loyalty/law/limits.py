"""What the law says when money is taken in advance: at the sale, and when terms are written."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.law.profile import LawProfile
from app.domain.loyalty.plan import Plan, PlanKind

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class LawNotice:
    """One remark: `code` is the word key (`law.named_limit`), `blocks` whether it may go on.

    `source` names the profile's source.
    """

    code: str
    facts: Facts = ()
    blocks: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is about to be sold. `named`: to a member, else to whoever holds the card.

    `balance_after_minor` is the stored balance of this member (or card) afterwards, bonus not
    counted. `cash_minor` is how much of it is paid in cash. `sold_today` are the amounts of the
    same person's earlier purchases of this business date. `identity`: a document was seen.
    """

    kind: PlanKind
    amount_minor: int
    named: bool = True
    balance_after_minor: int = 0
    cash_minor: int = 0
    sold_today: tuple[int, ...] = ()
    organisation: bool = False
    identity: bool = False


def check_sale(profile: LawProfile, facts: PlanFacts) -> tuple[LawNotice, ...]:
    """What the law says to a sale of a plan; blocking ones first."""
    raise NotImplementedError


def check_terms(profile: LawProfile, plan: Plan, *, valid_days: int = 0) -> tuple[LawNotice, ...]:
    """What the law says to a plan's terms when the owner writes them.

    `valid_days` is how long the package or gift card lives that the plan sells (0: for good).
    """
    raise NotImplementedError


def terms(profile: LawProfile) -> tuple[tuple[str, Facts], ...]:
    """The sentences of the contract slip: word keys and their facts."""
    raise NotImplementedError
