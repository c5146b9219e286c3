"""What a plan gives when it is sold: lots, vouchers, a package, a tier; and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.tiers.windows import add_months
from app.domain.money import MAX_MINOR, PPM, allocate
from app.domain.rights import NEVER, PACKAGE_UNIT, POINTS_UNIT, Asset, AssetKind, Lot

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
    open_ = plan.open_amount and plan.kind in (PlanKind.TOPUP, PlanKind.GIFT_CARD)
    if amount_minor < plan.price_minor or amount_minor < 0 or amount_minor > MAX_MINOR:
        raise Refused("plan.amount", least_minor=plan.price_minor)
    if amount_minor != plan.price_minor and not open_:
        raise Refused("plan.amount", least_minor=plan.price_minor)
    if plan.kind is PlanKind.GIFT_CARD:
        return _gift_card(plan, amount_minor, occasion)
    stated = sum(one.n for one in plan.grants if one.kind is GrantKind.PRINCIPAL)
    rest = amount_minor - stated if plan.kind is PlanKind.TOPUP else 0
    if rest < 0:
        raise Refused("plan.amount", least_minor=stated)
    grants = plan.grants
    if rest:
        grants = (Grant(GrantKind.PRINCIPAL, rest, plan.wallet_id), *grants)
    packages = _packages(plan, amount_minor - stated, program, occasion)
    lots = [*_numbered(plan, grants, occasion), *(lot for one in packages for lot in one.lots)]
    at_once = [one for one in grants if one.kind is GrantKind.POINTS]
    tiers = [(one.ref, one.valid_days) for one in grants if one.kind is GrantKind.TIER]
    return GrantPlan(
        lots=tuple(lots),
        vouchers=tuple(_vouchers(grants, occasion.today)),
        items=tuple((one.ref, one.n) for one in grants if one.kind is GrantKind.ITEM),
        packages=packages,
        tier=tiers[0] if tiers else None,
        points=sum(_parts(one)[0] for one in at_once),
        points_until=min((_until(one, occasion.today) for one in at_once), default=NEVER),
        growth=sum(one.n for one in grants if one.kind is GrantKind.GROWTH),
        principal_minor=_born(lots, AssetKind.PRINCIPAL),
        bonus_minor=_born(lots, AssetKind.BONUS),
    )


def _born(lots: Sequence[Lot], kind: AssetKind) -> int:
    return sum(lot.born for lot in lots if lot.asset.kind is kind)


def _gift_card(plan: Plan, amount_minor: int, occasion: Occasion) -> GrantPlan:
    """One lot of bearer money: what was paid, and the bonus on top of it."""
    bonus = sum(one.n for one in plan.grants if one.kind is GrantKind.BONUS)
    face = amount_minor + bonus
    if not face:
        raise Refused("plan.amount", least_minor=1)
    asset = Asset(occasion.unit, AssetKind.GIFT, bucket=occasion.gift_until)
    lot = _lot(occasion, f"{occasion.topup_id}.1", asset, face)
    return GrantPlan(lots=(lot,), principal_minor=amount_minor, bonus_minor=bonus)


def _lot(  # noqa: PLR0913 - a lot has a birth, an end and a worth
    occasion: Occasion,
    lot_id: str,
    asset: Asset,
    n: int,
    *,
    from_ms: int = 0,
    group_id: str = "",
    value_minor: int = 0,
) -> Lot:
    return Lot(
        lot_id,
        occasion.holder,
        asset,
        *(n, n, occasion.now_ms, from_ms),
        group_id=group_id or occasion.topup_id,
        source="topup",
        value_minor=value_minor,
    )


def _numbered(plan: Plan, grants: Sequence[Grant], occasion: Occasion) -> list[Lot]:
    """Lots of principal, bonus, and points that come later, in the grants' order."""
    lots: list[Lot] = []
    kinds = {GrantKind.PRINCIPAL: AssetKind.PRINCIPAL, GrantKind.BONUS: AssetKind.BONUS}
    for grant in grants:
        kind = kinds.get(grant.kind, AssetKind.POINTS)
        if grant.kind not in kinds and grant.kind is not GrantKind.POINTS:
            continue
        for no, (on, n) in enumerate(zip(_days(grant, occasion.today), _parts(grant), strict=True)):
            if not n or (kind is AssetKind.POINTS and no == 0):
                continue
            if kind is AssetKind.POINTS:
                asset = Asset(POINTS_UNIT, kind, bucket=_until(grant, on))
            else:
                end = NEVER if kind is AssetKind.PRINCIPAL else _until(grant, on)
                asset = Asset(occasion.unit, kind, grant.ref or plan.wallet_id, end)
            from_ms = occasion.day_start(on) if no else 0
            lot_id = f"{occasion.topup_id}.{len(lots) + 1}"
            lots.append(_lot(occasion, lot_id, asset, n, from_ms=from_ms))
    return lots


