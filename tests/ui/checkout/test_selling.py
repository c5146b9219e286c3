"""Goods at the counter: scans, quantities, what is unknown, what is weighed, what is taken off."""

import pytest

from app.domain.checkout.state import Mode
from app.domain.errors import Refused, Unavailable
from app.usecases.outcome import Changes
from app.usecases.ports import Weight
from tests.ui.checkout.counter_kit import CASHIER, CHIPS, COLA, MANAGER, OWNER, bench
from ui.checkout.front import CheckPanel, DiscountPanel, EnrolPanel, QuantityPanel


def test_three_scans_make_lines_and_keep_the_draft():
    b = bench()
    b.scan(COLA, CHIPS, COLA)
    assert [(line.name, line.qty) for line in b.vm.left.lines] == [
        ("可口可乐 600ml", "2"),
        ("乐事薯片 120g", "1"),
    ]
    assert b.vm.left.dock.amount == "13.80"
    assert b.did("save")[-1] == ("save", b.state.basket.sale_id, 2, 0)
    assert b.sounds == ["ok", "ok", "ok"]


def test_an_unknown_code_stops_scanning_until_it_is_answered():
    b = bench()
    b.scan(COLA, "123")
    assert b.state.mode is Mode.HALTED
    assert b.sounds[-1] == "error"
    b.scan(COLA)
    b.press("confirm")
    assert b.state.mode is Mode.HALTED
    assert len(b.state.basket.lines) == 1
    assert b.state.basket.lines[0].qty_milli == 1000
    b.press("back")
    b.scan(COLA)
    assert b.state.basket.lines[0].qty_milli == 2000


def test_who_may_makes_an_item_of_an_unknown_code():
    b = bench()
    b.scan(COLA, "6901234567900")
    b.press("new")
    assert "new" not in [key.action for key in b.vm.right.halt.keys]
    assert b.state.mode is Mode.HALTED
    b = bench(operator=OWNER)
    b.scan(COLA, "6901234567900")
    assert "new" in [key.action for key in b.vm.right.halt.keys]
    b.press("new")
    assert b.state.mode is Mode.SELLING
    assert b.session.take_errand("members") == ""
    assert b.session.take_errand("catalog") == "new:6901234567900"
    assert b.session.take_errand("catalog") == ""


def test_from_the_bar_to_the_name_and_to_a_department_price():
    b = bench()
    b.scan("123")
    b.press("search")
    assert b.state.mode is Mode.READY
    b.scan("123")
    b.press("quantity")
    b.p.goods.department_put(chosen="d1", text="12.5")
    b.press("confirm")
    assert b.did("department_item") == [("department_item", "d1", 1250)]
    assert b.state.priced.due_minor == 1250


def test_a_payment_card_number_is_refused_and_stands_nowhere():
    b = bench()
    b.till.failing["identify"] = Refused("code.payment_card")
    b.scan("4111111111111111")
    assert b.state.halt.code == ""
    assert "4111" not in b.vm.right.halt.words


def test_a_used_voucher_and_a_lost_card_are_refused_in_their_own_words():
    b = bench()
    b.till.failing["identify"] = Refused("voucher.used", name="满 50 减 5", receipt_no="03-000041")
    b.scan("V:CR4FPA25GCDVWDJW")
    assert b.state.halt is None
    assert "03-000041" in b.notice
    b.till.failing["identify"] = Refused("card.lost", name="王芳")
    b.scan("M:LOSTCARD0001")
    assert b.state.halt is None
    assert "王芳" in b.notice


def test_a_quantity_before_the_item_and_after_it():
    b = bench()
    b.p.scanning.typed("3")
    b.press("times")
    assert b.vm.right.ahead == "3 ×"
    assert b.vm.right.typed == ""
    b.scan(COLA)
    b.press("quantity")
    assert isinstance(b.p.counter.front.panel, QuantityPanel)
    b.p.goods.quantity_typed("6")
    b.press("confirm")
    assert b.state.basket.lines[0].qty_milli == 6000
    assert b.p.counter.front.panel is None


def test_a_barcode_never_becomes_a_quantity():
    b = bench()
    b.scan(COLA)
    b.press("quantity")
    b.p.goods.quantity_typed("6901234567892")
    b.press("confirm")
    assert b.state.basket.lines[0].qty_milli == 1000
    b.p.goods.quantity_typed("1200")
    b.press("confirm")
    assert b.state.basket.lines[0].qty_milli == 1000
    assert b.vm.right.warning
    b.press("confirm")
    assert b.state.basket.lines[0].qty_milli == 1_200_000


def test_a_removed_line_is_kept_as_voided():
    b = bench()
    b.scan(COLA, CHIPS)
    b.press("remove_line")
    assert [one.item_id for one in b.state.basket.voided] == ["chips"]
    assert b.vm.left.dock.voided == "删了 1 行"


