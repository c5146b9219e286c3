"""A member's money at the counter without widgets: what is said, what is refused, what is sold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.checkout.state import Mode
from app.domain.errors import Unavailable
from app.domain.loyalty.law.limits import LawNotice
from app.domain.loyalty.plan import GrantKind, PlanKind
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Given
from app.domain.loyalty.terms import RedeemTerms
from app.domain.loyalty.tier_rules import Metric, Missing, TierStanding
from app.domain.rights import AssetKind
from app.usecases.outcome import Changes
from tests.ui.checkout.counter_kit import BOOK, CHIPS, COLA, START_MS, Bench, bench
from tests.ui.checkout.money_kit import PROGRAM, TEN_OFF, MoneyTill, lot, milk, purse, voucher
from ui.checkout.front import MemberPanel
from ui.checkout.member_front import PlanDonePanel, PlanPayPanel, PlansPanel, WalletPanel


def gold(**facts: object) -> Bench:
    """A member with money at a counter with a programme."""
    b = bench(made=MoneyTill, **facts)
    b.p.members.attach("m-1")
    return b


# --- the strip ------------------------------------------------------------------------------------


def test_what_may_be_spent_here_stands_apart_from_the_balance():
    who = gold().vm.left.who
    assert who.facts[0] == ("储值", "376.50", "可用 326.50")
    assert ("积分", "1,240", "") in who.facts
    assert who.hint == "明天生日"


def test_a_balance_agreed_on_some_time_ago_says_when():
    old = purse(as_of_ms=START_MS - 3_600_000)
    facts = gold(purses={"m-1": old}).vm.left.who.facts
    assert "截至" in facts[0][2]


def test_a_member_who_has_nothing_is_told_what_membership_does():
    b = gold(purses={"m-1": Purse("m:m-1", START_MS, "2025-09-12")})
    assert b.vm.left.who.facts[0][0] == "会员价"
    assert b.vm.left.nudge is None
    assert b.vm.left.uses == ()


def test_points_to_earn_stand_near_the_due():
    b = gold()
    b.scan(CHIPS, CHIPS)
    assert b.vm.left.dock.right == "可得 14 积分"


# --- hints ----------------------------------------------------------------------------------------


def test_a_voucher_that_is_nearly_good_is_the_first_thing_said():
    b = gold()
    b.scan(CHIPS, CHIPS)
    nudge = b.vm.left.nudge
    assert nudge is not None
    assert "5.60" in nudge.words
    assert nudge.share_ppm == 720_000


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"lots": (lot("d", AssetKind.DEBT, 30),)}, "欠 30 积分"),
        (
            {
                "lots": (),
                "tier": TierStanding(
                    "gold",
                    missing=(Missing("gold", Metric.SPEND, 10, 20_010, "2025-12-31", keep=True),),
                ),
            },
            "再消费 200.00 保住金卡",
        ),
        ({"lots": (lot("p", AssetKind.POINTS, 5, bucket="2025-09-20"),)}, "5 积分 9 月 20 日到期"),
        ({"lots": (), "vouchers": (voucher(TEN_OFF, until="2025-09-15"),)}, "1 张券 9 月 15 日"),
    ],
)
def test_what_the_member_should_know_is_said(more, words):
    nothing = {"tier": TierStanding("gold"), "vouchers": (), "packages": ()}
    b = gold(purses={"m-1": purse(**{**nothing, **more})})
    assert b.vm.left.nudge is not None
    assert words in b.vm.left.nudge.words


def test_the_nearest_condition_is_said_as_the_receipt_says_it():
    missing = (
        Missing("platinum", Metric.GROWTH, 10, 1_000),
        Missing("platinum", Metric.VISITS, 19, 20),
    )
    nothing = {"tier": TierStanding("gold", missing=missing), "lots": (), "vouchers": ()}
    b = gold(purses={"m-1": purse(**nothing)})
    assert b.vm.left.nudge is not None
    assert "1 次" in b.vm.left.nudge.words


def test_a_tier_that_the_sale_brought_is_said_beside_the_change():
    b = gold()
    b.scan(COLA)
    b.p.paying.pay()
    b.p.paying.quick(10_000)
    assert "现为" not in str(b.vm.right.states)
    b.till.purses["m-1"] = purse(tier=TierStanding("platinum"))
    b.session.change_feed.committed.emit(Changes(members=frozenset({"m-1"})), "tiers")
    assert "现为铂金卡" in str(b.vm.right.states)
    assert b.vm.left.who.tier == "铂金卡"
    assert b.vm.left.who.name


# --- vouchers and packages ------------------------------------------------------------------------


def test_vouchers_that_cannot_be_used_say_why_and_what_is_missing():
    b = gold()
    b.scan(CHIPS)
    b.press("member")
    keys = {key.title: key for key in b.vm.right.vouchers}
    assert keys["满 20 减 10"].off == "还差 12.80 才能用"
    assert keys["周末九折"].off == "只在周六、周日可用"
    assert keys["早餐券 5 元"].sub == "减 5.00"


def test_a_bearers_voucher_is_scanned_and_counts():
    b = gold()
    b.scan(CHIPS, "V:bearer")
    assert b.state.priced.due_minor == 220
    assert b.notice == "已用券「早餐券 5 元」"


def test_a_package_that_is_used_up_or_paused_says_so():
    b = gold(purses={"m-1": purse(packages=(milk(1),))})
    b.press("member")
    b.p.wallet.touch("use:pack-1:cola")
    (key,) = b.vm.right.packages
    assert key.off == "次数用完了"
    b = gold(purses={"m-1": purse(packages=(replace(milk(), paused_on="2025-09-01"),))})
    b.press("member")
    assert "恢复" in b.vm.right.packages[0].off


def test_a_covered_line_costs_nothing_and_is_no_saving():
    b = gold()
    b.p.wallet.touch("use:pack-1:cola")
    line = b.vm.left.lines[0]
    assert line.reasons == (("鲜奶卡用 1 次，剩 10 次", "−2.90"),)
    assert b.vm.left.dock.amount == "0.00"
    assert b.vm.left.dock.saved == ""


def test_after_a_use_the_uses_that_are_left_are_said():
    b = gold()
    b.p.wallet.touch("use:pack-1:cola")
    b.press("pay", "confirm")
    assert any("鲜奶卡剩 10 次" in one.then for one in b.vm.right.states)


def test_after_money_was_taken_vouchers_say_so():
    b = gold()
    b.scan(CHIPS, CHIPS, CHIPS)
    b.press("pay")
    b.p.paying.typed("1")
    b.press("confirm", "tender_6")
    assert b.sounds[-1] == "error"
    assert not b.state.basket.vouchers


def test_f2_shows_what_they_have_and_again_finds_another():
    b = gold()
    b.press("member")
    assert isinstance(b.p.counter.front.panel, WalletPanel)
    b.press("member")
    assert isinstance(b.p.counter.front.panel, MemberPanel)
    b.press("back", "member", "remove_line")
    assert b.state.basket.member is None


def test_a_recalled_basket_finds_its_members_purse_again():
    b = gold()
    b.scan(CHIPS)
    b.press("park", "recall", "confirm")
    assert b.state.basket.member is not None
    assert b.state.purse is not None
    assert b.vm.left.who.facts[0][0] == "储值"


def test_what_another_screen_changed_is_seen_at_once():
    b = gold()
    b.till.purses["m-1"] = purse(lots=(lot("n", AssetKind.PRINCIPAL, 100, "general"),))
    b.session.change_feed.committed.emit(Changes(members=frozenset({"m-1"})), "members")
    assert b.vm.left.who.facts[0] == ("储值", "1.00", "")


# --- paying ---------------------------------------------------------------------------------------


def off(b: Bench, code: str) -> str:
    return next(one.off for one in b.vm.right.tenders if one.code.partition(":")[0] == code)


def test_ways_to_pay_that_cannot_be_used_say_why():
    b = bench(made=MoneyTill)
    b.scan(CHIPS)
    b.press("pay")
    assert off(b, "stored") == "没有会员"
    assert off(b, "gift") == "先扫礼品卡"
    poor = Purse("m:m-1", START_MS, "2025-09-12")
    b = gold(purses={"m-1": poor})
    b.scan(CHIPS)
    b.press("pay")
    assert off(b, "stored") == "余额为零"
    assert off(b, "points") == "没有积分"
    assert off(b, "voucher") == "没有会员的券"


def test_a_shop_without_a_programme_has_the_four_old_keys():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    assert [one.code for one in b.vm.right.tenders] == ["cash", "wechat", "alipay", "card"]


def test_points_below_the_minimum_say_from_when_on():
    few = purse(lots=(lot("p", AssetKind.POINTS, 60),))
    b = gold(purses={"m-1": few})
    b.scan(CHIPS)
    b.press("pay")
    assert off(b, "points") == "满 100 分可用"


def test_enough_points_in_too_small_a_sale_say_so():
    many = purse(lots=(lot("p", AssetKind.POINTS, 9000),))
    terms = replace(PROGRAM.points, redeem=RedeemTerms(100, 100, minimum=5000))
    b = gold(purses={"m-1": many}, book=replace(BOOK, program=replace(PROGRAM, points=terms)))
    b.scan(CHIPS)
    b.press("pay")
    assert off(b, "points").startswith("本单太小，最多抵")


def test_a_gift_card_is_shown_before_it_pays():
    b = bench(made=MoneyTill)
    b.scan("G:card")
    assert b.notice == "礼品卡 ****7K2M，可用 200.00"
    assert b.state.mode is Mode.READY
    assert b.vm.right.title == "礼品卡 ****7K2M"
    b.scan(CHIPS)
    assert b.p.counter.front.panel is None
    assert [one.masked for one in b.state.gift_cards] == ["****7K2M"]


def test_what_a_gift_card_pays_is_the_cards_and_not_a_members():
    b = bench(made=MoneyTill)
    b.till.card = replace(b.till.card, available_minor=100)
    b.scan("G:card", CHIPS)
    b.press("pay")
    b.p.paying.choose("gift:g-1")
    b.press("confirm")
    assert [one.note for one in b.vm.right.taken] == ["卡内余额"]


def test_a_gift_cards_panel_leads_to_what_is_done_to_it():
    b = bench(made=MoneyTill)
    b.scan("G:card")
    b.press("confirm")
    assert b.session.take_errand("members") == "gift:g-1"
    assert b.p.counter.front.panel is None


def test_a_blocked_gift_card_says_why_and_leads_on():
    b = bench(made=MoneyTill)
    b.till.card = replace(b.till.card, state="blocked")
    b.scan("G:card")
    assert b.notice == "礼品卡 ****7K2M 已停用，不能付款。"
    assert b.vm.right.title == "礼品卡 ****7K2M"
    assert not b.state.gift_cards
    b.press("back")
    assert b.p.counter.front.panel is None


# --- plans ----------------------------------------------------------------------------------------


def test_a_second_press_of_enter_takes_no_money_and_sells_nothing_twice():
    b = gold()
    b.press("top_up", "line_down")
    b.p.plans.take()
    b.p.plans.confirm()
    assert not b.did("sell_plan")
    b.press("confirm", "confirm")
    assert b.did("sell_plan") == [("sell_plan", "p1000", 100_000, 100_000)]


def test_what_the_law_forbids_stops_at_the_plan():
    b = gold()
    facts = (("amount_minor", 100_000), ("limit_minor", 100_000))
    b.till.notices = (LawNotice("law.identity", facts, blocks=True),)
    b.press("top_up")
    b.p.plans.touch(1)
    assert isinstance(b.p.counter.front.panel, PlansPanel)
    assert b.vm.right.confirm.off
    assert b.vm.right.said[0][0] == "danger"
    b.p.plans.identified("123X")
    assert not b.vm.right.confirm.off
    b.press("confirm", "confirm")
    assert b.did("sell_plan")


def test_an_amount_of_ones_own_takes_the_plan_that_fits():
    b = gold()
    b.press("top_up")
    b.p.plans.typed("450")
    assert b.vm.right.confirm.title == "收款 450.00"
    b.p.plans.typed("10")
    assert b.vm.right.typed_note == "没有适合这个金额的方案"
    assert b.vm.right.confirm.off


def test_what_comes_afterwards_is_said_of_the_member_alone():
    b = gold()
    b.press("top_up")
    assert b.vm.right.after
    b.p.plans.move(2)
    assert b.vm.right.after == ()  # a package leaves the balance as it is
    panel = b.p.counter.front.panel
    card = replace(panel.offers[0].plan, kind=PlanKind.GIFT_CARD)
    paid = (Given(GrantKind.PRINCIPAL, 10_000, ""), Given(GrantKind.POINTS, 10, ""))
    offer = replace(panel.offers[0], plan=card, gives=paid)
    b.p.counter.show(panel=replace(panel, offers=(offer,), at=0))
    assert [one[0] for one in b.vm.right.after] == ["积分"]


def test_money_for_a_plan_goes_back_before_the_plan_is_left():
    b = gold()
    b.press("top_up", "confirm")
    b.p.plans.typed("100")
    b.press("confirm", "back")
    assert isinstance(b.p.counter.front.panel, PlanPayPanel)
    assert b.notice
    b.press("remove_line", "back")
    assert isinstance(b.p.counter.front.panel, PlansPanel)


def test_a_plan_that_could_not_be_sold_keeps_its_money():
    b = gold()
    b.till.failing["sell_plan"] = Unavailable("disk", "full", retry=True)
    b.press("top_up", "confirm", "confirm")
    panel = b.p.counter.front.panel
    assert isinstance(panel, PlanPayPanel)
    assert panel.tenders
    assert not panel.busy
    del b.till.failing["sell_plan"]
    b.press("confirm")
    assert isinstance(b.p.counter.front.panel, PlanDonePanel)
    b.press("confirm")  # a double press: change and gift stay to be seen
    assert isinstance(b.p.counter.front.panel, PlanDonePanel)
    first, second = b.did("sell_plan")
    assert first == second


def test_the_basket_waits_while_a_plan_is_sold():
    b = gold()
    b.scan(CHIPS)
    b.press("top_up", "line_down", "confirm", "confirm")
    assert b.vm.left.who.facts[0][1] == "1,376.50"
    b.scan(COLA)
    assert len(b.state.basket.lines) == 2
    assert b.p.counter.front.panel is None


def test_sent_from_the_members_page_to_top_up():
    b = bench(made=MoneyTill)
    b.session.send("checkout", "topup:m-1")
    b.p.activated()
    panel = b.p.counter.front.panel
    assert isinstance(panel, PlansPanel)
    assert panel.buyer.name == "陈雨桐"


def test_looked_for_to_top_up_and_scanned_instead():
    b = bench(made=MoneyTill)
    b.press("top_up")
    assert isinstance(b.p.counter.front.panel, MemberPanel)
    b.scan("M:chen")
    assert isinstance(b.p.counter.front.panel, PlansPanel)


def test_what_a_plan_gave_is_called_as_on_its_key():
    b = gold()
    b.press("top_up", "line_down")
    b.till.paper_names = True
    b.press("confirm", "confirm")
    panel = b.p.counter.front.panel
    assert isinstance(panel, PlanDonePanel)
    named = [one.name for one in panel.sold.given if one.name]
    assert named
    assert not any(one.startswith("paper ") for one in named)


def test_without_a_member_gift_cards_are_sold():
    b = bench(made=MoneyTill)
    b.press("top_up", "top_up")
    assert b.did("offers")[-1] == ("offers", "")


def test_who_is_looked_for_to_sell_a_plan_reads_how_a_gift_card_is_sold_to_nobody():
    b = bench(made=MoneyTill)
    b.press("top_up")
    assert "再按一次 Shift F2" in b.vm.right.found.why


def test_who_has_no_name_is_said_once_above_the_plans():
    b = gold()
    b.press("top_up")
    plans = b.p.counter.front.panel
    assert isinstance(plans, PlansPanel)
    nameless = replace(plans, buyer=replace(plans.buyer, name="138****8000", phone="138****8000"))
    b.p.counter.show(panel=nameless)
    assert b.vm.right.about.count("138****8000") == 1


# --- gifts, PINs, change --------------------------------------------------------------------------


def test_points_buy_a_gift_once():
    b = gold()
    b.press("rewards", "confirm")
    assert b.did("redeem")[0][1] == "r1"
    assert b.notice == "已换帆布袋，用 300 积分，剩 920"
    b.press("confirm")  # the second tap of two
    assert len(b.did("redeem")) == 1
    b.p.rewards.choose(0)
    b.press("confirm")
    ids = [one[2] for one in b.did("redeem")]
    assert len(ids) == len(set(ids)) == 2


def test_a_gift_may_want_the_pin():
    b = gold()
    b.till.asks_pin = True
    b.press("rewards", "confirm")
    assert b.vm.right.title == "请会员输入密码"
    b.p.pins.submit("111111")
    assert "4" in b.vm.right.error
    b.p.pins.submit("135790")
    assert "帆布袋" in b.notice


# --- the customer's screen ------------------------------------------------------------------------


def test_the_customer_sees_their_balance_and_points_before_and_after():
    b = gold()
    b.scan(CHIPS)
    facts = dict(b.session.customer_view.facts)
    assert facts["储值余额"] == "326.50"
    assert facts["积分"] == "1,240  (+7)"
    b.press("pay", "tender_2")
    facts = dict(b.session.customer_view.facts)
    assert facts["积分"] == "1,240  (+12)"
    assert "陈雨桐" not in str(b.session.customer_view)
