"""The shop's whole membership programme: one frozen value that every rule reads."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Plan
from app.domain.loyalty.stored_value import GENERAL, StoredValueTerms, Wallet
from app.domain.loyalty.terms import GrowthTerms, PointsTerms, Reward
from app.domain.loyalty.tier_rules import Group, TierRule
from app.domain.loyalty.voucher import Campaign

# what a program.change document may carry: noun -> the field that names one (empty: there is one)
NOUNS: dict[str, str] = {
    "stored": "",
    "points": "",
    "growth": "",
    "wallet": "wallet_id",
    "plan": "plan_id",
    "tier_rule": "tier_id",
    "group": "group_id",
    "campaign": "campaign_id",
    "package_plan": "package_plan_id",
    "reward": "reward_id",
    "law": "",
}


@dataclass(frozen=True, slots=True)
class LawChoice:
    """Which jurisdiction profile holds, and the texts that the owner changed (key, text)."""

    code: str = "none"
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """All terms, each list in the owner's order. The defaults are a shop without any programme."""

    stored: StoredValueTerms = StoredValueTerms()
    points: PointsTerms = PointsTerms()
    growth: GrowthTerms = GrowthTerms()
    wallets: tuple[Wallet, ...] = (Wallet(GENERAL, "储值", "Stored value"),)
    plans: tuple[Plan, ...] = ()
    tier_rules: tuple[TierRule, ...] = ()
    groups: tuple[Group, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    package_plans: tuple[PackagePlan, ...] = ()
    rewards: tuple[Reward, ...] = ()
    law: LawChoice = LawChoice()

    def wallet(self, wallet_id: str) -> Wallet | None:
        """The wallet of that id."""
        return next((one for one in self.wallets if one.wallet_id == wallet_id), None)

    def plan(self, plan_id: str) -> Plan | None:
        """The plan of that id."""
        return next((one for one in self.plans if one.plan_id == plan_id), None)

    def campaign(self, campaign_id: str) -> Campaign | None:
        """The campaign of that id."""
        return next((one for one in self.campaigns if one.campaign_id == campaign_id), None)

    def package_plan(self, package_plan_id: str) -> PackagePlan | None:
        """The package plan of that id."""
        found = (one for one in self.package_plans if one.package_plan_id == package_plan_id)
        return next(found, None)

    def reward(self, reward_id: str) -> Reward | None:
        """The reward of that id."""
        return next((one for one in self.rewards if one.reward_id == reward_id), None)

    def group_of(self, text: str) -> str:
        """The id of the group that a file or a rule means: by its id, or, from before there was a
        list, by its name; another text stays what it is."""
        named = (g.group_id for g in self.groups if text and text in (g.name, g.name_en))
        return text if any(g.group_id == text for g in self.groups) else next(named, text)

    def tier_rule(self, tier_id: str) -> TierRule | None:
        """The rule of a tier."""
        return next((one for one in self.tier_rules if one.tier_id == tier_id), None)
