"""The words of the counter in both languages, as tables."""

from dataclasses import replace

import pytest

from app.domain.checkout.state import Halt, Mode
from app.domain.errors import Refused
from app.domain.loyalty.tier import TierTerms
from app.domain.member import MemberTerms
from app.domain.pricing.basket import Basket, BasketLine, ManualDiscount, PriceOverride
from app.domain.pricing.engine import price
from app.usecases.ports import DeviceState
from app.words import Words
from tests.ui.checkout.counter_kit import BOOK, CASHIER, CHEN, CHIPS, COLA, ITEMS, START_MS, bench
from ui.checkout.front import Front, Notice, PayDraft
from ui.checkout.typed import milli, ppm
from ui.checkout.viewmodel import Frame, vm
from ui.checkout.viewmodel.left import lines

LINE = BasketLine(1, ITEMS[CHIPS][0], 2000, 800)


def frame(language, **more):
    facts = {"book": BOOK, "operator": CASHIER, **more}
    return Frame(Words(language), clock=lambda ms: "14:32", **facts)


def basket(line, **more):
    return Basket("s", CASHIER.operator_id, START_MS, (line,), **more)


def reasons(language, made, book=BOOK):
    priced = price(made, book, START_MS)
    (line,) = lines(priced, 0, frame(language, book=book), {})
    return line.reasons


OFF_RATE = ManualDiscount("complaint", "op-1", 50_000)
OFF_AMOUNT = ManualDiscount("expiring", "op-1", 0, 150)


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (basket(LINE), (), ()),
        (
            basket(LINE, member=CHEN),
            (("金卡会员价，减 10%", "−1.60"),),
            (("Gold member price, 10% off", "−1.60"),),
        ),
        (
            basket(replace(LINE, discount=OFF_RATE)),
            (("减 5%，客诉补偿", "−0.80"),),
            (("5% off: Complaint", "−0.80"),),
        ),
        (
            basket(LINE, discount=OFF_AMOUNT),
            (("整单减 1.50，临期破损", "−1.50"),),
            (("Whole sale 1.50 off: Damaged", "−1.50"),),
        ),
        (
            basket(replace(LINE, override=PriceOverride(700, "price_wrong", "op-1"))),
            (("改价为 7.00，价格有误", "−2.00"),),
            (("Price set to 7.00: Wrong price", "−2.00"),),
        ),
        (
            basket(replace(LINE, weighed="keyed")),
            (("手工称重", ""),),
            (("Weight entered by hand", ""),),
        ),
        (
            basket(replace(LINE, label_total_minor=1234)),
            (("按价签上的金额", ""),),
            (("Amount as on the label", ""),),
        ),
    ],
)
def test_each_adjustment_says_why(made, zh, en):
    assert reasons("zh_CN", made) == zh
    assert reasons("en", made) == en


def test_a_tiers_list_price_is_named():
    listed = replace(BOOK, tiers=(TierTerms("gold", "金卡", "Gold", 1, "gold"),))
    item = ITEMS[CHIPS][0]
    priced = replace(
        item, prices=(*item.prices, replace(item.prices[0], list_id="gold", price_minor=750))
    )
    made = basket(replace(LINE, item=priced), member=CHEN)
    assert reasons("zh_CN", made, listed) == (("金卡会员价 7.50", "−1.00"),)
    assert reasons("en", made, listed) == (("Gold member price 7.50", "−1.00"),)


def test_a_free_text_reason_stands_as_it_was_written():
    made = basket(replace(LINE, discount=ManualDiscount("老顾客", "op-1", 50_000)))
    assert reasons("zh_CN", made) == (("减 5%，老顾客", "−0.80"),)


@pytest.mark.parametrize(
    ("reason", "code", "zh"),
    [
        ("unknown", "123", "没有这个条码 123"),
        ("bad_check", "123", "条码读错了：123"),
        ("no_price", "可乐", "这个商品还没有价格 可乐"),
        ("never heard of", "123", "没有这个条码 123"),
        ("garbage", "", "没有读清这个码"),
        ("code.payment_card", "", "这是银行卡号，没有保存，请用刷卡机"),
    ],
)
def test_the_bar_says_why_scanning_stopped(reason, code, zh):
    b = bench()
    state = replace(b.state, mode=Mode.HALTED, halt=Halt(code, reason))
    shown = vm(state, b.p.counter.front, frame("zh_CN"), now_ms=START_MS)
    assert shown.right.halt.words == zh