def _parts(grant: Grant) -> list[int]:
    """What is released each time."""
    return allocate(grant.n, [1] * max(1, grant.times))


def _days(grant: Grant, today: str) -> list[str]:
    """The business dates on which it is released, today first."""
    day = date.fromisoformat(today)
    days = []
    for no in range(max(1, grant.times)):
        if grant.every == "month":
            days.append(add_months(day, no))
        else:
            days.append(day + timedelta(days=no * (7 if grant.every == "week" else 1)))
    return [one.isoformat() for one in days]


def _until(grant: Grant, on: str) -> str:
    """The last day of what is released on a day."""
    return last_day(on, grant.valid_days)


def last_day(on: str, valid_days: int) -> str:
    """The last business date of what is good for so many days after a day (0: it never ends)."""
    if valid_days <= 0:
        return NEVER
    return (date.fromisoformat(on) + timedelta(days=valid_days)).isoformat()


def _vouchers(grants: Sequence[Grant], today: str) -> list[tuple[str, int, str]]:
    return [
        (one.ref, n, on)
        for one in grants
        if one.kind is GrantKind.VOUCHER
        for on, n in zip(_days(one, today), _parts(one), strict=True)
        if n
    ]


def _packages(
    plan: Plan, paid_minor: int, program: Program, occasion: Occasion
) -> tuple[PackageGiven, ...]:
    """The packages, with what was paid dealt over them and over their services; given on top of a
    top-up they are worth nothing in the ledger."""
    plans = []
    for grant in plan.grants:
        if grant.kind is GrantKind.PACKAGE:
            found = program.package_plan(grant.ref)
            if found is None or not found.services:
                raise Refused("plan.unknown_package", package_plan_id=grant.ref)
            plans += [found] * max(1, grant.n)
    paid = paid_minor if plan.kind is PlanKind.PACKAGE else 0
    shares = allocate(paid, [1] * len(plans)) if plans else []
    return tuple(
        _package(f"{occasion.topup_id}.p{no}", one, share, occasion)
        for no, (one, share) in enumerate(zip(plans, shares, strict=True), start=1)
    )


def _package(package_id: str, plan: PackagePlan, paid: int, occasion: Occasion) -> PackageGiven:
    until = last_day(occasion.today, plan.valid_days)
    asset = Asset(PACKAGE_UNIT, AssetKind.PACKAGE, plan.package_plan_id, until)
    worth = [max(1, one.uses) * occasion.weights.get(one.item_id, 1) for one in plan.services]
    lots = tuple(
        _lot(
            *(occasion, f"{package_id}.{no}", asset, max(1, one.uses)),
            group_id=package_id,
            value_minor=value,
        )
        for no, (one, value) in enumerate(
            zip(plan.services, allocate(paid, worth), strict=True), start=1
        )
    )
    return PackageGiven(package_id, plan, paid, occasion.today, until, lots)


def cost(plan: Plan, program: Program, weights: Mapping[str, int]) -> PlanCost:
    """What a plan at its price costs the shop; `weights` are list prices of items given."""
    redeem = program.points.redeem
    bonus = points = vouchers = things = 0
    warnings: list[tuple[str, Facts]] = []
    for one in plan.grants:
        if one.kind is GrantKind.BONUS:
            bonus += one.n
        elif one.kind is GrantKind.POINTS and redeem.points > 0:
            points += one.n * redeem.minor // redeem.points
        elif one.kind is GrantKind.VOUCHER:
            campaign = program.campaign(one.ref)
            if campaign is None:
                warnings.append(("plan.unknown_campaign", (("campaign_id", one.ref),)))
            else:
                vouchers += one.n * (campaign.cost_minor or campaign.amount_minor)
        elif one.kind is GrantKind.ITEM:
            things += one.n * weights.get(one.ref, 0)
        elif one.kind is GrantKind.PACKAGE:
            package = program.package_plan(one.ref)
            if package is None:
                warnings.append(("plan.unknown_package", (("package_plan_id", one.ref),)))
            elif plan.kind is not PlanKind.PACKAGE:
                things += one.n * sum(
                    max(1, s.uses) * weights.get(s.item_id, 0) for s in package.services
                )
    paid, given = plan.price_minor, bonus + points + vouchers + things
    if given > paid:
        facts = (("paid_minor", paid), ("given_minor", given))
        warnings.append(("plan.gives_more" if paid else "plan.free", facts))
    ratio = paid * PPM // (paid + bonus) if paid + bonus else PPM
    return PlanCost(paid, bonus, points, vouchers, given, ratio, tuple(warnings))