@pytest.mark.parametrize("action", ["discount", "park", "remove_line", "pay", "cancel_sale"])
def test_keys_that_need_goods_say_so_on_an_empty_counter(action):
    b = bench()
    b.press(action)
    assert b.notice
    assert b.state.mode is Mode.READY


def test_weighing_by_scale_only_when_it_is_still_or_by_hand():
    b = bench(scale=Weight(1354, False))
    b.p.scanning.add("apples")
    b.p.weighing.poll()
    assert b.state.mode is Mode.WEIGHING
    b.press("confirm")
    assert b.state.mode is Mode.WEIGHING
    b.till.scale = Weight(1354, True)
    b.p.weighing.poll()
    assert b.vm.right.reading == "1.354"
    b.press("confirm")
    assert b.state.basket.lines[0].weighed == "scale"
    b.p.scanning.add("apples")
    b.p.weighing.typed("0.5")
    b.press("confirm")
    assert (b.state.basket.lines[1].qty_milli, b.state.basket.lines[1].weighed) == (500, "keyed")
    assert b.vm.left.lines[1].reasons == (("手工称重", ""),)


def test_a_scan_while_an_item_waits_for_its_weight_is_refused_aloud():
    b = bench()
    b.p.scanning.add("apples")
    b.scan(COLA)
    assert b.state.mode is Mode.WEIGHING
    assert b.sounds[-1] == "error"
    assert b.notice


def test_search_as_one_types_and_enter():
    b = bench()
    b.p.scanning.typed("可")
    assert [row.title for row in b.vm.right.found.rows] == ["可口可乐"]
    b.press("confirm")
    assert b.state.basket.lines[0].item.item_id == "cola"
    assert b.vm.right.found is None
    b.p.scanning.typed(CHIPS)
    b.press("confirm")
    assert b.did("identify")[-1] == ("identify", CHIPS)
    b.p.scanning.typed("没有的")
    b.press("confirm")
    assert b.notice == "没有找到这样的商品。"
    b.press("back")
    assert b.vm.right.found is None


def test_a_discount_within_the_limit_needs_nobody():
    b = bench()
    b.scan(CHIPS)
    b.press("discount")
    b.p.goods.discount_put(text="10")
    assert b.vm.right.confirm.off == "选一个原因"
    b.press("line_down", "confirm")
    assert b.state.priced.due_minor == 720
    assert b.vm.left.lines[0].reasons == (("减 10%，客诉补偿", "−0.80"),)


def test_a_discount_over_the_limit_asks_a_second_person():
    b = bench()
    b.scan(CHIPS)
    b.press("discount", "discount")
    assert isinstance(b.p.counter.front.panel, DiscountPanel)
    assert b.p.counter.front.panel.whole
    b.p.goods.discount_put(text="25", reason="expiring")
    assert b.vm.right.confirm.sub == "要店长批准"
    b.press("confirm")
    assert b.state.mode is Mode.APPROVING
    assert b.vm.right.amount == "−2.00"
    b.p.asking.submit("111111")
    assert b.state.mode is Mode.APPROVING
    assert "4" in b.vm.right.error
    b.p.asking.submit("222222")
    assert b.state.priced.due_minor == 600
    assert b.notice == "王建国已批准"


def test_a_staff_card_approves_and_other_scans_do_not():
    b = bench()
    b.scan(CHIPS)
    b.press("discount", "discount")
    b.p.goods.discount_put(text="25", reason="expiring")
    b.press("confirm")
    b.scan(COLA)
    assert b.state.mode is Mode.APPROVING
    assert b.notice
    b.scan("S:boss")
    assert b.state.priced.due_minor == 600


def test_leaving_the_question_takes_nothing_off():
    b = bench()
    b.scan(CHIPS)
    b.press("discount", "discount")
    b.p.goods.discount_put(text="25", reason="expiring")
    b.press("confirm", "back")
    assert b.state.mode is Mode.SELLING
    assert b.state.priced.due_minor == 800


@pytest.mark.parametrize(("who", "asks"), [(CASHIER, True), (MANAGER, False), (OWNER, False)])
def test_a_price_is_set_by_right_or_with_a_word(who, asks):
    b = bench(operator=who)
    b.scan(CHIPS)
    b.press("discount", "quantity", "quantity")
    assert b.p.counter.front.panel.kind == "price"
    b.p.goods.discount_put(text="7.50", reason="price_wrong")
    b.press("confirm")
    assert (b.state.mode is Mode.APPROVING) == asks
    assert (b.state.priced.due_minor == 750) != asks


