"""The night's work on a real file: tiers, what ends, what is given, and when nothing is done."""

from dataclasses import replace

import pytest

from app.domain import rights
from app.domain.document import Kind
from app.domain.loyalty.package import PackagePlan, PackageService
from app.domain.loyalty.program import LawChoice
from app.domain.loyalty.tier_rules import (
    Benefit,
    BenefitKind,
    Condition,
    Downgrade,
    Metric,
    TierRule,
    Window,
)
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import Asset, AssetKind, Lot
from app.store import shop as shops
from app.usecases.loyalty import nightly
from app.usecases.loyalty.night import review, work
from tests.usecases.money import Money
from tests.usecases.shop import Shop

DAY = 86_400_000
MONTHLY = Campaign("monthly", "每月一张", VoucherKind.AMOUNT, amount_minor=500)
CAKE = Campaign("cake", "生日蛋糕券", VoucherKind.AMOUNT, amount_minor=300, on=("birthday",))
GOLD_GIFT = Campaign("goldgift", "金卡生日礼", VoucherKind.AMOUNT, amount_minor=900)


def spend(n: int, **more) -> Condition:
    return Condition(Metric.SPEND, n, **more)


@pytest.fixture
def tiers(shop: Shop) -> tuple[str, ...]:
    """The demo shop's tiers, lowest first."""
    with shop.s.db.read() as tx:
        return tuple(one.tier_id for one in sorted(shops.tiers(tx), key=lambda one: one.level))


@pytest.fixture
def money(shop: Shop, tiers: tuple[str, ...]) -> Money:
    """Nobody has anything, everybody stands below."""
    made = Money(shop)
    with shop.s.db.write() as tx:
        for table in ("lot", "rights", "voucher", "member_day", "member_tier", "tier_given"):
            tx.sql(f"DELETE FROM {table}")
        tx.sql("UPDATE member SET tier_id = ?, birthday = ''", (tiers[0],))
    made.set(tier_rule=(), law=LawChoice("none"))
    made.set(campaigns=(MONTHLY, CAKE, GOLD_GIFT))
    rules = [TierRule(tiers[0], valid_days=0)]
    for place, tier_id in enumerate(tiers[1:], 1):
        rules.append(
            TierRule(
                tier_id,
                reach=(spend(10_000 * place, window=Window.ROLLING, days=30),),
                valid_days=40,
                grace_days=5,
                downgrade=Downgrade.ONE_STEP,
            )
        )
    made.set(tier_rule=tuple(rules))
    return made


def bought(money: Money, member_id: str, minor: int, on: str) -> None:
    """So much was spent on a date."""
    count = {"m": member_id, "on": on, "visits": 1, "spend": minor}
    body = {"member_id": member_id, "kind": "growth", "n": 0, "reason": "test", "approval": ""}
    money.seal(Kind.ADJUST, {**body, "counts": [count]})


def standings(shop: Shop) -> dict[str, tuple]:
    """Of every active member what a judgement of all would say, and what the rows say."""
    with shop.s.db.read() as tx:
        steps = review.steps_of(tx)
        on = work.now_of(tx, shop.s)[1]
        said = {}
        for one in review.history.many(tx, 0, 100_000):
            found = review.judge(review.history_of(one), steps, on, progress=False)
            said[one.member_id] = (review.row_of("", found)[1:], one.stands)
    return said


def ids(shop: Shop) -> list[str]:
    return [row[0] for row in shop.rows("SELECT member_id FROM member ORDER BY member_no")]


def pass_days(shop: Shop, days: int) -> None:
    """Days go by on both clocks."""
    shop.clock.pass_ms(days * DAY)


def told_as_judged(shop: Shop) -> None:
    for judged, stands in standings(shop).values():
        if stands[1:] == ("", "", "", "", ""):  # never but below: no row
            assert (judged[0], judged[3], judged[5]) == (stands[0], "lowest", "")
        else:
            assert judged == stands


