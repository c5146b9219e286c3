"""Examples of what is sold to members: plans, wallets, packages, and how stored value is spent."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.money import spending, topup
from app.domain.loyalty.money.topup import Occasion
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import GrantKind, Plan, PlanKind
from app.domain.loyalty.stored_value import GENERAL, StoredValueTerms, Wallet
from app.domain.rights import Asset, AssetKind, Lot
from app.store import catalog
from app.store.loyalty import rights
from app.usecases.loyalty.examples.shapes import ExampleStep, Scene, Warning, step, warning
from app.usecases.loyalty.selling.offering import COUNTER
from app.usecases.loyalty.terms.lawful import notices

SPENT_MINOR = 9_000
SHOWN_USES = 3


def plan(scene: Scene, term: Plan) -> list[ExampleStep]:
    """What a member pays, gets, and what a first purchase takes out of it."""
    things = [one.ref for one in term.grants if one.kind is GrantKind.ITEM]
    found = topup.cost(term, scene.program, scene.weights(things))
    steps = [step("plan.pays", paid_minor=found.paid_minor)]
    if term.kind is PlanKind.TOPUP:
        total = found.paid_minor + found.bonus_minor
        steps.append(step("plan.gets", balance_minor=total, bonus_minor=found.bonus_minor))
        lots = _lots(scene, found.paid_minor, found.bonus_minor)
        steps += _spent(scene.program.stored, lots, min(SPENT_MINOR, total))
    things_minor = found.given_minor - found.bonus_minor
    things_minor -= found.points_minor + found.vouchers_minor
    if things_minor:
        steps.append(step("plan.gifts", gifts_minor=things_minor))
    if found.points_minor:
        steps.append(step("plan.points", points_minor=found.points_minor))
    if found.vouchers_minor:
        steps.append(step("plan.vouchers", vouchers_minor=found.vouchers_minor))
    off = found.given_minor * 1000 // (found.paid_minor + found.given_minor or 1) * 1000
    steps.append(step("plan.cost", given_minor=found.given_minor, off_ppm=off))
    return steps


def plan_warnings(scene: Scene, term: Plan) -> list[Warning]:
    """A plan that gives more than it takes, with the cost; and what the law says to it."""
    things = [one.ref for one in term.grants if one.kind is GrantKind.ITEM]
    found = topup.cost(term, scene.program, scene.weights(things))
    told = [Warning(code, facts) for code, facts in found.warnings]
    if term.kind is PlanKind.PACKAGE and not any(
        one.kind is GrantKind.PACKAGE for one in term.grants
    ):
        told.append(warning("plan.no_package"))
    if term.kind is PlanKind.MEMBERSHIP and not any(
        one.kind is GrantKind.TIER for one in term.grants
    ):
        told.append(warning("plan.no_tier"))
    if term.channels and COUNTER not in term.channels:
        told.append(warning("plan.not_here"))
    if term.until_on and term.until_on < scene.today:
        told.append(warning("plan.over", until_on=term.until_on))
    return [*told, *(Warning(one.code, one.facts) for one in notices(scene.program, term))]


def stored(scene: Scene, term: StoredValueTerms) -> list[ExampleStep]:
    """1,000 paid and 500 given, then a purchase."""
    lots = _lots(scene, 100_000, 50_000)
    first = step("stored.has", principal_minor=100_000, bonus_minor=50_000)
    return [first, *_spent(term, lots, SPENT_MINOR), _owed(scene)]


def _owed(scene: Scene) -> ExampleStep:
    """What the shop owes its members at this moment: the unredeemed liability by kind."""
    owed = dict.fromkeys(AssetKind, 0)
    for asset, n in rights.outstanding(scene.tx).items():
        owed[asset.kind] += n
    return step(
        "stored.owed",
        principal_minor=owed[AssetKind.PRINCIPAL],
        bonus_minor=owed[AssetKind.BONUS],
        gift_minor=owed[AssetKind.GIFT],
        points=owed[AssetKind.POINTS],
    )


def stored_warnings(_: Scene, term: StoredValueTerms) -> list[Warning]:
    """What an accountant should be asked."""
    return [warning("stored.bonus_is_discount")] if term.bonus_is_discount else []


def wallet(scene: Scene, term: Wallet) -> list[ExampleStep]:
    """Which of two goods it may pay for."""
    inside = scene.some_item(term.departments, term.items)
    steps = []
    if inside is not None:
        name, price = inside.named(scene.lang), scene.price(inside)
        steps.append(step("wallet.pays", name=name, price_minor=price))
    outside = _outside(scene, term)
    steps.append(step("wallet.not", name=outside) if outside else step("wallet.everything"))
    return steps


def _outside(scene: Scene, term: Wallet) -> str:
    """A good that the wallet does not pay for."""
    for one in catalog.page(scene.tx, limit=300):
        if not term.pays_for(one.item_id, one.department_id):
            return one.named(scene.lang)
    return ""


def package(scene: Scene, term: PackagePlan) -> list[ExampleStep]:
    """What a use is worth, by the plan that sells it."""
    seller = _seller(scene, term)
    steps = []
    for service in term.services[:SHOWN_USES]:
        item = scene.item(service.item_id)
        name = item.named(scene.lang) if item else service.item_id
        price = scene.price(item) if item else 0
        if service.uses:
            steps.append(step("package.service", name=name, uses=service.uses, price_minor=price))
        else:
            steps.append(step("package.unlimited", name=name, price_minor=price))
    if seller is None:
        return [*steps, step("package.not_sold")]
    weights = scene.weights([one.item_id for one in term.services])
    occasion = Occasion("e", "m:e", scene.book.currency.code, scene.now_ms, scene.today,
                        lambda _day: scene.now_ms, weights)  # fmt: skip
    try:
        given = topup.lots_of(seller, seller.price_minor, scene.program, occasion).packages
    except Refused:
        return [*steps, step("package.not_sold")]
    mine = next((one for one in given if one.plan.package_plan_id == term.package_plan_id), None)
    steps.append(step("package.price", price_minor=seller.price_minor))
    if mine and mine.lots and term.services[0].uses:
        lot = mine.lots[0]
        value = spending.uses(lot, 1).value_minor
        steps.append(step("package.use", value_minor=value, left=lot.left - 1))
    if mine:
        steps.append(step("package.until", until_on=mine.until_on))
    return steps


def package_warnings(scene: Scene, term: PackagePlan) -> list[Warning]:
    """A package that nobody sells, or that costs more than its services."""
    seller = _seller(scene, term)
    if seller is None:
        return [warning("package.not_sold")]
    items = [(one, scene.item(one.item_id)) for one in term.services]
    full = sum(max(1, one.uses) * scene.price(item) for one, item in items if item)
    if full and seller.price_minor > full:
        return [warning("package.dearer", price_minor=seller.price_minor, list_minor=full)]
    return []


def _seller(scene: Scene, term: PackagePlan) -> Plan | None:
    """The plan that sells a package."""
    for one in scene.program.plans:
        if one.kind is PlanKind.PACKAGE and any(g.ref == term.package_plan_id for g in one.grants):
            return one
    return None


def _lots(scene: Scene, principal: int, bonus: int) -> list[Lot]:
    unit = scene.book.currency.code
    kinds = ((AssetKind.PRINCIPAL, principal), (AssetKind.BONUS, bonus))
    return [
        Lot(kind.value, "m:e", Asset(unit, kind, GENERAL), n, n, scene.now_ms, group_id="e")
        for kind, n in kinds
        if n
    ]


def _spent(term: StoredValueTerms, lots: list[Lot], minor: int) -> list[ExampleStep]:
    """A purchase out of these lots, in the shop's order (R3)."""
    if not minor:
        return []
    takes = spending.stored(lots, minor, term.order)
    part = {kind: sum(t.n for t in takes if t.lot.asset.kind is kind) for kind in AssetKind}
    return [
        step(
            "stored.spend",
            spent_minor=minor,
            principal_minor=part[AssetKind.PRINCIPAL],
            bonus_minor=part[AssetKind.BONUS],
        ),
        step("stored.left", left_minor=sum(lot.left for lot in lots) - minor),
    ]
