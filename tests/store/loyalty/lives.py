"""A member's life in documents: one of every kind that money of members makes, as use cases do."""

from typing import Any

from app.domain import rights
from app.domain.document import Document, Kind
from app.domain.ids import MemberId
from app.domain.loyalty.package import PackagePlan, PackageService
from app.domain.loyalty.plan import Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.tier_rules import Condition, Metric, TierRule
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.member import Card, CardState, Member
from app.domain.rights import Asset, AssetKind, Lot, Move, Take
from app.store.loyalty import program
from app.store.loyalty import rights as rows
from tests.domain.builders import NOW
from tests.store.tills import CHEN, Till

TODAY = "2026-09-10"
CNY, PTS = "CNY", rights.POINTS_UNIT
PRINCIPAL = Asset(CNY, AssetKind.PRINCIPAL, "general")
BONUS = Asset(CNY, AssetKind.BONUS, "general", "2027-03-31")
POINTS = Asset(PTS, AssetKind.POINTS, "-", "2027-09-30")
USES = Asset(rights.PACKAGE_UNIT, AssetKind.PACKAGE, "wash10", "2027-09-10")
COUPON = Asset(rights.VOUCHER_UNIT, AssetKind.VOUCHER, "five", "2026-10-10")
GIFT = Asset(CNY, AssetKind.GIFT)
FIVE = Campaign("five", "五元券", VoucherKind.AMOUNT, amount_minor=500, minimum_minor=2000)
WASH = PackagePlan("wash10", "洗车十次", (PackageService("pen", 10),))
TERMS = Program(
    plans=(Plan("p1000", "充一千", 100_000), Plan("vip", "黑卡", 30_000, PlanKind.MEMBERSHIP)),
    campaigns=(FIVE,),
    package_plans=(WASH,),
    tier_rules=(TierRule("gold", (Condition(Metric.SPEND, 500_000),)),),
)
HOLDER = rights.member_holder(CHEN.member_id)


def lot(name: str, asset: Asset, n: int, holder: str = HOLDER, **more: Any) -> Lot:
    return Lot(name, holder, asset, n, n, NOW, **more)


def spent(till: Till, holder: str, lot_id: str, n: int, value_minor: int = 0) -> tuple[Move, ...]:
    """The moves of a spend, out of what stands in the tables."""
    with till.db.read() as tx:
        there = rows.lot(tx, holder, lot_id)
        assert there is not None
        takes = (Take(there, n, value_minor),)
        return rights.spend(takes, rows.held(tx, holder), now_ms=NOW, today=TODAY)


def set_terms(till: Till) -> Document:
    terms = {
        "plan": TERMS.plans,
        "campaign": TERMS.campaigns,
        "package_plan": TERMS.package_plans,
        "tier_rule": TERMS.tier_rules,
        "wallet": TERMS.wallets,
    }
    return till.seal(Kind.PROGRAM_CHANGE, program.body(terms, reason="first"))


def top_up(till: Till, topup_id: str = "t1", member_id: str = "m1", **more: Any) -> Document:
    """A thousand, five hundred on top, a voucher."""
    holder = rights.member_holder(member_id)
    moves = [
        rights.give(lot(f"{topup_id}.p", PRINCIPAL, 100_000, holder, group_id=topup_id)),
        rights.give(lot(f"{topup_id}.b", BONUS, 50_000, holder, group_id=topup_id)),
        rights.give(lot(f"v-{topup_id}", COUPON, 1, holder, source=topup_id)),
    ]
    body = {
        "topup_id": topup_id,
        "no": "T1",
        "shift_id": "s1",
        "member_id": member_id,
        "plan_id": "p1000",
        "plan_kind": "topup",
        "plan_name": "充一千",
        "amount": 100_000,
        "tenders": [{"kind": "cash", "amount": 60_000}, {"kind": "wechat", "amount": 40_000}],
        "vouchers": [voucher(f"v-{topup_id}")],
        "moves": rights.body(moves),
        "counts": [{"m": member_id, "on": TODAY, "topup": 100_000}],
    }
    postings = (
        ("1010.01-03", CNY, 60_000),
        ("1120", CNY, 40_000),
        ("5310", CNY, 50_000),
        (f"2110.{holder}", CNY, -100_000),
        (f"2120.{holder}", CNY, -50_000),
    )
    return till.seal(Kind.TOPUP, body | more, postings=postings)


def voucher(voucher_id: str, **more: Any) -> dict[str, Any]:
    return {
        "voucher_id": voucher_id,
        "code": f"C{voucher_id}",
        "campaign_id": "five",
        "holder": HOLDER,
        "until_on": "2026-10-10",
        "from_ms": 0,
    } | more


def package(till: Till) -> Document:
    """Ten washes for three hundred."""
    move = rights.give(lot("k1.1", USES, 10, group_id="k1", value_minor=30_000))
    return till.seal(
        Kind.TOPUP,
        {
            "topup_id": "t-pack",
            "shift_id": "s1",
            "member_id": "m1",
            "plan_id": "pack",
            "plan_kind": "package",
            "plan_name": "洗车十次",
            "amount": 30_000,
            "tenders": [{"kind": "wechat", "amount": 30_000}],
            "package": {
                "package_id": "k1",
                "plan": program.body({"package_plan": (WASH,)})["set"]["package_plan"][0],
                "holder": HOLDER,
                "paid": 30_000,
                "from_on": TODAY,
                "until_on": "2027-09-10",
                "lots": ["k1.1"],
            },
            "moves": rights.body([move]),
        },
    )


