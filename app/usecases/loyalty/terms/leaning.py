"""What still leans on a term that somebody wants to take away."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.plan import GrantKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import GENERAL
from app.domain.loyalty.tier_rules import Metric
from app.domain.rights import AssetKind
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, rights

_GRANTS = {"campaign": GrantKind.VOUCHER, "package_plan": GrantKind.PACKAGE}
_MONEY = (AssetKind.PRINCIPAL, AssetKind.BONUS)


def require_free(tx: Tx, program: Program, noun: str, removed: tuple[str, ...]) -> None:
    """Nothing goes that something still leans on. Refused `program.in_use` (noun, id, by),
    `group.has_members` (n)."""
    for one in removed:
        if noun == "group":
            _group_free(tx, program, one)
        by = _plan(program, noun, one) or _voucher(program, noun, one)
        if not by and noun == "wallet" and (one == GENERAL or _held(tx, one)):
            by = "balance"
        if by:
            raise Refused("program.in_use", noun=noun, id=one[:40], by=by[:60])


def _group_free(tx: Tx, program: Program, one: str) -> None:
    """No tier asks for the group, and nobody is in it."""
    names = {tier.tier_id: tier.name for tier in shops.tiers(tx)}
    for rule in program.tier_rules:
        asked = (*rule.reach, *rule.keep)
        if any(wants.metric is Metric.GROUP and wants.ref == one for wants in asked):
            by = names.get(rule.tier_id, rule.tier_id)
            raise Refused("program.in_use", noun="group", id=one[:40], by=by[:60])
    if n := history.in_group(tx, one):
        raise Refused("group.has_members", n=n)


def _plan(program: Program, noun: str, one: str) -> str:
    for plan in program.plans:
        if noun in _GRANTS and any(g.kind is _GRANTS[noun] and g.ref == one for g in plan.grants):
            return plan.name
        money = any(g.ref == one and g.kind.value in ("principal", "bonus") for g in plan.grants)
        if noun == "wallet" and (plan.wallet_id == one or money):
            return plan.name
    return ""


def _voucher(program: Program, noun: str, one: str) -> str:
    if noun != "campaign":
        return ""
    for reward in program.rewards:
        if reward.campaign_id == one:
            return reward.name
    for rule in program.tier_rules:
        if any(benefit.campaign_id == one for benefit in rule.benefits):
            return rule.tier_id
    return ""


def _held(tx: Tx, wallet_id: str) -> bool:
    """Whether anybody still has money in a wallet."""
    return any(
        n and asset.plan == wallet_id and asset.kind in _MONEY
        for asset, n in rights.outstanding(tx).items()
    )