def test_first_night_judges_all_and_is_not_done_twice(shop, money, tiers):
    """R28: exactly the limit is enough."""
    anna, ben, *_ = ids(shop)
    bought(money, anna, 10_000, "2026-09-10")
    bought(money, ben, 9_999, "2026-09-10")
    assert nightly.due(shop.s)
    told = []
    made = nightly.run(shop.s, tell=lambda step, n: told.append(step)).value
    assert (made.on, made.held, made.stopped) == ("2026-09-12", "", False)
    assert made.reviewed == len(standings(shop))
    told_as_judged(shop)
    assert standings(shop)[anna][1][0] == tiers[1]
    assert standings(shop)[ben][1][0] != tiers[1]
    assert told[0] == "begin"
    assert told[-1] == "end"
    assert "review" in told
    assert not nightly.due(shop.s)
    before = len(shop.documents())
    again = nightly.run(shop.s).value
    assert (again.held, again.reviewed) == ("done", 0)
    assert len(shop.documents()) == before


def test_later_nights_look_only_at_whom_something_concerns_and_come_to_the_same(shop, money):
    """A document, or a day that was named: whoever has neither stands as judging all would say."""
    people = ids(shop)
    whole = nightly.run(shop.s).value.reviewed
    assert whole > 20
    looked = []
    for day in range(1, 80):
        pass_days(shop, 1)
        on = money_day(shop)
        if day % 7 == 0:
            bought(money, people[day % len(people)], 4_000 * (day % 6), on)
        if day == 20:
            bought(money, people[3], 25_000, on)
        if day == 24:
            bought(money, people[3], -24_000, "2026-10-02")  # a refund moves its sale's day
        made = nightly.run(shop.s).value
        assert not made.held
        looked.append(made.reviewed)
        told_as_judged(shop)
    assert sum(looked) < whole * 6  # of 79 nights
    assert max(looked) < whole


def money_day(shop: Shop) -> str:
    with shop.s.db.read() as tx:
        return work.now_of(tx, shop.s)[1]


def test_other_rules_let_everybody_be_judged_again(shop, money, tiers):
    nightly.run(shop.s)
    pass_days(shop, 1)
    bought(money, ids(shop)[0], 6_000, money_day(shop))
    rule = TierRule(tiers[1], reach=(spend(5_000, window=Window.LIFE),), valid_days=10)
    money.set(tier_rule=(rule,))
    made = nightly.run(shop.s).value
    assert made.reviewed == len(standings(shop))
    assert standings(shop)[ids(shop)[0]][1][0] == tiers[1]
    told_as_judged(shop)


def test_it_stops_between_transactions_and_goes_on_later(shop, money):
    bought(money, ids(shop)[0], 10_000, "2026-09-10")
    money.give(shop.member("周"), "points", 50, bucket="2026-09-01")
    made = nightly.run(shop.s, stop=_after(3)).value
    assert made.stopped
    assert nightly.due(shop.s)
    rest = nightly.run(shop.s).value
    assert not rest.stopped
    assert rest.expired_points + made.expired_points == 50
    assert rest.up + made.up == 1
    told_as_judged(shop)


def _after(count: int):
    left = iter(range(count))
    return lambda: next(left, None) is None


def test_what_ended_is_swept_and_what_did_not_stays(shop, money):
    """R18: the last day itself is still good. Bonus goes back to cost, gift money is breakage."""
    who = shop.member("周")
    for kind, n, bucket in (
        ("points", 30, "2026-09-11"),
        ("points", 40, "2026-09-12"),
        ("bonus", 500, "2026-09-11"),
        ("principal", 700, "never"),
        ("debt", 5, "never"),
    ):
        money.give(who, kind, n, bucket=bucket)
    old = money.voucher(who, MONTHLY, until_on="2026-09-01")
    made = nightly.run(shop.s).value
    assert (made.expired_lots, made.expired_points, made.expired_minor) == (3, 30, 500)
    left = dict(shop.rows("SELECT asset, r FROM rights WHERE holder = ?", f"m:{who.member_id}"))
    assert left["PTS.points.-.2026-09-12"] == 40
    assert left["CNY.principal.general.never"] == 700
    assert left["CNY.bonus.general.2026-09-11"] == left["PTS.points.-.2026-09-11"] == 0
    assert shop.rows("SELECT live FROM voucher WHERE voucher_id = ?", old.voucher_id) == [(0,)]
    (doc,) = [one for one in shop.documents(Kind.EXPIRE) if one.body.get("moves")]
    assert ("5310", "CNY", -500) in doc.postings
    assert not any(account == "4040" for account, _, _ in doc.postings)
    pass_days(shop, 1)
    assert nightly.run(shop.s).value.expired_points == 40