def gift_card(till: Till) -> Document:
    return till.seal(
        Kind.TOPUP,
        {
            "topup_id": "t-gift",
            "shift_id": "s1",
            "member_id": "",
            "plan_id": "gift",
            "plan_kind": "gift_card",
            "plan_name": "礼品卡",
            "amount": 20_000,
            "tenders": [{"kind": "cash", "amount": 20_000}],
            "gift_card": {"card_id": "g1", "hash": "h1", "last4": "7K2M", "face": 20_000},
            "moves": rights.body([rights.give(lot("g1.1", GIFT, 20_000, "g:g1"))]),
        },
    )


def membership(till: Till) -> Document:
    return till.seal(
        Kind.TOPUP,
        {
            "topup_id": "t-vip",
            "shift_id": "s1",
            "member_id": "m1",
            "plan_id": "vip",
            "plan_kind": "membership",
            "plan_name": "黑卡",
            "amount": 30_000,
            "tenders": [{"kind": "cash", "amount": 30_000}],
            "tier": {"tier_id": "gold", "on": TODAY, "until": "2027-09-10"},
        },
    )


def _second_member(till: Till) -> None:
    two = Member(
        MemberId("m2"),
        "王二",
        "13900002222",
        cards=(Card("B-1"), Card("B-2", state=CardState.LOST)),
        household_id="h1",
        groups=("staff",),
        tags=("爱茶",),
        pin_hash="x",
    )
    till.enrol(two)
    top_up(till, "t2", "m2", vouchers=[voucher("v-t2", holder="m:m2")])


def _return(till: Till) -> None:
    sale = till.sell("cola", member=CHEN)
    till.seal(
        Kind.REFUND,
        {
            "refund_id": "r1",
            "sale_id": sale.body["sale_id"],
            "shift_id": "s1",
            "member_id": "m1",
            "lines": [
                {
                    **{"n": 1, "qty": 1000, "amount": 270, "tax": 31, "tax_class": "standard"},
                    **{"ppm": 130_000, "item": "cola", "dept": "drinks", "pts": 2, "gro": 2},
                }
            ],
            "funds": [{"k": "cash", "n": 270}, {"k": "principal", "n": 30}],
            "total": 300,
            "paid_out": 270,
            "counts": [{"m": "m1", "on": TODAY, "visits": -1, "spend": -270, "growth": -2}],
        },
    )


def _moved(till: Till) -> None:
    """Corrected, brought along, redeemed, expired, handed on, issued."""
    till.seal(
        Kind.ADJUST, {"member_id": "m1", "moves": rights.body(spent(till, HOLDER, "t1.b", 50_000))}
    )
    point = rights.give(lot("pt", POINTS, 500))
    till.seal(
        Kind.OPENING,
        {
            "member_id": "m1",
            "moves": rights.body([point]),
            "counts": [
                {"m": "m1", "on": "2025-12-31", "visits": 3, "spend": 70_000, "growth": 700}
            ],
        },
    )
    till.seal(
        Kind.REDEEM,
        {
            "redeem_id": "d1",
            "member_id": "m1",
            "reward_id": "cup",
            "points": 300,
            "vouchers": [voucher("v-d")],
            "moves": rights.body(
                [*spent(till, HOLDER, "pt", 300), rights.give(lot("v-d", COUPON, 1))]
            ),
        },
    )
    till.seal(Kind.EXPIRE, {"moves": rights.body(spent(till, HOLDER, "pt", 50))})
    till.seal(
        Kind.TRANSFER,
        {
            "from": "m1",
            "to": "m2",
            "moves": rights.body(
                [*spent(till, HOLDER, "v-d", 1), rights.give(lot("v-d", COUPON, 1, "m:m2"))]
            ),
        },
    )
    till.seal(
        Kind.VOUCHER_ISSUE,
        {
            "campaign_id": "five",
            "why": "birthday",
            "vouchers": [voucher("v-b", holder="v:v-b")],
            "moves": rights.body([rights.give(lot("v-b", COUPON, 1, "v:v-b"))]),
        },
    )


def _changed(till: Till) -> None:
    for what, on in (("pause", "2026-09-12"), ("resume", "2026-09-20")):
        change = {"package_id": "k1", "what": what, "on": on, "until_on": "2027-09-18"}
        till.seal(Kind.PACKAGE_CHANGE, change)
    till.seal(Kind.GIFT_CARD_CHANGE, {"card_id": "g1", "what": "block", "reason": "lost"})
    till.seal(
        Kind.TIER_CHANGE,
        {
            "members": [["m1", "gold", TODAY, "2027-09-10", "reached", "", "2027-09-11"]],
            "given": [{"m": "m2", "tier_id": "gold", "on": TODAY, "until": "", "locked": True}],
        },
    )
    till.seal(Kind.TOPUP_REFUND, {"topup_id": "t1", "shift_id": "s1", "member_id": "m1",
                                  "refund": 90_000, "tender": "wechat"})  # fmt: skip
    till.seal(Kind.MEMBER_SEEN, {"member_id": "m1", "what": "phone", "why": "回电"})
    till.seal(Kind.MEMBER_MERGE, {"keep": "m1", "gone": "m2"})


def life(till: Till) -> None:
    """Everything once: sold, used, returned, expired, merged, erased."""
    set_terms(till)
    top_up(till)
    package(till)
    gift_card(till)
    membership(till)
    _second_member(till)
    _return(till)
    _moved(till)
    _changed(till)
