"""What no programme may say: figures out of range, names that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import NOUNS, LawChoice
from app.domain.loyalty.stored_value import StoredValueTerms, Wallet
from app.domain.loyalty.terms import GrowthTerms, PointsTerms, Reward
from app.domain.loyalty.tier_rules import Group, Metric, TierRule
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.money import MAX_MINOR, PPM
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.loyalty.terms.known import Known

TYPES: dict[str, type] = {
    "stored": StoredValueTerms,
    "points": PointsTerms,
    "growth": GrowthTerms,
    "wallet": Wallet,
    "plan": Plan,
    "tier_rule": TierRule,
    "group": Group,
    "campaign": Campaign,
    "package_plan": PackagePlan,
    "reward": Reward,
    "law": LawChoice,
}
MOST_DAYS, MOST_POINTS, MOST_PIECES = 36_500, 100_000_000, 1000
_FOR_ITEMS = (VoucherKind.ITEM, VoucherKind.EXCHANGE, VoucherKind.SERVICE)


def check(noun: str, terms: Sequence[Any], known: Known) -> None:
    """Refused `program.noun`, `program.id`, `program.twice`, `program.name`, `program.range`
    (field, least, most), `program.unknown_ref` (field, ref), `program.empty`, `program.dates`."""
    if noun not in NOUNS or not all(isinstance(one, TYPES[noun]) for one in terms):
        raise Refused("program.noun", noun=noun[:20])
    key = NOUNS[noun]
    if not key and len(terms) > 1:
        raise Refused("program.twice", noun=noun)
    ids = [getattr(one, key) for one in terms] if key else []
    if len(set(ids)) < len(ids):
        raise Refused("program.twice", noun=noun)
    for one in ids:
        _id(one)
    for term in terms:
        _one(term, known)


def _id(text: str) -> None:
    """An id stands in an asset's name: letters, digits, dash and underscore only."""
    signs = all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
    if not text or len(text) > 40 or not signs:
        raise Refused("program.id", id=text[:40])


def _one(term: Any, known: Known) -> None:
    if hasattr(term, "name") and (not term.name.strip() or len(term.name) > 60):
        raise Refused("program.name")
    match term:
        case Plan():
            _plan(term, known)
        case PackagePlan():
            _package(term, known)
        case Campaign():
            _campaign(term, known)
        case Reward():
            _reward(term, known)
        case TierRule():
            _tier_rule(term, known)
        case PointsTerms():
            _points(term, known)
        case GrowthTerms():
            _range("points", term.points, 0, MOST_POINTS)
            _range("per", term.per, 1, MAX_MINOR)
            _range("on_enrol", term.on_enrol, 0, MOST_POINTS)
        case StoredValueTerms():
            _range("pin_above_minor", term.pin_above_minor, 0, MAX_MINOR)
        case Wallet():
            known.require("items", term.items, known.items)
            known.require("departments", term.departments, known.departments)
        case LawChoice():
            profile_of(term.code)


def _range(field: str, n: int, least: int, most: int) -> None:
    if not least <= n <= most:
        raise Refused("program.range", field=field, least=least, most=most)


def _plan(plan: Plan, known: Known) -> None:
    _range("price_minor", plan.price_minor, 1, MAX_MINOR)
    known.require("tiers", plan.tiers, known.tiers)
    known.wallet(plan.wallet_id)
    if plan.from_on and plan.until_on and plan.until_on < plan.from_on:
        raise Refused("program.dates")
    wanted = {PlanKind.PACKAGE: GrantKind.PACKAGE, PlanKind.MEMBERSHIP: GrantKind.TIER}
    kind = wanted.get(plan.kind)
    if kind is not None and not any(one.kind is kind for one in plan.grants):
        raise Refused("program.empty", noun="plan")
    for once in (GrantKind.PACKAGE, GrantKind.TIER):
        if sum(one.kind is once for one in plan.grants) > 1:
            raise Refused("program.twice", noun=once.value)
    for grant in plan.grants:
        _grant(grant, known)


def _grant(grant: Grant, known: Known) -> None:
    money = (GrantKind.PRINCIPAL, GrantKind.BONUS)
    values = (GrantKind.POINTS, GrantKind.GROWTH)
    most = MAX_MINOR if grant.kind in money else MOST_POINTS if grant.kind in values else 1000
    if grant.kind in (GrantKind.PACKAGE, GrantKind.TIER):
        most = 1
    _range("n", grant.n, 0 if grant.kind is GrantKind.PRINCIPAL else 1, most)
    _range("times", grant.times, 1, 120)
    _range("valid_days", grant.valid_days, 0, MOST_DAYS)
    known.require("every", (grant.every,), ("day", "week", "month"))
    match grant.kind:
        case GrantKind.VOUCHER:
            known.campaign(grant.ref)
        case GrantKind.PACKAGE:
            packages = (one.package_plan_id for one in known.program.package_plans)
            known.require("package", (grant.ref,), packages)
        case GrantKind.TIER:
            known.require("tier", (grant.ref,), known.tiers)
        case GrantKind.ITEM:
            known.require("item", (grant.ref,), known.items)
        case _ if grant.ref:
            known.wallet(grant.ref)