def test_money_that_may_not_end_by_law_goes_on(shop, money):
    """R49: a wrong last day on principal does not take it; the wallet may still spend it."""
    money.set(law=LawChoice("prc"))
    who = shop.member("周")
    lot = money.give(who, "principal", 700, bucket="2026-08-01", group_id="top")
    made = nightly.run(shop.s).value
    assert (made.expired_lots, made.expired_minor) == (0, 0)
    rows = shop.rows("SELECT asset, left, group_id FROM lot WHERE lot_id = ?", lot.lot_id)
    assert rows == [("CNY.principal.general.never", 700, "top")]
    purse = money.purse(who)
    assert purse.stored_minor() == 700
    pass_days(shop, 1)
    before = len(shop.documents(Kind.EXPIRE))
    nightly.run(shop.s)
    assert len(shop.documents(Kind.EXPIRE)) == before + 1  # the night's end, nothing else


def test_gift_money_may_end_only_after_the_laws_time(shop, money):
    money.set(law=LawChoice("prc"))
    asset = Asset("CNY", AssetKind.GIFT, "-", "2026-09-01")
    lot = Lot("g1.1", "g:g1", asset, 900, 900, shop.clock.now_ms() - 100 * DAY)
    body = {"member_id": "", "kind": "gift", "n": 900, "reason": "test", "approval": ""}
    money.seal(Kind.ADJUST, body, (rights.give(lot),))
    nightly.run(shop.s)
    ((found, left),) = shop.rows("SELECT asset, left FROM lot WHERE lot_id = 'g1.1'")
    assert (found, left) == ("CNY.gift.-.2029-06-04", 900)


def test_a_month_card_earns_its_money_at_its_end_a_counted_one_is_breakage(shop, money):
    """Revenue with tax for time that went by; what was never used is breakage."""
    who, item = shop.member("周"), shop.item("北岸可乐 500ml")
    month = _card(money, who, item.item_id, uses=0, value=11_300)
    counted = _card(money, who, item.item_id, uses=4, value=2_000)
    made = nightly.run(shop.s).value
    assert (made.earned_minor, made.expired_minor, made.expired_lots) == (11_300, 2_000, 2)
    (doc,) = [one for one in shop.documents(Kind.EXPIRE) if one.body.get("moves")]
    sums = {account: n for account, unit, n in doc.postings if unit == "CNY"}
    assert sums["4010." + item.department_id] == -10_000
    assert sums["2210.130000"] == -1_300
    assert sums["4040"] == -2_000
    assert month != counted


def test_a_resting_package_does_not_end(shop, money):
    who = shop.member("周")
    package = _card(money, who, shop.item("北岸可乐 500ml").item_id, uses=4, value=2_000)
    money.seal(Kind.PACKAGE_CHANGE, {"package_id": package, "what": "pause", "on": "2026-09-01"})
    assert nightly.run(shop.s).value.expired_lots == 0


def _card(money: Money, who, item_id: str, uses: int, value: int) -> str:
    """A package that ended the day before."""
    from app.domain.loyalty.codec import to_data
    from app.domain.tendering import Tender

    package_id = money.shop.clock.new_id()
    plan = PackagePlan(f"p{uses}", "卡", (PackageService(item_id, uses),), pause_days=30)
    asset = Asset("PKG", AssetKind.PACKAGE, f"p{uses}", "2026-09-11")
    born = uses or 1
    lot = Lot(
        *(f"{package_id}.1", f"m:{who.member_id}", asset, born, born),
        *(money.shop.clock.now_ms(), 0, package_id, "", value),
    )
    tender, moves = Tender(1, "cash", value, value), (rights.give(lot),)
    body = money._plan_sold(who, value, tender, package_id) | {
        "package": {
            "package_id": package_id,
            "plan": to_data(plan),
            "holder": lot.holder,
            "paid": value,
            "from_on": "2026-08-01",
            "until_on": "2026-09-11",
            "lots": [lot.lot_id],
        },
        "moves": rights.body(moves),
    }
    money._seal_topup(body, tender, moves)
    return package_id


def benefit_rules(money: Money, tiers, *benefits: Benefit) -> None:
    with money.shop.s.db.read() as tx:
        rules = review.programs.load(tx).tier_rules
    changed = tuple(
        replace(one, benefits=benefits) if one.tier_id == tiers[1] else one for one in rules
    )
    money.set(tier_rule=changed)


