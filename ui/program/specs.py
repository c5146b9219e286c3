"""What can be set in each part of the programme: one list of fields a form, in the order shown.

The forms of all terms are made from these lists, so that a new term needs no screen of its own.
Words: `prog.<form>.<field>` is the label, `prog.<form>.<field>.help` its sentence where it has one,
`prog.option.<option>` an option. The same field may stand twice with another kind: `when` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.loyalty.package import PackagePlan, PackageService
from app.domain.loyalty.plan import Grant, Plan
from app.domain.loyalty.program import LawChoice
from app.domain.loyalty.stored_value import StoredValueTerms, Wallet
from app.domain.loyalty.terms import EarnRule, GrowthTerms, Multiplier, PointsTerms, Reward
from app.domain.loyalty.tier_rules import Benefit, Condition, Group
from app.domain.loyalty.voucher import Campaign

MONEY_METRICS = ("spend", "balance", "topup")
COUNTED_METRICS = ("visits", "tenure", "growth")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field. `name` is dotted into the term. Kinds: text, date, money, number, percent, times,
    pieces, choice, switch, ref (one of `of`), refs (several of `of`), list (of the form `of`).

    `when` (field, values): shown only while that field has one of these values.
    """

    name: str
    kind: str
    of: str = ""
    options: tuple[str, ...] = ()
    when: tuple[str, tuple[Any, ...]] = ("", ())

    @property
    def key(self) -> str:
        """What tells it from another field of the same name."""
        return f"{self.name}:{self.kind}:{self.of}"


F = FieldSpec

SECTIONS = (
    *("points", "growth", "tier", "group", "plan", "stored", "wallet"),
    *("campaign", "package_plan", "reward", "law"),
)
SINGLE = ("points", "growth", "stored", "law")
NOUN = {"tier": "tier_rule"}  # a section's noun where it is not the section's name

