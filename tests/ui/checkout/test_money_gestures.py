"""How many gestures a member's money takes (counter.md 4), with real widgets and real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.checkout.state import Mode
from tests.ui.checkout.counter_kit import CHIPS, COLA
from tests.ui.checkout.money_kit import MoneyTill
from ui.checkout.member_front import PlanDonePanel
from ui.checkout.panels.plans import PlansPane
from ui.kit import Key

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_card_and_three_goods_paid_with_stored_value_four_and_two(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen", COLA, CHIPS, COLA)
    h.key(K.Key_F9)
    h.key(K.Key_F2)
    assert h.b.state.mode is Mode.DONE
    assert [one.kind for one in h.b.state.last.tenders] == ["stored"]
    assert h.gestures == 6


def test_stored_value_that_does_not_cover_it_waits_for_enter(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen", *[CHIPS] * 50)
    h.key(K.Key_F9)
    h.key(K.Key_F2)
    assert h.b.state.mode is Mode.PAYING
    assert h.pane.confirm_key.title == "储值付 326.50，还差 33.50"
    h.key(K.Key_Return)
    h.key(K.Key_Return)
    assert [one.kind for one in h.b.state.last.tenders] == ["stored", "cash"]


def test_member_by_phone_tail_top_up_1000_with_plan_in_cash_at_most_ten(counter):
    h = counter(made=MoneyTill)
    h.key(K.Key_F2)
    h.type("6027")
    h.key(K.Key_Return)
    h.key(K.Key_F2, SHIFT)
    assert isinstance(h.pane, PlansPane)
    h.touch(h.pane.plans[1])
    h.key(K.Key_Return)
    assert h.b.did("sell_plan") == [("sell_plan", "p1000", 100_000, 100_000)]
    assert isinstance(h.b.p.counter.front.panel, PlanDonePanel)
    assert h.gestures <= 10


def test_the_same_by_keyboard_alone(counter):
    h = counter(made=MoneyTill)
    h.key(K.Key_F2, SHIFT)  # nobody is here: found first, and topped up at once
    h.type("6027")
    h.key(K.Key_Return)
    assert isinstance(h.pane, PlansPane)
    h.key(K.Key_Down)
    h.key(K.Key_Return)
    h.key(K.Key_Return)
    assert h.b.did("sell_plan") == [("sell_plan", "p1000", 100_000, 100_000)]
    assert h.gestures <= 10


def test_a_package_is_used_in_two_gestures(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen")
    h.gestures = 0
    h.touch(h.screen.left.uses.keys[0])
    line = h.b.state.basket.lines[0]
    assert line.cover is not None
    assert h.vm.left.dock.amount == "0.00"
    h.key(K.Key_F9)
    assert h.b.state.mode is Mode.DONE
    assert h.gestures == 2


def test_a_voucher_is_one_touch_and_one_touch_takes_it_back(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen", CHIPS, CHIPS)
    h.gestures = 0
    keys = {key.title: key for key in h.screen.left.uses.keys}
    h.touch(keys["早餐券 5 元"])
    assert [one.campaign.campaign_id for one in h.b.state.basket.vouchers] == ["c2"]
    h.key(K.Key_F2)
    h.touch(h.pane.vouchers.keys["voucher:c2-1"])
    assert not h.b.state.basket.vouchers
    assert h.gestures == 3


def test_while_paying_f6_uses_the_best_voucher(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen", CHIPS, CHIPS, CHIPS)
    h.key(K.Key_F9)
    h.key(K.Key_F6)
    assert [one.campaign.campaign_id for one in h.b.state.basket.vouchers] == ["c1"]
    assert h.b.state.mode is Mode.PAYING
    assert h.vm.right.amount == "11.60"


def test_f2_goes_through_the_wallets_one_after_another(counter):
    from app.domain.rights import AssetKind
    from tests.ui.checkout.money_kit import lot, purse

    two = purse()
    two = purse(lots=(*two.lots, lot("d1", AssetKind.PRINCIPAL, 10_000, "drinks")))
    h = counter(made=MoneyTill, purses={"m-1": two})
    h.scan("M:chen", CHIPS)
    h.key(K.Key_F9)
    h.key(K.Key_F2)
    assert h.b.p.counter.front.pay.reference == "general"
    h.key(K.Key_F2)
    assert h.b.p.counter.front.pay.reference == "drinks"
    h.key(K.Key_Return)
    assert h.b.state.last.tenders[0].reference == "drinks"


def test_a_gift_card_scanned_while_paying_pays_next(counter):
    h = counter(made=MoneyTill)
    h.scan(CHIPS)
    h.key(K.Key_F9)
    h.scan("G:card")
    assert h.pane.confirm_key.title == "礼品卡付 8.00"
    h.key(K.Key_Return)
    assert [(t.kind, t.reference) for t in h.b.state.last.tenders] == [("gift", "g-1")]


def test_change_kept_as_balance_is_one_touch(counter):
    h = counter(made=MoneyTill)
    h.scan("M:chen", CHIPS)
    h.key(K.Key_F9)
    h.type("10")
    h.key(K.Key_Return)
    h.gestures = 0
    (key,) = [one for one in h.pane.findChildren(Key) if one.title.startswith("存零")]
    h.touch(key)
    assert h.b.did("keep_change") == [("keep_change", h.b.state.last.sale_id, 280)]
    assert h.vm.right.amount == "0.00"
    h.b.p.plans.keep_change()
    assert len(h.b.did("keep_change")) == 1
    assert h.gestures == 1


def test_the_member_keys_the_pin_and_the_sale_goes_on(counter):
    h = counter(made=MoneyTill)
    h.b.till.asks_pin = True
    h.scan("M:chen", CHIPS)
    h.key(K.Key_F9)
    h.key(K.Key_F2)
    assert h.b.state.mode is Mode.PAYING
    h.type("111111")
    h.key(K.Key_Return)
    assert "4" in h.vm.right.error
    assert h.pane.pin.count == 0
    h.type("135790")
    h.key(K.Key_Return)
    assert h.b.state.mode is Mode.DONE


def test_without_the_pin_back_to_the_money(counter):
    h = counter(made=MoneyTill)
    h.b.till.asks_pin = True
    h.scan("M:chen", CHIPS)
    h.key(K.Key_F9)
    h.key(K.Key_F2)
    h.key(K.Key_Escape)
    assert h.vm.right.taken
    h.key(K.Key_Delete)
    h.key(K.Key_Return)
    assert [one.kind for one in h.b.state.last.tenders] == ["cash"]


def test_two_of_what_was_taken_stand_there_beside_eight_ways_to_pay(counter, qtbot):
    """At 1366x768 one line was left of the list."""
    h = counter(made=MoneyTill)
    h.b.p.members.attach("m-1")
    h.scan("G:card", CHIPS, CHIPS, CHIPS, CHIPS)
    h.b.press("pay")
    for code in ("card", "wechat", "alipay"):
        h.b.clock.pass_ms(1000)
        h.b.p.paying.choose(code)
        h.b.p.paying.typed("1")
        h.b.press("confirm")
    assert len(h.pane.tenders) == 8

    def whole() -> int:
        undo = [key for key in h.pane._taken_rows.findChildren(Key) if key.isVisible()]
        return sum(key.visibleRegion().boundingRect().height() == key.height() for key in undo)

    qtbot.waitUntil(lambda: whole() == 2)
