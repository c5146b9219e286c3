"""What a plan gives when it is sold: lots, vouchers, a package, a tier; and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Plan
from app.domain.loyalty.program import Program
from app.domain.rights import NEVER, Lot

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and for whom a plan is sold: `day_start` gives the first instant of a business date.

    `holder` is `m:<member>`, for a gift card `g:<card>` (`gift_until`: its last day).
    `weights` deals a package's price over its services, by item (list prices; missing: alike).
    """

    topup_id: str
    holder: str
    unit: str
    now_ms: int
    today: str
    day_start: Callable[[str], int]
    weights: Mapping[str, int]
    gift_until: str = NEVER


@dataclass(frozen=True, slots=True)
class PackageGiven:
    """A package with its lots in the services' order; id `<topup_id>.p1`, its lots' group."""

    package_id: str
    plan: PackagePlan
    paid_minor: int
    from_on: str
    until_on: str
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class GrantPlan:
    """All that a plan gives at this occasion. `lots`: money, packages' services and points that are
    released later; `points` are to be given now (by the points' own rules: debt first).

    `vouchers`: (campaign, n, from the business date). `items`: (item, n). `tier`: (tier, days).
    """

    lots: tuple[Lot, ...] = ()
    vouchers: tuple[tuple[str, int, str], ...] = ()
    items: tuple[tuple[str, int], ...] = ()
    packages: tuple[PackageGiven, ...] = ()
    tier: tuple[str, int] | None = None
    points: int = 0
    points_until: str = NEVER
    growth: int = 0
    principal_minor: int = 0
    bonus_minor: int = 0


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What a plan takes and gives, in minor units; `ratio_ppm` is paid / (paid + bonus) (R6).

    `warnings`: (code, facts), e.g. `plan.gives_more` (paid_minor, given_minor).
    """

    paid_minor: int
    bonus_minor: int
    points_minor: int
    vouchers_minor: int
    given_minor: int
    ratio_ppm: int
    warnings: tuple[tuple[str, Facts], ...] = ()


def lots_of(plan: Plan, amount_minor: int, program: Program, occasion: Occasion) -> GrantPlan:
    """What the plan gives for this amount.

    Refused `plan.amount` (least_minor), `plan.unknown_package` (package_plan_id). Lot ids are
    `<topup_id>.1` on: the same sale twice makes the same lots.
    """
    raise NotImplementedError


def cost(plan: Plan, program: Program, weights: Mapping[str, int]) -> PlanCost:
    """What a plan at its price costs the shop; `weights` are list prices of items given."""
    raise NotImplementedError