def vouchers(shop: Shop, campaign_id: str) -> list[tuple]:
    return shop.rows(
        "SELECT holder, why, until_on FROM voucher WHERE campaign_id = ? ORDER BY voucher_id",
        campaign_id,
    )


def test_tier_vouchers_come_once_a_period_and_end_with_it(shop, money, tiers):
    """F33: what is not used is lost at the period's end; the next period brings new ones."""
    anna = ids(shop)[0]
    bought(money, anna, 10_000, "2026-09-10")
    benefit_rules(money, tiers, Benefit(BenefitKind.VOUCHERS, campaign_id="monthly", n=2))
    assert nightly.run(shop.s).value.vouchers == 2
    assert (
        vouchers(shop, "monthly")
        == [(f"m:{anna}", "tier.vouchers.month.2026-09-01", "2026-09-30")] * 2
    )
    pass_days(shop, 1)
    assert nightly.run(shop.s).value.vouchers == 0
    pass_days(shop, 18)
    made = nightly.run(shop.s).value
    assert (made.on, made.vouchers, made.expired_lots) == ("2026-10-01", 2, 2)


def test_who_rises_in_the_middle_of_a_period_is_given_at_once(shop, money, tiers):
    benefit_rules(money, tiers, Benefit(BenefitKind.VOUCHERS, campaign_id="monthly"))
    nightly.run(shop.s)
    pass_days(shop, 2)
    bought(money, ids(shop)[4], 12_000, money_day(shop))
    made = nightly.run(shop.s).value
    assert (made.up, made.vouchers) == (1, 1)
    assert vouchers(shop, "monthly")[0][0] == f"m:{ids(shop)[4]}"


def test_birthdays_solar_lunar_and_of_closed_days(shop, money, tiers):
    """Each once a year, whichever calendar; days on which the shop was shut are made up for."""
    anna, ben, carl, dora = ids(shop)[:4]
    for member_id, day in ((anna, "09-12"), (ben, "09-14"), (carl, "L08-15"), (dora, "09-13")):
        born(shop, member_id, day)
    assert nightly.run(shop.s).value.birthdays == 1
    pass_days(shop, 3)
    assert nightly.run(shop.s).value.birthdays == 2
    pass_days(shop, 10)
    made = nightly.run(shop.s).value  # 2026-09-25 is the 15th of the eighth month
    assert (made.on, made.birthdays) == ("2026-09-25", 1)
    assert {row[:2] for row in vouchers(shop, "cake")} == {
        (f"m:{anna}", "birthday.2026-09-12"),
        (f"m:{dora}", "birthday.2026-09-13"),
        (f"m:{ben}", "birthday.2026-09-14"),
        (f"m:{carl}", "birthday.2026-09-25"),
    }
    born(shop, anna, "09-26")  # a birthday that moved brings no second cake
    pass_days(shop, 1)
    assert nightly.run(shop.s).value.birthdays == 0


def test_the_birthday_gift_of_a_tier(shop, money, tiers):
    anna, ben, *_ = ids(shop)
    bought(money, anna, 10_000, "2026-09-10")
    gift = Benefit(BenefitKind.BIRTHDAY, campaign_id="goldgift", every="year")
    benefit_rules(money, tiers, gift)
    born(shop, anna, "09-12")
    born(shop, ben, "09-12")
    nightly.run(shop.s)
    assert [row[0] for row in vouchers(shop, "goldgift")] == [f"m:{anna}"]
    assert len(vouchers(shop, "cake")) == 2


def born(shop: Shop, member_id: str, day: str) -> None:
    """A birthday as the index has it."""
    with shop.s.db.write() as tx:
        tx.sql("UPDATE member SET birthday = ? WHERE member_id = ?", (day, member_id))


def test_nothing_is_swept_after_the_clock_was_set_forward(shop, money):
    """A clock set forward by mistake ends nobody's money; the owner may say that it is right."""
    money.give(shop.member("周"), "bonus", 500, bucket="2026-09-20")
    assert not nightly.run(shop.s).value.held
    shop.clock.set_wall(shop.clock.now_ms() + 30 * DAY)
    made = nightly.run(shop.s).value
    assert (made.held, made.expired_lots, made.reviewed) == ("clock", 0, 0)
    bought(money, ids(shop)[0], 100, "2026-10-12")  # now the jump stands in a document
    assert nightly.run(shop.s).value.held == "clock"
    assert nightly.due(shop.s)
    swept = nightly.run(shop.s, by_owner=True, operator_id=shop.owner.operator_id).value
    assert (swept.held, swept.expired_lots) == ("", 1)
    pass_days(shop, 1)
    assert nightly.run(shop.s).value.held == ""


