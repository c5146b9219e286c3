"""Money: what the filled key says is what it does, twice pressed is once, and nothing is lost."""

from dataclasses import replace

from app.domain.checkout.state import Mode
from app.domain.errors import Refused, Unavailable
from app.domain.tendering import KINDS
from app.usecases.outcome import Changes, KickDrawer, Print
from app.usecases.sale.history import PrintState
from tests.ui.checkout.counter_kit import BOOK, CHIPS, COLA, START_MS, TEN_CENTS, bench
from tests.ui.checkout.money_kit import MoneyTill


def test_exact_cash_is_two_keys():
    b = bench()
    b.scan(COLA, COLA, CHIPS)
    b.press("pay")
    assert b.vm.right.confirm.title == "收现金 13.80，正好"
    b.press("confirm")
    assert b.state.mode is Mode.DONE
    assert b.vm.right.amount == "0.00"
    assert b.runner.effects == [KickDrawer(), Print("job-1")]


def test_the_filled_key_says_change_part_and_what_is_wrong():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("50")
    assert b.vm.right.confirm.title == "收现金 50.00，找零 42.00"
    b.p.paying.typed("3")
    assert b.vm.right.confirm.title == "收现金 3.00，还差 5.00"
    b.p.paying.typed("1.234")
    assert b.vm.right.confirm.off
    b.press("confirm")
    assert b.state.mode is Mode.PAYING
    assert not b.state.tenders


def test_more_than_anybody_hands_over_is_asked_again():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("50691")
    b.press("confirm")
    b.p.keys.press("confirm")  # bounced
    assert b.state.mode is Mode.PAYING
    assert b.sounds[-1] == "ask"
    assert b.vm.right.confirm.title == "真的收了 50,691.00？再按一次，找零 50,683.00"
    b.p.paying.typed("100")
    assert b.vm.right.confirm.title == "收现金 100.00，找零 92.00"
    b.p.paying.typed("200")
    b.press("confirm", "confirm")
    assert b.state.mode is Mode.DONE


def test_delete_gives_back_what_was_taken_last():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("3")
    b.press("confirm", "remove_line")
    assert not b.state.tenders
    b.press("remove_line", "back")
    assert b.state.mode is Mode.SELLING


def test_change_stays_until_the_next_scan():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("50")
    b.press("confirm")
    assert (b.vm.right.label, b.vm.right.amount) == ("找零", "42.00")
    assert b.vm.left.band[0].startswith("已收款")
    b.press("confirm", "confirm")
    assert b.vm.right.amount == "42.00"
    b.scan(COLA)
    assert b.state.mode is Mode.SELLING
    assert [line.name for line in b.vm.left.lines] == ["可口可乐 600ml"]


def test_a_split_tender_with_undo():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("3")
    b.press("confirm", "tender_3")
    assert b.vm.right.confirm.title == "微信支付已到账 5.00"
    assert [one.amount for one in b.vm.right.taken] == ["3.00"]
    b.press("back")
    assert b.state.mode is Mode.PAYING
    assert b.notice
    b.p.paying.undo(1)
    b.p.paying.undo(1)
    assert b.vm.right.amount == "8.00"
    b.press("tender_7", "confirm")
    assert b.state.mode is Mode.DONE
    assert [one.kind for one in b.state.last.tenders] == ["card"]


def test_a_tender_without_change_takes_no_more_than_is_due():
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "tender_3")
    b.p.paying.typed("50")
    assert b.vm.right.confirm.off
    b.press("confirm")
    assert not b.state.tenders


def test_every_by_hand_tender_has_its_key():
    for kind in KINDS:
        if kind.by_hand:
            b = bench()
            b.scan(CHIPS)
            b.press("pay", kind.key.replace("F", "tender_"), "confirm")
            assert b.state.last.tenders[0].kind == kind.code


def test_a_double_tap_takes_the_money_once():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("3")
    b.press("confirm")
    b.p.keys.press("confirm")
    assert [one.given_minor for one in b.state.tenders] == [300]
    b.press("pay", "pay")
    assert b.state.mode is Mode.PAYING


def test_cash_rounding_is_a_line_of_its_own():
    b = bench(book=replace(BOOK, rounding=TEN_CENTS))
    b.scan("6901234567892")
    b.press("discount")
    b.p.goods.discount_put(kind="amount", text="0.23", reason="other")
    b.press("confirm", "pay")
    assert b.state.priced.due_minor == 267
    assert b.vm.right.amount == "2.70"
    assert b.vm.right.rounding == ("现金抹零", "0.03")
    b.press("tender_3")
    assert b.vm.right.amount == "2.67"
    assert b.vm.right.rounding == ("", "")


