"""Which plans somebody may buy now, and what comes for the price."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import SHELF, price_on
from app.domain.errors import Refused
from app.domain.loyalty.money.topup import cost
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.slip import Given
from app.domain.member import Member
from app.domain.money import MAX_MINOR
from app.store import catalog, members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, topups
from app.usecases.loyalty.selling.shapes import PlanOffer

COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of what plans give, in one language."""

    program: Program
    items: dict[str, str]
    tiers: dict[str, str]
    language: str

    def of(self, grant: Grant) -> str:
        """What a grant's `ref` is called; empty for points, growth and unnamed money."""
        program, ref = self.program, grant.ref
        match grant.kind:
            case GrantKind.ITEM:
                return self.items.get(ref, "")
            case GrantKind.TIER:
                return self.tiers.get(ref, "")
            case GrantKind.VOUCHER:
                found = program.campaign(ref)
                return found.named(self.language) if found else ""
            case GrantKind.PACKAGE:
                package = program.package_plan(ref)
                return package.named(self.language) if package else ""
            case GrantKind.PRINCIPAL | GrantKind.BONUS:
                wallet = program.wallet(ref) if ref else None
                return wallet.named(self.language) if wallet else ""
            case _:
                return ""


def names_in(tx: Tx, program: Program, language: str) -> Names:
    """The names that the programme's plans need."""
    refs = [
        grant.ref for plan in program.plans for grant in plan.grants if grant.kind is GrantKind.ITEM
    ]
    items = {key: one.named(language) for key, one in catalog.many(tx, refs).items()}
    tiers = {one.tier_id: one.named(language) for one in shops.tiers(tx)}
    return Names(program, items, tiers, language)


def item_prices(tx: Tx, program: Program, now_ms: int) -> dict[str, int]:
    """List prices of all that packages and plans hold: what a package's price is dealt over."""
    refs = {one.item_id for plan in program.package_plans for one in plan.services}
    refs |= {g.ref for p in program.plans for g in p.grants if g.kind is GrantKind.ITEM}
    found = {}
    for item_id, item in catalog.many(tx, sorted(refs)).items():
        listed = price_on(item.prices, SHELF, now_ms)
        if listed is not None:
            found[item_id] = listed
    return found


def require_sellable(tx: Tx, plan: Plan, member: Member | None, today: str, channel: str) -> None:
    """Refused `plan.unknown` (not sold any more), `plan.channel`, `plan.not_now` (from_on,
    until_on), `plan.needs_member`, `plan.not_for_tier`, `plan.once`."""
    if not plan.active:
        raise Refused("plan.unknown")
    if plan.channels and channel not in plan.channels:
        raise Refused("plan.channel")
    if (plan.from_on and today < plan.from_on) or (plan.until_on and today > plan.until_on):
        raise Refused("plan.not_now", from_on=plan.from_on or "-", until_on=plan.until_on or "-")
    if member is None:
        if plan.kind is not PlanKind.GIFT_CARD:
            raise Refused("plan.needs_member")
        return
    if plan.tiers and member.tier_id not in plan.tiers:
        raise Refused("plan.not_for_tier")
    if plan.once and topups.bought(tx, plan.plan_id, *merges.ids(tx, member.member_id)):
        raise Refused("plan.once")


def require_amount(plan: Plan, amount_minor: int) -> None:
    """Refused `plan.amount` (least_minor, most_minor) unless the plan is sold for this."""
    most = MAX_MINOR if plan.open_amount else plan.price_minor
    if not plan.price_minor <= amount_minor <= most or amount_minor <= 0:
        raise Refused("plan.amount", least_minor=plan.price_minor, most_minor=most)


def offer_of(
    tx: Tx, plan: Plan, member: Member | None, today: str, channel: str, *, names: Names
) -> PlanOffer:
    """A plan with what it gives, and why it cannot be had if so."""
    gives = tuple(given_of(grant, names) for grant in shown_grants(plan, plan.price_minor))
    costs = cost(plan, names.program, {})
    warned = tuple(code for code, _ in costs.warnings)
    try:
        require_sellable(tx, plan, member, today, channel)
    except Refused as refusal:
        facts = tuple(refusal.facts.items())
        return PlanOffer(plan, plan.price_minor, gives, False, refusal.code, facts, warned)
    return PlanOffer(plan, plan.price_minor, gives, warnings=warned)


def shown_grants(plan: Plan, amount_minor: int) -> tuple[Grant, ...]:
    """The grants as a person reads them: what was paid comes first, as principal (or the card)."""
    if plan.kind in (PlanKind.TOPUP, PlanKind.GIFT_CARD):
        paid = Grant(GrantKind.PRINCIPAL, amount_minor, plan.wallet_id)
        rest = tuple(one for one in plan.grants if one.kind is not GrantKind.PRINCIPAL)
        return (paid, *rest)
    return plan.grants


def given_of(grant: Grant, names: Names) -> Given:
    """One grant in words' reach, before it is given: no dates yet."""
    return Given(grant.kind, grant.n, grant.ref, names.of(grant), times=grant.times)


def member_of(tx: Tx, member_id: str) -> Member | None:
    """The member, or nobody for an empty id. Refused `member.unknown`, `member.inactive`."""
    if not member_id:
        return None
    found = members.get(tx, merges.stays(tx, member_id))
    if found is None:
        raise Refused("member.unknown")
    if not found.active:
        raise Refused("member.inactive", name=found.name)
    return found
