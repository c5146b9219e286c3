"""Reads what the page needs in one go: the programme, and the names that its references go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import CASH_LIKE
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import TierRule
from app.domain.money import Currency
from app.usecases.catalog import list_items
from app.usecases.loyalty import program
from app.usecases.services import Services
from app.usecases.shop import settings
from app.words import Words
from ui.program import values
from ui.program.sentences import Names

MOST_ITEMS = 2000
SOURCES = (*CASH_LIKE, "principal", "bonus", "gift", "points", "package")
OCCASIONS = ("enrol", "birthday")
CHANNELS = ("counter", "online")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The programme and its names."""

    currency: Currency
    program: Program
    tiers: tuple[TierTerms, ...]
    names: Names

    def terms(self, section: str) -> tuple[tuple[str, dict[str, Any]], ...]:
        """The terms of a section as the form edits them, by id; a single one has its own name."""
        if section == "tier":
            found = []
            for tier in self.tiers:
                rule = self.program.tier_rule(tier.tier_id) or TierRule(tier.tier_id)
                found.append((tier.tier_id, values.opened("tier", (tier, rule))))
            return tuple(found)
        listed = {
            "group": (self.program.groups, "group_id"),
            "plan": (self.program.plans, "plan_id"),
            "wallet": (self.program.wallets, "wallet_id"),
            "campaign": (self.program.campaigns, "campaign_id"),
            "package_plan": (self.program.package_plans, "package_plan_id"),
            "reward": (self.program.rewards, "reward_id"),
        }
        if section in listed:
            terms, name = listed[section]
            return tuple((getattr(one, name), values.opened(section, one)) for one in terms)
        return ((section, values.opened(section, getattr(self.program, section))),)


def read_all(s: Services, words: Words) -> Loaded:
    """Everything, on a reader thread."""
    found, lang = program.load(s), words.lang
    tiers = list_items.tiers(s)
    items = list_items.list_items(s, limit=MOST_ITEMS)
    departments = {one.department_id: one.named(lang) for one in list_items.departments(s)}
    campaigns = {one.campaign_id: one.named(lang) for one in found.campaigns}
    profiles = program.law_profiles()
    chosen = next((one for one in profiles if one.code == found.law.code), profiles[-1])
    names: dict[str, dict[str, str]] = {
        "item": {one.item.item_id: one.item.named(lang) for one in items},
        "department": departments,
        "department_or_all": {"*": words("prog.all.department"), **departments},
        "tier": {one.tier_id: one.named(lang) for one in tiers},
        "group": {one.group_id: one.named(lang) for one in found.groups},
        "wallet": {one.wallet_id: one.named(lang) for one in found.wallets},
        "campaign": campaigns,
        "service_campaign": campaigns,
        "package_plan": {one.package_plan_id: one.named(lang) for one in found.package_plans},
        "source": {one: words(f"prog.source.{one}") for one in SOURCES},
        "weekday": {str(day): words(f"prog.weekday.{day}") for day in range(7)},
        "month_day": {str(day): str(day) for day in range(1, 32)},
        "occasion": {one: words(f"prog.occasion.{one}") for one in OCCASIONS},
        "channel": {one: words(f"prog.channel.{one}") for one in CHANNELS},
        "law": {one.code: one.name_en if lang == "en" else one.name for one in profiles},
        "law_key": {key: words(key)[:60] for key in chosen.terms},
    }
    return Loaded(settings.load(s).currency, found, tiers, names)