FORMS: dict[str, tuple[FieldSpec, ...]] = {
    "points": (
        F("rules", "list", "earn_rule"),
        F("earns", "refs", "source"),
        F("multipliers", "list", "multiplier"),
        F("redeem.points", "number"),
        F("redeem.minor", "money"),
        F("redeem.minimum", "number"),
        F("redeem.cap_ppm", "percent"),
        F("redeem.cap_points", "number"),
        F("freeze_days", "number"),
        F("expiry.rule", "choice", options=("months", "days", "year_end", "never")),
        F("expiry.n", "number", when=("expiry.rule", ("months", "days", "year_end"))),
        F("expiry.month_end", "switch", when=("expiry.rule", ("months", "days"))),
        F("short", "choice", options=("debt", "cash")),
        F("reinstate_days", "number"),
        F("adjust_needs_approval_above", "number"),
    ),
    "earn_rule": (
        F("by", "choice", options=("amount", "department", "item", "pieces", "visit", "tender")),
        F("ref", "ref", "department", when=("by", ("department",))),
        F("ref", "ref", "item", when=("by", ("item", "pieces"))),
        F("ref", "ref", "source", when=("by", ("tender",))),
        F("per", "money", when=("by", ("amount", "department", "item", "tender"))),
        F("per", "pieces", when=("by", ("pieces",))),
        F("points", "number"),
    ),
    "multiplier": (
        F("name", "text"),
        F("name_en", "text"),
        F("ppm", "times"),
        F("tiers", "refs", "tier"),
        F("departments", "refs", "department"),
        F("weekdays", "refs", "weekday"),
        F("month_days", "refs", "month_day"),
        F("from_hour", "number"),
        F("until_hour", "number"),
        F("birthday", "choice", options=("", "day", "month")),
        F("from_on", "date"),
        F("until_on", "date"),
    ),
    "growth": (
        F("points", "number"),
        F("per", "money"),
        F("on_enrol", "number"),
        F("earns", "refs", "source"),
    ),
    "tier": (
        F("terms.name", "text"),
        F("terms.name_en", "text"),
        F("terms.level", "number"),
        F("terms.discount_ppm", "list", "discount"),
        F("rule.by_reach", "switch"),
        F("rule.reach", "list", "condition", when=("rule.by_reach", (True,))),
        F("rule.every_condition", "switch", when=("rule.by_reach", (True,))),
        F("rule.valid_days", "number"),
        F("rule.keep", "list", "condition"),
        F("rule.grace_days", "number"),
        F("rule.downgrade", "choice", options=("one_step", "rejudge", "never")),
        F("rule.benefits", "list", "benefit"),
    ),
    "discount": (F("department", "ref", "department_or_all"), F("ppm", "percent")),
    "condition": (
        F(
            "metric",
            "choice",
            options=("spend", "visits", "growth", "tenure", "topup", "balance", "group"),
        ),
        F("at_least", "money", when=("metric", MONEY_METRICS)),
        F("at_least", "number", when=("metric", COUNTED_METRICS)),
        F("ref", "ref", "group", when=("metric", ("group",))),
        F(
            "window",
            "choice",
            options=("rolling", "month", "quarter", "year", "life"),
            when=("metric", ("spend", "visits", "growth", "topup")),
        ),
        F("days", "number", when=("window", ("rolling",))),
        F("wait_days", "number", when=("metric", ("spend", "visits", "growth"))),
    ),
    "benefit": (
        F(
            "kind",
            "choice",
            options=("points", "birthday", "vouchers", "free_service", "exclusive"),
        ),
        F("ppm", "times", when=("kind", ("points",))),
        F("campaign_id", "ref", "campaign", when=("kind", ("birthday", "vouchers"))),
        F("campaign_id", "ref", "service_campaign", when=("kind", ("free_service",))),
        F("n", "number", when=("kind", ("birthday", "vouchers", "free_service"))),
        F(
            "every",
            "choice",
            options=("month", "quarter", "year"),
            when=("kind", ("vouchers", "free_service")),
        ),
        F("rolls_over", "switch", when=("kind", ("vouchers", "free_service"))),
        F("items", "refs", "item", when=("kind", ("exclusive",))),
    ),
    "group": (F("name", "text"), F("name_en", "text")),
    "plan": (
        F("name", "text"),
        F("name_en", "text"),
        F("kind", "choice", options=("topup", "package", "membership", "gift_card")),
        F("price_minor", "money"),
        F("open_amount", "switch", when=("kind", ("topup",))),
        F("wallet_id", "ref", "wallet", when=("kind", ("topup",))),
        F("grants", "list", "grant"),
        F("tiers", "refs", "tier"),
        F("channels", "refs", "channel"),
        F("from_on", "date"),
        F("until_on", "date"),
        F("once", "switch"),
        F("active", "switch"),
    ),
    "grant": (
        F(
            "kind",
            "choice",
            options=("bonus", "points", "growth", "voucher", "package", "tier", "item"),
        ),
        F("n", "money", when=("kind", ("bonus", "principal"))),
        F("n", "number", when=("kind", ("points", "growth", "voucher", "package", "item"))),
        F("ref", "ref", "wallet", when=("kind", ("bonus", "principal"))),
        F("ref", "ref", "campaign", when=("kind", ("voucher",))),
        F("ref", "ref", "package_plan", when=("kind", ("package",))),
        F("ref", "ref", "tier", when=("kind", ("tier",))),
        F("ref", "ref", "item", when=("kind", ("item",))),
        F("times", "number", when=("kind", ("bonus", "points", "voucher"))),
        F(
            "every",
            "choice",
            options=("month", "week", "day"),
            when=("kind", ("bonus", "points", "voucher")),
        ),
        F("valid_days", "number", when=("kind", ("bonus", "points", "tier"))),
    ),
    "stored": (
        F("order", "choice", options=("proportional", "principal_first", "bonus_first")),
        F("keep_change", "switch"),
        F("pin_above_minor", "money"),
        F("bonus_is_discount", "switch"),
    ),
    "wallet": (
        F("name", "text"),
        F("name_en", "text"),
        F("departments", "refs", "department"),
        F("items", "refs", "item"),
    ),
    "campaign": (
        F("name", "text"),
        F("name_en", "text"),
        F("kind", "choice", options=("amount", "percent", "item", "exchange", "service")),
        F("amount_minor", "money", when=("kind", ("amount",))),
        F("off_ppm", "percent", when=("kind", ("percent",))),
        F("cap_minor", "money", when=("kind", ("percent",))),
        F("price_minor", "money", when=("kind", ("exchange",))),
        F("items", "refs", "item"),
        F("departments", "refs", "department"),
        F("minimum_minor", "money"),
        F("valid_days", "number"),
        F("until_on", "date"),
        F("after_days", "number"),
        F("weekdays", "refs", "weekday"),
        F("from_hour", "number"),
        F("until_hour", "number"),
        F("per_day", "number"),
        F("per_member", "number"),
        F("stackable", "switch"),
        F("with_tier_price", "switch"),
        F("transferable", "switch"),
        F("bearer", "switch"),
        F("on", "refs", "occasion"),
        F("active", "switch"),
    ),
    "package_plan": (
        F("name", "text"),
        F("name_en", "text"),
        F("services", "list", "service"),
        F("valid_days", "number"),
        F("per_day", "number"),
        F("pause_days", "number"),
        F("shareable", "switch"),
        F("transferable", "switch"),
        F("active", "switch"),
    ),
    "service": (F("item_id", "ref", "item"), F("uses", "number")),
    "reward": (
        F("name", "text"),
        F("name_en", "text"),
        F("points", "number"),
        F("campaign_id", "ref", "campaign"),
        F("item_id", "ref", "item"),
        F("stock", "number"),
        F("per_member", "number"),
        F("tiers", "refs", "tier"),
        F("active", "switch"),
    ),
    "law": (F("code", "ref", "law"), F("texts", "list", "law_text")),
    "law_text": (F("key", "ref", "law_key"), F("text", "text")),
}

TYPES: dict[str, type] = {
    "points": PointsTerms,
    "growth": GrowthTerms,
    "group": Group,
    "plan": Plan,
    "stored": StoredValueTerms,
    "wallet": Wallet,
    "campaign": Campaign,
    "package_plan": PackagePlan,
    "reward": Reward,
    "law": LawChoice,
}
FRESH: dict[str, Any] = {  # what a new entry of a list begins with
    "earn_rule": EarnRule(),
    "multiplier": Multiplier("", 2_000_000),
    "condition": Condition("spend", 100_000),  # type: ignore[arg-type]
    "benefit": Benefit("points"),  # type: ignore[arg-type]
    "grant": Grant("bonus", 10_000, "general"),  # type: ignore[arg-type]
    "service": PackageService("", 10),
}
