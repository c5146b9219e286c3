"""A member's purse as the foot of a paper says it; names in the paper's language."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.errors import Refused
from app.domain.loyalty.package import Package
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import Missing, nearest
from app.domain.rights import NEVER, AssetKind
from app.domain.slips import Balances, NextTier, PackageAfter, WalletAfter
from app.store import members
from app.store import shop as shops
from app.store.loyalty import merges
from app.store.loyalty import program as programs
from app.usecases.loyalty import purse as purses
from app.usecases.printing.speaking import speaking_to
from app.usecases.services import Services


def of_purse(purse: Purse, program: Program, tiers: Iterable[TierTerms], language: str) -> Balances:
    """What the purse holds now. A wallet that never held anything is not mentioned."""
    terms = {one.tier_id: one for one in tiers}
    rules = bool(program.points.rules) or purse.points > 0
    return Balances(
        wallets=_wallets(purse, program, language),
        points=purse.points if rules else None,
        frozen=purse.frozen_points,
        debt=purse.points_debt,
        expiring=_expiring(purse),
        vouchers=len(purse.vouchers),
        packages=tuple(package_after(one, language) for one in purse.packages),
        next_tier=_next_tier(purse.tier.missing, terms, language),
        tier=terms[purse.tier.tier_id].named(language) if purse.tier.tier_id in terms else "",
        earns=program.points.earns,
    )


def member_balances(s: Services, member_id: str) -> Balances | None:
    """What a member has now, at the tier that what just happened brought; None when nobody of that
    id is known any more. Reader thread."""
    try:
        held = purses.read(s, member_id, settled=True)
    except Refused:
        return None
    with s.db.read() as tx:
        shop = speaking_to(shops.load(tx), members.get(tx, merges.stays(tx, member_id)))
        return of_purse(held, programs.load(tx), shops.tiers(tx), shop.paper_language)


def _wallets(purse: Purse, program: Program, language: str) -> tuple[WalletAfter, ...]:
    held = {lot.asset.plan for lot in purse.lots if lot.asset.kind is AssetKind.PRINCIPAL}
    held |= {lot.asset.plan for lot in purse.lots if lot.asset.kind is AssetKind.BONUS}
    return tuple(
        WalletAfter(
            one.named(language),
            purse.total(AssetKind.PRINCIPAL, one.wallet_id),
            purse.total(AssetKind.BONUS, one.wallet_id),
        )
        for one in program.wallets
        if one.wallet_id in held
    )


def _expiring(purse: Purse) -> tuple[int, str]:
    """The points that end next, all of one last day."""
    lots = purse.of(AssetKind.POINTS)
    first = next((lot.asset.bucket for lot in lots if lot.asset.bucket != NEVER), "")
    return sum(lot.left for lot in lots if lot.asset.bucket == first), first


def package_after(package: Package, language: str) -> PackageAfter:
    """All uses of a package that are left; -1 for what may be used as often as one likes."""
    counted = [
        lot.left
        for service, lot in zip(package.plan.services, package.lots, strict=False)
        if service.uses
    ]
    left = sum(counted) if counted else -1
    return PackageAfter(package.plan.named(language), left, package.until_on)


def _next_tier(
    missing: tuple[Missing, ...], tiers: dict[str, TierTerms], language: str
) -> NextTier | None:
    """The nearest; keeping a tier comes before the next one."""
    known = nearest([one for one in missing if one.tier_id in tiers])
    if not known:
        return None
    one = known[0]
    name = tiers[one.tier_id].named(language)
    return NextTier(name, one.metric.value, one.need - one.have, one.until, one.keep)