@pytest.mark.parametrize(
    ("draft", "zh", "en"),
    [
        (PayDraft(), "收现金 8.00，正好", "Take 8.00 cash, exact"),
        (PayDraft(text="50"), "收现金 50.00，找零 42.00", "Take 50.00 cash, change 42.00"),
        (PayDraft(text="3"), "收现金 3.00，还差 5.00", "Take 3.00 cash, 5.00 left"),
        (PayDraft("wechat"), "微信支付已到账 8.00", "WeChat Pay: 8.00 has arrived"),
        (
            PayDraft("card", "3"),
            "银行卡已到账 3.00，还差 5.00",
            "Card: 3.00 has arrived, 5.00 left",
        ),
    ],
)
def test_the_filled_key_says_what_will_happen(draft, zh, en):
    for language, said in (("zh_CN", zh), ("en", en)):
        b = bench(language=language)
        b.scan(CHIPS)
        b.press("pay")
        b.p.counter.show(pay=draft)
        assert b.vm.right.confirm.title == said


@pytest.mark.parametrize(
    ("devices", "kicked", "said"),
    [
        ((), "", "已让钱箱弹开"),
        ((DeviceState("drawer", "drawer", "x", "ready"),), "", "已让钱箱弹开"),
        ((DeviceState("drawer", "drawer", "x", "ready"),), "sent", "已让钱箱弹开"),
        ((DeviceState("drawer", "drawer", "x", "ready"),), "opened", "钱箱弹开了"),
        ((DeviceState("drawer", "drawer", "x", "ready"),), "failed", "钱箱没有弹开"),
        ((DeviceState("drawer", "drawer", "x", "down", "no_answer"),), "", "钱箱没有弹开"),
        ((DeviceState("drawer", "drawer", "x", "off", "not_set"),), "", ""),
    ],
)
def test_the_drawer_says_only_what_is_known(devices, kicked, said):
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "confirm")
    if kicked:
        b.session.device_feed.on_kicked(kicked, "")
    shown = vm(b.state, b.p.counter.front, frame("zh_CN", devices=devices), now_ms=START_MS)
    words = [one.words for one in shown.right.states if one.icon == "drawer"]
    assert words == ([said] if said else [])


def test_amounts_of_other_currencies_have_their_digits():
    from app.domain.money import CURRENCIES

    yen = frame("en", book=replace(BOOK, currency=CURRENCIES["JPY"]))
    assert yen.money(1234567) == "1,234,567"
    assert (yen.sign, yen.unit(ITEMS[COLA][0])) == ("¥", "btl")


def test_what_was_said_has_its_facts():
    b = bench()
    front = replace(
        b.p.counter.front, notice=Notice("danger", "refused.pay.undo_first", (("n", 2),))
    )
    shown = vm(b.state, front, frame("zh_CN"), now_ms=START_MS)
    assert "2" in shown.left.notice.text


def test_lines_that_did_not_change_keep_their_words():
    made = basket(LINE)
    cache = {}
    first = lines(price(made, BOOK, START_MS), 1, frame("zh_CN"), cache)
    second = lines(price(made, BOOK, START_MS), 1, frame("zh_CN"), cache)
    assert first[0] is second[0]
    third = lines(price(made, BOOK, START_MS), 0, frame("zh_CN"), cache)
    assert third[0] is not first[0]


def test_a_member_of_no_tier_and_an_unknown_tier():
    nobody = MemberTerms("m", "李雷", "138****0000", "")
    b = bench()
    state = replace(b.state, basket=replace(b.state.basket, member=nobody))
    shown = vm(state, Front(loaded=True), frame("zh_CN"), now_ms=START_MS)
    assert (shown.left.who.name, shown.left.who.tier) == ("李雷", "")
    assert frame("en").tier("long gone") == ""


@pytest.mark.parametrize(
    ("text", "value"), [("2", 2000), ("1.354", 1354), (".5", 500), ("0", 0), ("007", 7000)]
)
def test_figures_are_read(text, value):
    assert milli(text) == value


@pytest.mark.parametrize("text", ["", ".", "1.2345", "a", "１", "-1", "1" * 13])
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(Refused) as refused:
        milli(text)
    assert refused.value.code.startswith("quantity.")


@pytest.mark.parametrize(("text", "rate"), [("10", 100_000), ("8.875", 88_750), ("100", 1_000_000)])
def test_rates_are_read(text, rate):
    assert ppm(text) == rate


@pytest.mark.parametrize("text", ["", "101", "1.23456", "x"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(Refused) as refused:
        ppm(text)
    assert refused.value.code.startswith("discount.")
