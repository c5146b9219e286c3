"""What a plan gives: lots with their births and ends, a package's money, and what it all costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import rights
from app.domain.errors import Refused
from app.domain.loyalty.money.topup import Occasion, cost, last_day, lots_of
from app.domain.loyalty.package import PackagePlan, PackageService
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import Wallet
from app.domain.loyalty.terms import PointsTerms, RedeemTerms
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.money import MAX_MINOR
from app.domain.posting import ACCOUNTS, Earning, of_topup
from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from tests.domain.builders import NOW
from tests.domain.money.world import TODAY, M, World

WASH = PackagePlan(
    "wash",
    "洗护套餐",
    (PackageService("wash", 10), PackageService("dry", 3), PackageService("gym", 0)),
    valid_days=90,
)
PROGRAM = Program(
    points=PointsTerms(redeem=RedeemTerms(points=100, minor=100)),
    wallets=(Wallet("general", "储值"), Wallet("food", "餐", departments=("food",))),
    campaigns=(
        Campaign("ten", "十元券", VoucherKind.AMOUNT, amount_minor=1000),
        Campaign("tea", "茶", VoucherKind.ITEM, amount_minor=0, cost_minor=350),
    ),
    package_plans=(WASH, PackagePlan("empty", "空", ())),
)


def day_start(on: str) -> int:
    return int(on.replace("-", "")) * 1000


def occasion(**more) -> Occasion:
    facts = {"holder": M, "weights": {"wash": 3000, "dry": 2000, "gym": 5000}} | more
    return Occasion(topup_id="T", unit="CNY", now_ms=NOW, today=TODAY, day_start=day_start, **facts)


def plan(*grants: Grant, kind=PlanKind.TOPUP, price=100_000, **more) -> Plan:
    return Plan("p", "充", price, kind, grants=grants, **more)


def shown(lots) -> list[str]:
    return [f"{one.lot_id} {one.asset} {one.left} {one.from_ms} {one.group_id}" for one in lots]


BONUS = Grant(GrantKind.BONUS, 50_000, valid_days=30)


def test_principal_and_bonus_are_lots_of_one_topup():
    made = lots_of(plan(BONUS), 100_000, PROGRAM, occasion())
    assert shown(made.lots) == [
        "T.1 CNY.principal.general.never 100000 0 T",
        "T.2 CNY.bonus.general.2026-10-12 50000 0 T",
    ]
    assert (made.principal_minor, made.bonus_minor) == (100_000, 50_000)
    assert {one.source for one in made.lots} == {"topup"}


def test_an_open_amount_is_principal_and_the_bonus_stays():
    one = plan(BONUS, open_amount=True, wallet_id="food")
    made = lots_of(one, 123_456, PROGRAM, occasion())
    assert (made.principal_minor, made.bonus_minor) == (123_456, 50_000)
    assert {lot.asset.plan for lot in made.lots} == {"food"}


@pytest.mark.parametrize(
    ("open_amount", "kind", "amount"),
    [
        (False, PlanKind.TOPUP, 100_001),
        (False, PlanKind.TOPUP, 99_999),
        (True, PlanKind.TOPUP, 99_999),
        (True, PlanKind.PACKAGE, 100_001),
        (True, PlanKind.TOPUP, MAX_MINOR + 1),
    ],
)
def test_amounts_that_are_not_the_plans(open_amount, kind, amount):
    with pytest.raises(Refused) as told:
        lots_of(plan(open_amount=open_amount, kind=kind), amount, PROGRAM, occasion())
    assert (told.value.code, told.value.facts) == ("plan.amount", {"least_minor": 100_000})


def test_less_than_nothing():
    for kind in PlanKind:
        with pytest.raises(Refused, match=r"plan\.amount"):
            lots_of(plan(price=-5, kind=kind, open_amount=True), -5, PROGRAM, occasion())
    with pytest.raises(Refused, match=r"plan\.amount"):
        lots_of(plan(price=0, kind=PlanKind.GIFT_CARD), 0, PROGRAM, occasion())


def test_principal_in_two_wallets():
    """A part that the plan puts into another wallet is not principal twice."""
    made = lots_of(plan(Grant(GrantKind.PRINCIPAL, 30_000, "food")), 100_000, PROGRAM, occasion())
    assert {lot.asset.plan: lot.left for lot in made.lots} == {"general": 70_000, "food": 30_000}
    with pytest.raises(Refused, match=r"plan\.amount"):
        lots_of(plan(Grant(GrantKind.PRINCIPAL, 130_000)), 100_000, PROGRAM, occasion())


def test_bonus_by_month_is_released_on_the_day_and_the_month_end_holds():
    """Parts add up to the cent; the 31st comes on the last of a short month."""
    grant = Grant(GrantKind.BONUS, 100, valid_days=10, times=3)
    facts = occasion()
    made = lots_of(
        plan(grant),
        100_000,
        PROGRAM,
        Occasion("T", M, "CNY", NOW, "2027-01-31", day_start, facts.weights),
    )
    assert shown(made.lots)[1:] == [
        "T.2 CNY.bonus.general.2027-02-10 34 0 T",
        f"T.3 CNY.bonus.general.2027-03-10 33 {day_start('2027-02-28')} T",
        f"T.4 CNY.bonus.general.2027-04-10 33 {day_start('2027-03-31')} T",
    ]


@pytest.mark.parametrize(("every", "second"), [("day", "2026-09-13"), ("week", "2026-09-19")])
def test_bonus_by_day_and_week(every, second):
    made = lots_of(
        plan(Grant(GrantKind.BONUS, 2, times=2, every=every)), 100_000, PROGRAM, occasion()
    )
    assert [lot.from_ms for lot in made.lots] == [0, 0, day_start(second)]
    assert {lot.asset.bucket for lot in made.lots} == {"never"}


def test_points_of_now_are_given_by_their_own_rules_later_ones_are_lots():
    made = lots_of(
        plan(Grant(GrantKind.POINTS, 301, times=3), Grant(GrantKind.GROWTH, 40)),
        *(100_000, PROGRAM, occasion()),
    )
    assert (made.points, made.points_until, made.growth) == (101, "never", 40)
    assert [(x.asset.kind, x.left) for x in made.lots[1:]] == [(AssetKind.POINTS, 100)] * 2


def test_vouchers_items_and_a_tier():
    """R2: whatever a top-up may bring, in any mixture."""
    made = lots_of(
        plan(
            Grant(GrantKind.VOUCHER, 3, "ten", times=2, every="week"),
            Grant(GrantKind.ITEM, 2, "cup"),
            Grant(GrantKind.TIER, 1, "gold", valid_days=365),
            kind=PlanKind.MEMBERSHIP,
        ),
        *(100_000, PROGRAM, occasion()),
    )
    assert made.vouchers == (("ten", 2, TODAY), ("ten", 1, "2026-09-19"))
    assert (made.items, made.tier, made.lots) == ((("cup", 2),), ("gold", 365), ())


def test_a_packages_price_lies_in_its_lots():
    one = plan(Grant(GrantKind.PACKAGE, 1, "wash"), kind=PlanKind.PACKAGE, price=20_500)
    made = lots_of(one, 20_500, PROGRAM, occasion())
    (package,) = made.packages
    assert (package.package_id, package.paid_minor) == ("T.p1", 20_500)
    assert (package.from_on, package.until_on) == (TODAY, "2026-12-11")
    assert [(x.lot_id, x.left, x.value_minor, x.group_id) for x in package.lots] == [
        ("T.p1.1", 10, 15_000, "T.p1"),
        ("T.p1.2", 3, 3_000, "T.p1"),
        ("T.p1.3", 1, 2_500, "T.p1"),
    ]
    assert made.lots == package.lots
    assert str(package.lots[0].asset) == "PKG.package.wash.2026-12-11"


def test_two_packages_for_one_price():
    one = plan(Grant(GrantKind.PACKAGE, 2, "wash"), kind=PlanKind.PACKAGE, price=101)
    made = lots_of(one, 101, PROGRAM, occasion())
    assert [p.paid_minor for p in made.packages] == [51, 50]
    assert [p.package_id for p in made.packages] == ["T.p1", "T.p2"]
    assert sum(lot.value_minor for lot in made.lots) == 101


def test_a_package_on_top_of_a_topup_was_not_paid_for():
    made = lots_of(plan(Grant(GrantKind.PACKAGE, 1, "wash")), 100_000, PROGRAM, occasion())
    assert made.packages[0].paid_minor == sum(x.value_minor for x in made.lots) == 0


@pytest.mark.parametrize("ref", ["none", "empty"])
def test_a_package_that_is_not_there(ref):
    with pytest.raises(Refused, match=r"plan\.unknown_package"):
        lots_of(plan(Grant(GrantKind.PACKAGE, 1, ref)), 100_000, PROGRAM, occasion())


def test_a_gift_card_is_one_lot_of_its_own_holder():
    one = plan(BONUS, kind=PlanKind.GIFT_CARD, open_amount=True)
    made = lots_of(one, 100_000, PROGRAM, occasion(holder="g:c1", gift_until="2029-09-12"))
    assert shown(made.lots) == ["T.1 CNY.gift.-.2029-09-12 150000 0 T"]
    assert made.lots[0].holder == "g:c1"


def test_the_same_sale_twice_makes_the_same_lots():
    one = plan(BONUS, Grant(GrantKind.PACKAGE, 1, "wash"))
    assert lots_of(one, 100_000, PROGRAM, occasion()) == lots_of(one, 100_000, PROGRAM, occasion())


def test_good_for_so_many_days():
    assert last_day("2028-02-28", 1) == "2028-02-29"
    assert last_day("2028-02-28", 0) == "never"


# --- what it costs -------------------------------------------------------------------------------


def test_cost_says_what_is_given_and_the_laws_ratio():
    """R6: 3000 paid, 1000 given is 0.75."""
    one = plan(
        Grant(GrantKind.BONUS, 100_000),
        Grant(GrantKind.POINTS, 250),
        Grant(GrantKind.VOUCHER, 2, "ten"),
        Grant(GrantKind.VOUCHER, 1, "tea"),
        Grant(GrantKind.ITEM, 1, "cup"),
        price=300_000,
    )
    made = cost(one, PROGRAM, {"cup": 990})
    assert (made.bonus_minor, made.points_minor, made.vouchers_minor) == (100_000, 250, 2350)
    assert made.given_minor == 100_000 + 250 + 2350 + 990
    assert (made.ratio_ppm, made.warnings) == (750_000, ())


def test_a_plan_that_gives_more_than_it_takes_is_warned_about():
    made = cost(plan(Grant(GrantKind.BONUS, 1001), price=1000), PROGRAM, {})
    assert made.warnings == (("plan.gives_more", (("paid_minor", 1000), ("given_minor", 1001))),)
    assert cost(plan(Grant(GrantKind.BONUS, 1000), price=1000), PROGRAM, {}).warnings == ()
    assert cost(plan(BONUS, price=0), PROGRAM, {}).warnings[0][0] == "plan.free"
    assert cost(plan(price=0), PROGRAM, {}).ratio_ppm == 1_000_000


def test_what_a_plan_names_and_nobody_knows():
    one = plan(Grant(GrantKind.VOUCHER, 1, "x"), Grant(GrantKind.PACKAGE, 1, "y"))
    assert [code for code, _ in cost(one, PROGRAM, {}).warnings] == [
        "plan.unknown_campaign",
        "plan.unknown_package",
    ]
    gift = plan(Grant(GrantKind.PACKAGE, 1, "wash"))
    assert cost(gift, PROGRAM, {"wash": 10, "gym": 7}).given_minor == 107


# --- and in the ledger ---------------------------------------------------------------------------

grants = st.one_of(
    st.builds(
        Grant,
        st.sampled_from([GrantKind.BONUS, GrantKind.POINTS]),
        st.integers(1, 9999),
        st.sampled_from(["", "food"]),
        st.integers(0, 400),
        st.integers(1, 5),
        st.sampled_from(["day", "week", "month"]),
    ),
    st.builds(Grant, st.just(GrantKind.PACKAGE), st.integers(1, 2), st.just("wash")),
)


@given(
    st.sampled_from([PlanKind.TOPUP, PlanKind.PACKAGE, PlanKind.MEMBERSHIP, PlanKind.GIFT_CARD]),
    st.integers(1, 500_000),
    st.lists(grants, max_size=4),
)
def test_every_plan_balances_and_every_lot_is_in_the_ledger(kind, price, some):
    holder = "g:c" if kind is PlanKind.GIFT_CARD else M
    made = lots_of(plan(*some, kind=kind, price=price), price, PROGRAM, occasion(holder=holder))
    moves = [rights.give(lot) for lot in made.lots]
    prepaid = made.principal_minor + sum(p.paid_minor for p in made.packages)
    fee = Earning("membership", 60_000, price - prepaid) if price > prepaid else None
    postings = of_topup([Tender(1, "wechat", price, price)], moves, unit="CNY", tid="t", fee=fee)
    world = World()
    world.book(moves, postings)
    assert world.accounts["1120.wechat", "CNY"] == price
    assert world.accounts.get(("5310", "CNY"), 0) == made.bonus_minor
    assert len({lot.lot_id for lot in made.lots}) == len(made.lots)
    for one in made.lots:
        assert ACCOUNTS[one.asset.kind][0] + f".{holder}" in {a for a, _, _ in postings}