def test_the_drawer_opens_by_right_or_with_a_word():
    b = bench(operator=MANAGER)
    b.press("no_sale", "line_down", "confirm")
    assert b.did("no_sale") == [("no_sale", "check_drawer", False)]
    c = bench()
    c.press("no_sale", "confirm")
    assert c.state.mode is Mode.APPROVING
    c.p.asking.submit("222222")
    assert c.did("no_sale") == [("no_sale", "change_money", True)]


def test_cancelling_asks_first_and_keeps_what_was_in_it():
    b = bench()
    b.scan(COLA)
    sale = b.state.basket.sale_id
    b.press("cancel_sale", "back")
    assert b.state.basket.lines
    b.press("cancel_sale", "confirm")
    assert b.did("cancel") == [("cancel", sale, "customer_left")]
    assert b.state.mode is Mode.READY
    assert b.state.basket.sale_id != sale


def test_price_check_sells_nothing_until_it_is_wanted():
    b = bench()
    b.press("price_check")
    b.scan(COLA)
    assert b.state.mode is Mode.READY
    assert b.vm.right.check.amount == "2.90"
    b.scan("999")
    assert b.state.mode is Mode.READY
    assert "999" in b.vm.right.check.about
    b.scan(COLA)
    b.press("confirm")
    assert b.state.basket.lines[0].item.item_id == "cola"
    assert not isinstance(b.p.counter.front.panel, CheckPanel)


def test_a_scan_while_someone_enrols_adds_the_item_and_keeps_what_was_typed():
    b = bench()
    b.press("member", "member")
    b.p.members.put(phone="13800001111", name="李")
    b.scan(COLA)
    assert b.state.basket.lines
    panel = b.p.counter.front.panel
    assert isinstance(panel, EnrolPanel)
    assert (panel.phone, panel.name) == ("13800001111", "李")


def test_a_bare_number_that_no_goods_have_is_the_new_members_card():
    b = bench()
    b.press("member", "member")
    b.scan("80012345")
    assert b.p.counter.front.panel.card == "80012345"
    b.scan("6901234999999")
    assert b.p.counter.front.panel is None or b.p.counter.front.panel.card == "80012345"
    assert b.state.basket.lines == ()


def test_a_scan_closes_a_panel_that_is_about_another_line():
    b = bench()
    b.scan(COLA)
    b.press("quantity")
    b.scan(CHIPS)
    assert b.p.counter.front.panel is None
    assert len(b.state.basket.lines) == 2


def test_other_codes_mean_something_too():
    b = bench()
    b.scan("R:1")
    assert b.session.take_errand("history").startswith("return:")
    b.scan("S:boss")
    assert b.sounds[-1] == "ok"
    assert b.state.basket.seller.name in b.notice


def test_a_full_disk_is_said_and_the_till_goes_on():
    b = bench()
    b.till.failing["save"] = Unavailable("disk", "full")
    b.scan(COLA)
    assert b.state.basket.lines
    assert b.notice.startswith("这一单没能暂存")


def test_what_the_key_says_is_wrong_is_what_enter_says():
    b = bench()
    b.scan(COLA)
    b.press("discount")
    b.p.goods.discount_put(text="550")
    said = b.vm.right.confirm.off
    b.press("confirm")
    assert b.notice == said
    b.p.goods.discount_put(text="5")
    b.press("confirm")
    assert b.notice == "还没有原因。请先选一个，或写明原因。"


def test_a_short_number_keyed_by_hand_is_the_shops_own():
    b = bench()
    b.p.scanning.typed("1")
    b.press("confirm")
    assert b.state.mode is Mode.WEIGHING


def test_a_tail_that_is_no_code_takes_the_row_it_found(monkeypatch):
    b = bench()
    rows = b.till.search("薯片", "zh_CN")
    monkeypatch.setattr(b.till, "search", lambda text, language: rows)
    b.p.scanning.typed("2347")
    b.press("confirm")
    assert [line.item.item_id for line in b.state.basket.lines] == ["chips"]
    monkeypatch.setattr(b.till, "search", lambda text, language: ())
    b.p.scanning.typed("2348")
    b.press("confirm")
    assert b.state.mode is Mode.HALTED


def test_scans_before_the_book_is_read_are_refused_aloud():
    b = bench()
    b.p.counter.show(loaded=False)
    b.scan(COLA)
    assert b.sounds == ["error"]
    assert not b.did("identify")


def test_a_price_check_says_how_many_there_should_be():
    b = bench()
    b.press("price_check")
    b.scan(COLA)
    assert ("库存", "64") in [
        (label, value.split(" ")[0]) for label, value in b.vm.right.check.facts
    ]


def test_what_the_keys_say_of_stock_is_read_again_after_a_sale():
    b = bench()
    before = len(b.did("shelf"))
    b.p.days.changed(Changes(sales=True), "counter")
    assert len(b.did("shelf")) == before + 1
    b.p.days.changed(Changes(shift=True), "counter")
    assert len(b.did("shelf")) == before + 1
