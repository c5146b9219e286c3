"""A member who has some of everything, a programme that sells some of everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.law.limits import LawNotice
from app.domain.loyalty.package import Package, PackagePlan, PackageService
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Given
from app.domain.loyalty.stored_value import StoredValueTerms, Wallet
from app.domain.loyalty.terms import PointsTerms, RedeemTerms, Reward
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import Metric, Missing, TierStanding
from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.rights import Asset, AssetKind, Lot
from app.domain.tendering import settled
from app.usecases.loyalty.redeem import Redeemed, RewardOffer
from app.usecases.loyalty.top_up import PlanOffer, PlanSale, PlanSold
from app.usecases.outcome import Changes, Outcome
from tests.ui.checkout.counter_kit import BOOK, START_MS, PlainTill

TODAY = "2025-09-12"
HOLDER = "m:m-1"
TEN_OFF = Campaign("c1", "满 20 减 10", VoucherKind.AMOUNT, "10 off 20", amount_minor=1000,
                   minimum_minor=2000)  # fmt: skip
FIVE_OFF = Campaign("c2", "早餐券 5 元", VoucherKind.AMOUNT, "Breakfast 5", amount_minor=500)
LATE = Campaign("c3", "周末九折", VoucherKind.PERCENT, "Weekend 10%", off_ppm=100_000,
                weekdays=(5, 6))  # fmt: skip
MILK = PackagePlan("pk1", "鲜奶卡", (PackageService("cola", 12, "鲜奶 250ml", "Milk 250ml"),),
                   "Milk card")  # fmt: skip
BIG = Plan(
    "p1000", "充 1000 送 500", 100_000, name_en="1000 gets 500",
    grants=(Grant(GrantKind.BONUS, 50_000), Grant(GrantKind.POINTS, 500),
            Grant(GrantKind.ITEM, 1, "fryer")),
)  # fmt: skip
SMALL = Plan("p300", "充 300 送 30", 30_000, name_en="300 gets 30", open_amount=True,
             grants=(Grant(GrantKind.BONUS, 3_000),))  # fmt: skip
ONCE = Plan("p50", "新客 50 送 50", 5_000, name_en="New: 50 gets 50", once=True,
            grants=(Grant(GrantKind.BONUS, 5_000),))  # fmt: skip
CARD = Plan("pk", "鲜奶卡 12 次", 6_000, PlanKind.PACKAGE, "Milk card, 12",
            grants=(Grant(GrantKind.PACKAGE, 1, "pk1"),))  # fmt: skip
PROGRAM = Program(
    stored=StoredValueTerms(pin_above_minor=20_000),
    points=PointsTerms(redeem=RedeemTerms(100, 100, minimum=100)),
    wallets=(Wallet("general", "储值", "Stored value"),
             Wallet("drinks", "饮料卡", "Drinks card", ("d1",))),
    plans=(SMALL, BIG, CARD, ONCE),
    campaigns=(TEN_OFF, FIVE_OFF, LATE),
    package_plans=(MILK,),
    rewards=(Reward("r1", "帆布袋", 300, "Bag"), Reward("r2", "空气炸锅", 3000, "Air fryer")),
)  # fmt: skip
PLATINUM = TierTerms("platinum", "铂金卡", "Platinum", 2)
MONEY_BOOK = replace(BOOK, tiers=(*BOOK.tiers, PLATINUM), program=PROGRAM)


def lot(lot_id: str, kind: AssetKind, n: int, plan: str = "-", bucket: str = "never",
        from_ms: int = 0) -> Lot:  # fmt: skip
    unit = "PTS" if kind in (AssetKind.POINTS, AssetKind.DEBT) else "CNY"
    return Lot(lot_id, HOLDER, Asset(unit, kind, plan, bucket), n, n, START_MS, from_ms)


def voucher(campaign: Campaign, number: int = 1, until: str = "2025-09-30") -> Voucher:
    return Voucher(f"{campaign.campaign_id}-{number}", "K7QM2XPL3V8TAAAA", HOLDER, campaign, until)


def milk(left: int = 11) -> Package:
    asset = Asset("PKG", AssetKind.PACKAGE, "pk1", "2026-03-31")
    lots = (Lot("pk-1", HOLDER, asset, left, 12, START_MS, value_minor=500 * left),)
    return Package("pack-1", HOLDER, MILK, 6_000, START_MS, TODAY, "2026-03-31", lots)


def purse(**more: Any) -> Purse:
    """326.50 in the general wallet, 50 later, 1240 points, vouchers, a package, a hint."""
    missing = (Missing("platinum", Metric.SPEND, 326_800, 500_000, "2025-12-31"),)
    facts: dict[str, Any] = {
        "lots": (
            lot("l1", AssetKind.PRINCIPAL, 26_650, "general"),
            lot("l2", AssetKind.BONUS, 6_000, "general"),
            lot("l3", AssetKind.BONUS, 5_000, "general", from_ms=START_MS * 2),
            lot("l4", AssetKind.POINTS, 320, bucket="2025-09-30"),
            lot("l5", AssetKind.POINTS, 920),
        ),
        "vouchers": (voucher(TEN_OFF), voucher(FIVE_OFF), voucher(LATE)),
        "packages": (milk(),),
        "tier": TierStanding("gold", until="2026-03-31", missing=missing),
        "growth": 3180,
        "birthday": "09-13",
        "as_of_ms": START_MS,
    }
    return Purse(HOLDER, START_MS, TODAY, **{**facts, **more})


def given(plan: Plan) -> tuple[Given, ...]:
    paid = ()
    if plan.kind is PlanKind.TOPUP:
        paid = (Given(GrantKind.PRINCIPAL, plan.price_minor, "general"),)
    names = {"fryer": "空气炸锅", "pk1": "鲜奶卡"}
    more = tuple(Given(one.kind, one.n, one.ref, names.get(one.ref, "")) for one in plan.grants)
    return (*paid, *more)


class MoneyTill(PlainTill):
    """The use cases of members' money, as plain as the others."""

    notices: tuple[LawNotice, ...] = ()
    pin = "135790"
    asks_pin = False
    offered = PROGRAM.rewards
    paper_names = False  # as in a shop whose paper speaks another language
    card = GiftCard("g-1", "7K2M", 20_000, 20_000)

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **{"book": MONEY_BOOK, "purses": {"m-1": purse()}, **facts})

    def identify(self, text: str, *, typed: bool = False) -> Any:
        from app.domain.checkout.events import GiftCardShown, VoucherOffered

        if text == "G:card":
            self._do("identify", text)
            return GiftCardShown(self.card)
        if text == "V:bearer":
            self._do("identify", text)
            return VoucherOffered(replace(voucher(FIVE_OFF, 9), holder="v:c2-9"))
        return super().identify(text, typed=typed)

    def offers(self, member_id: str, language: str) -> tuple[PlanOffer, ...]:
        self._do("offers", member_id)
        return tuple(
            PlanOffer(
                one, one.price_minor, given(one), one is not ONCE, "plan.once" * (one is ONCE)
            )
            for one in PROGRAM.plans
        )

    def best(self, member_id: str, amount_minor: int) -> PlanOffer | None:
        self._do("best", amount_minor)
        fits = [one for one in self.offers(member_id, "") if one.pays_minor <= amount_minor]
        return next((one for one in fits if one.plan.open_amount), None)

    def law(self, member_id: str, plan_id: str, amount_minor: int) -> tuple[LawNotice, ...]:
        self._do("law", plan_id, amount_minor)
        return self.notices

    def sell_plan(self, operator: Any, shift_id: str, asked: PlanSale) -> Outcome[PlanSold]:
        self._do("sell_plan", asked.plan_id, asked.amount_minor, settled(asked.tenders))
        plan = PROGRAM.plan(asked.plan_id)
        assert plan is not None
        before = self.purses[asked.member_id]
        paid = lot("l9", AssetKind.PRINCIPAL, asked.amount_minor, "general")
        after = replace(before, lots=(*before.lots, paid))
        self.purses[asked.member_id] = after
        change = sum(one.change_minor for one in asked.tenders)
        sold = PlanSold(
            asked.topup_id, "01-03-1-T000012", plan.name, asked.amount_minor, change,
            self._named(given(plan)), after, asked.tenders, print_job="job-7",
        )  # fmt: skip
        return Outcome(sold, Changes(members=frozenset({asked.member_id})))

    def _named(self, gives: tuple[Given, ...]) -> tuple[Given, ...]:
        if not self.paper_names:
            return gives
        return tuple(replace(one, name=one.name and f"paper {one.name}") for one in gives)

    def rewards(self, member_id: str) -> tuple[RewardOffer, ...]:
        self._do("rewards", member_id)
        points = self.purses[member_id].points
        return tuple(
            RewardOffer(one, points >= one.points, "short" * (points < one.points),
                        max(0, one.points - points), 5)
            for one in self.offered
        )  # fmt: skip

    def redeem(self, operator: Any, shift_id: str, member_id: str, reward_id: str, *,
               redeem_id: str, pin: str) -> Outcome[Redeemed]:  # fmt: skip
        self._do("redeem", reward_id, redeem_id)
        if self.asks_pin and pin != self.pin:
            raise Refused("pin.wrong", left=4) if pin else Refused("card.pin_needed")
        reward = next(one for one in self.offered if one.reward_id == reward_id)
        before = self.purses[member_id]
        rest = tuple(one for one in before.lots if one.lot_id != "l4")
        self.purses[member_id] = replace(before, lots=rest)
        return Outcome(Redeemed(redeem_id, reward, reward.points, self.purses[member_id]))

    def keep_change(self, operator: Any, shift_id: str, sale_id: str, minor: int) -> Outcome[Any]:
        self._do("keep_change", sale_id, minor)
        return Outcome(None)

    def complete(self, operator: Any, shift_id: str, basket: Any, tenders: Any, *,
                 pin: str = "") -> Outcome[Any]:  # fmt: skip
        stored = sum(one.amount_minor for one in tenders if one.kind == "stored")
        if self.asks_pin and stored and pin != self.pin:
            self._do("complete", basket.sale_id)
            raise Refused("pin.wrong", left=4) if pin else Refused("card.pin_needed")
        made = super().complete(operator, shift_id, basket, tenders, pin=pin)
        after = self.purses.get(basket.member.member_id) if basket.member else None
        who = basket.member.member_id if basket.member else ""
        last = replace(made.value, points=12 if after else 0, purse=after, member_id=who)
        return replace(made, value=last)