def test_a_commit_that_failed_loses_nothing_and_can_be_tried_again():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.till.failing["complete"] = Unavailable("disk", "full")
    b.press("confirm")
    assert b.state.mode is Mode.PAYING
    assert [one.given_minor for one in b.state.tenders] == [800]
    assert b.did("save")[-1][-1] == 1
    assert b.notice
    del b.till.failing["complete"]
    assert b.vm.right.confirm.title == "完成这一单"
    b.press("confirm")
    assert b.state.mode is Mode.DONE
    assert len({one[1] for one in b.did("complete")}) == 1


def test_a_scan_while_paying_goes_on_selling_until_money_was_taken():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.scan(COLA)
    assert b.state.mode is Mode.SELLING
    b.press("pay")
    b.p.paying.typed("1")
    b.press("confirm")
    b.scan(COLA)
    assert b.state.mode is Mode.PAYING
    assert b.sounds[-1] == "error"
    assert b.notice
    assert sum(one.qty_milli for one in b.state.basket.lines) == 2000


def test_free_goods_need_no_tender():
    b = bench()
    b.scan(CHIPS)
    b.press("discount", "discount")
    b.p.goods.discount_put(text="100", reason="complaint")
    b.press("confirm")
    b.p.asking.submit("222222")
    b.press("pay")
    assert b.state.mode is Mode.DONE
    assert b.state.last.due_minor == 0


def test_the_receipts_state_comes_by_itself():
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "confirm")
    words = [one.words for one in b.vm.right.states]
    assert words[0] == "正在打小票"
    for state, said in (
        ("confirmed", "小票已打印"),
        ("unsure", "小票打出来了吗？"),
        ("failed", "小票没有打出来"),
    ):
        b.till.job_state = PrintState("job-1", state, 0, "paper_out", START_MS)
        b.session.change_feed.committed.emit(Changes(prints=True), "spool")
        assert b.vm.right.states[0].words == said
        assert b.vm.right.states[0].keys[-1].action == "reprint"


def test_a_printer_that_stood_in_is_named_and_one_that_never_says_asks_nothing():
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "confirm")
    for state, reason, device, said in (
        ("confirmed", "", "printer", "小票已打印"),
        ("confirmed", "", "printer-2", "小票从打印机 2 打出"),
        ("unsure", "no_answer", "printer", "小票打出来了吗？"),
        ("unsure", "handed_over", "printer", "小票已交给打印机"),
        ("unsure", "one_way", "printer", "小票已交给打印机"),
    ):
        b.till.job_state = PrintState("job-1", state, 0, reason, START_MS, device)
        b.p.paying.follow()
        assert b.vm.right.states[0].words == said
    b.till.job_state = PrintState("job-1", "unsure", 0, "no_answer", START_MS, "printer-2")
    b.p.paying.follow()
    assert "打印机 2" in b.vm.right.states[0].then


def test_did_it_print_is_answered_with_one_key():
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "confirm")
    b.till.job_state = PrintState("job-1", "unsure", 0, "", START_MS)
    b.p.paying.follow()
    assert b.vm.right.states[0].keys[0].action == "printed"
    b.p.paying.printed()
    b.p.paying.printed()
    assert b.did("answer") == [("answer", "job-1")]
    assert b.vm.right.states[0].words == "小票已打印"


def test_reprint_is_one_key_after_the_sale_and_any_time_later():
    b = bench()
    b.scan(CHIPS)
    b.press("pay", "confirm")
    sale = b.state.last.sale_id
    b.till.job_state = PrintState("job-2", "confirmed", 1, "", START_MS)
    b.press("reprint")
    assert b.did("reprint") == [("reprint", sale)]
    assert b.vm.right.states[0].words == "副本已打印"
    b.scan(COLA)
    b.press("reprint")
    assert b.did("reprint")[-1] == ("reprint", None)


def test_reprint_before_the_first_sale_says_so():
    b = bench()
    b.till.failing["reprint"] = Refused("sale.none_yet")
    b.press("reprint")
    assert b.notice


def test_drafts_go_to_the_till_with_their_tenders():
    b = bench()
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("3")
    b.press("confirm")
    assert b.did("save")[-1][-1] == 1


def test_change_is_offered_to_the_wallet_only_where_there_is_change():
    b = bench(made=MoneyTill)
    b.p.members.attach("m-1")
    b.scan(CHIPS)
    b.press("pay", "confirm")
    assert not [key for one in b.vm.right.states for key in one.keys if key.action == "keep_change"]


def test_a_change_that_could_not_be_kept_is_handed_out():
    b = bench(made=MoneyTill)
    b.p.members.attach("m-1")
    b.scan(CHIPS)
    b.press("pay")
    b.p.paying.typed("10")
    b.press("confirm")
    b.till.failing["keep_change"] = Refused("change.off")
    b.p.plans.keep_change()
    assert b.vm.right.amount == "2.80"
    assert b.notice