def test_a_clock_set_forward_and_back_again_waits_for_the_day_to_come(shop, money):
    money.give(shop.member("周"), "bonus", 500, bucket="2026-09-13")
    nightly.run(shop.s)
    shop.clock.set_wall(shop.clock.now_ms() + 5 * DAY)
    bought(money, ids(shop)[0], 100, "2026-09-12")
    shop.clock.set_wall(shop.clock.now_ms() - 5 * DAY)
    bought(money, ids(shop)[0], 100, "2026-09-12")
    assert nightly.run(shop.s).value.held == "clock"
    pass_days(shop, 6)
    shop.again()
    made = nightly.run(shop.s).value
    assert (made.on, made.held, made.expired_lots) == ("2026-09-18", "", 1)


def test_a_few_minutes_are_no_jump(shop, money):
    nightly.run(shop.s)
    pass_days(shop, 1)
    shop.clock.set_wall(shop.clock.now_ms() + 20 * 60_000)
    assert nightly.run(shop.s).value.held == ""


def test_preview_says_who_would_move_and_writes_nothing(shop, money, tiers):
    anna = ids(shop)[0]
    bought(money, anna, 6_000, "2026-09-10")
    nightly.run(shop.s)
    before = len(shop.documents())
    rules = (
        TierRule(tiers[0], valid_days=0),
        TierRule(tiers[1], reach=(spend(5_000),), valid_days=40),
    )
    seen = nightly.preview_tiers(shop.s, rules)
    assert seen.members == len(standings(shop))
    moved = {(one.from_tier, one.to_tier): one.count for one in seen.moves}
    assert moved[tiers[0], tiers[1]] >= 1
    assert sum(count for _, count in seen.by_tier) == seen.members
    one = next(one for one in seen.examples if one.member_id == anna)
    assert one.spend_minor >= 6_000
    assert "*" in one.phone_masked
    assert len(shop.documents()) == before
    assert len(nightly.preview_tiers(shop.s, rules, most=1).examples) == 1


def test_a_balance_that_ends_takes_the_tier_it_held_in_the_same_night(shop, money, tiers):
    """What is swept counts for the review after it, though no document of the day names them."""
    who = shop.member("周")
    held = Condition(Metric.BALANCE, 500)
    money.set(tier_rule=(TierRule(tiers[0]), TierRule(tiers[1], reach=(held,), valid_days=0)))
    money.give(who, "bonus", 500, bucket="2026-09-14")
    nightly.run(shop.s)
    assert standings(shop)[who.member_id][1][0] == tiers[1]
    pass_days(shop, 3)
    made = nightly.run(shop.s).value
    assert (made.expired_minor, made.down) == (500, 1)
    told_as_judged(shop)


def test_a_night_that_broke_off_gives_nothing_twice(shop, money, tiers):
    anna = ids(shop)[0]
    bought(money, anna, 10_000, "2026-09-10")
    benefit_rules(money, tiers, Benefit(BenefitKind.VOUCHERS, campaign_id="monthly"))
    born(shop, anna, "09-12")
    steps: list[str] = []
    nightly.run(shop.s, tell=lambda step, n: steps.append(step), stop=lambda: "birthdays" in steps)
    assert nightly.due(shop.s)
    assert nightly.run(shop.s).value.vouchers == 0
    assert len(vouchers(shop, "monthly")) == len(vouchers(shop, "cake")) == 1


def test_sums_alone_never_say_otherwise_than_a_judgement(shop, money, tiers):
    """Whoever is told by sums to stay below is judged to; a refund or a gift is looked at."""
    people = ids(shop)
    for place, member_id in enumerate(people[:40]):
        for day in range(3):
            bought(money, member_id, 250 * place, f"2026-08-{10 + 9 * day}")
    bought(money, people[39], -20_000, "2026-08-20")
    nightly.run(shop.s)
    told_as_judged(shop)
    reached = [row for row in standings(shop).values() if row[1][0] != tiers[0]]
    assert 10 < len(reached) < 40