def _package(plan: PackagePlan, known: Known) -> None:
    if not plan.services:
        raise Refused("program.empty", noun="package_plan")
    known.require("item", (one.item_id for one in plan.services), known.items)
    for one in plan.services:
        _range("uses", one.uses, 0, MOST_PIECES)
    if len({one.item_id for one in plan.services}) < len(plan.services):
        raise Refused("program.twice", noun="item")
    timed = any(one.uses == 0 for one in plan.services)
    _range("valid_days", plan.valid_days, 1 if timed else 0, MOST_DAYS)
    _range("per_day", plan.per_day, 0, 100)
    _range("pause_days", plan.pause_days, 0, MOST_DAYS)


def _campaign(one: Campaign, known: Known) -> None:
    if one.kind is VoucherKind.AMOUNT:
        _range("amount_minor", one.amount_minor, 1, MAX_MINOR)
    if one.kind is VoucherKind.PERCENT:
        _range("off_ppm", one.off_ppm, 1, PPM)
    if one.kind in _FOR_ITEMS and not one.items and not one.departments:
        raise Refused("program.empty", noun="items")
    for field in ("cap_minor", "price_minor", "minimum_minor", "cost_minor"):
        _range(field, getattr(one, field), 0, MAX_MINOR)
    for field in ("after_days", "valid_days"):
        _range(field, getattr(one, field), 0, MOST_DAYS)
    for field in ("per_day", "per_member"):
        _range(field, getattr(one, field), 0, MOST_PIECES)
    _hours(one.from_hour, one.until_hour, one.weekdays)
    known.require("items", one.items, known.items)
    known.require("departments", one.departments, known.departments)
    known.require("on", one.on, ("enrol", "birthday"))


def _hours(from_hour: int, until_hour: int, weekdays: tuple[int, ...]) -> None:
    _range("from_hour", from_hour, 0, 23)
    _range("until_hour", until_hour, from_hour + 1, 24)
    for day in weekdays:
        _range("weekdays", day, 0, 6)


def _reward(one: Reward, known: Known) -> None:
    _range("points", one.points, 1, MOST_POINTS)
    _range("stock", one.stock, -1, MOST_POINTS)
    _range("per_member", one.per_member, 0, MOST_PIECES)
    known.require("tiers", one.tiers, known.tiers)
    if one.campaign_id:
        known.campaign(one.campaign_id)
    if one.item_id:
        known.require("item", (one.item_id,), known.items)


def _tier_rule(rule: TierRule, known: Known) -> None:
    known.require("tier", (rule.tier_id,), known.tiers)
    _range("valid_days", rule.valid_days, 0, MOST_DAYS)
    _range("grace_days", rule.grace_days, 0, MOST_DAYS)
    for condition in (*rule.reach, *rule.keep):
        _range("at_least", condition.at_least, 0, MAX_MINOR)
        _range("days", condition.days, 1, MOST_DAYS)
        if condition.metric is Metric.GROUP:
            _group(condition.ref, rule, known)
    for benefit in rule.benefits:
        _range("ppm", benefit.ppm, 0, 100 * PPM)
        _range("n", benefit.n, 1, 100)
        known.require("every", (benefit.every,), ("month", "quarter", "year"))
        known.require("items", benefit.items, known.items)
        if benefit.campaign_id:
            known.campaign(benefit.campaign_id)


def _group(ref: str, rule: TierRule, known: Known) -> None:
    """One of the list; a text from before there was one stays until another is chosen."""
    if not ref:
        raise Refused("program.empty", noun="group")
    before = known.program.tier_rule(rule.tier_id)
    kept = (one.ref for one in (*before.reach, *before.keep)) if before else ()
    known.require("group", (ref,), (*(one.group_id for one in known.program.groups), *kept))


def _points(terms: PointsTerms, known: Known) -> None:
    for rule in terms.rules:
        _range("points", rule.points, 0, MOST_POINTS)
        _range("per", rule.per, 1, MAX_MINOR)
    for times in terms.multipliers:
        _range("ppm", times.ppm, 0, 100 * PPM)
        _hours(times.from_hour, times.until_hour, times.weekdays)
        known.require("tiers", times.tiers, known.tiers)
        known.require("departments", times.departments, known.departments)
        for day in times.month_days:
            _range("month_days", day, 1, 31)
    _range("redeem.points", terms.redeem.points, 0, MOST_POINTS)
    _range("redeem.minor", terms.redeem.minor, 0, MAX_MINOR)
    _range("redeem.cap_ppm", terms.redeem.cap_ppm, 0, PPM)
    _range("freeze_days", terms.freeze_days, 0, 3650)
    _range("expiry.n", terms.expiry.n, 0, 3650)
    _range("adjust_needs_approval_above", terms.adjust_needs_approval_above, 0, MOST_POINTS)
    known.require("short", (terms.short,), ("debt", "cash"))
