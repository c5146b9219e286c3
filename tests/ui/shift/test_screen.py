"""The shift's page in a real window: keys, focus, states, and no cut word anywhere."""

import pytest
from PySide6.QtCore import Qt

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.usecases.sale.draft import park
from app.usecases.shift.open import current
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound
from tests.usecases.shift.test_other_tills import slip
from tests.usecases.shop import COLA, PINS
from ui.kit import Key
from ui.shift.screen import DAYS, DRAWER, SHIFT, make, pictures


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(desk, shop, front, look, lang, look_name, size):
    session = desk.session("王建国", lang)
    screen = front(make, session, size, look_name)
    sound(screen, look)
    screen.presenter.open("500")
    park(shop.s, shop.basket(COLA), "穿红衣服的大姐")
    screen.presenter.load()
    sound(screen, look)
    for tab in (DRAWER, DAYS):
        screen.show_tab(tab)
        sound(screen, look)
    screen.presenter.ask_close()
    sound(screen, look)
    shop.clock.pass_ms(60_000)
    for text in ("", "40000", "3"):
        screen.presenter.counting.typed(10_000, text)
        screen.presenter.counting.submit()
        sound(screen, look)
        screen.presenter.counting.ask_taker()
        sound(screen, look)
        screen.presenter.back()
        screen.presenter.counting.recount()


def test_opened_and_closed_by_keyboard_alone(desk, shop, front, qtbot):
    session = desk.session("王建国")
    screen = front(make, session)
    field = screen.closed_pane.field
    qtbot.keyClicks(field.edit, "300")  # replaces what was offered
    assert screen.closed_pane.open_key.title == "开班，备用金 300"
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert session.shift.float_minor == 30_000
    qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Return)  # 2: to the count
    for text in ("3", "", "", "", "", "", "", ""):  # the counting itself
        qtbot.keyClicks(screen.focusWidget(), text)
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)  # 3: the last one submits
    assert screen.difference.isVisible()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)  # 4: signs
    assert session.shift is None  # with the way to this page as 1 (counter.md 4)
    assert shop.last_document().body["difference"] == 0


def test_esc_goes_back_from_the_close(desk, shop, front, qtbot):
    shop.shift(shop.manager)
    screen = front(make, desk.session("王建国"))
    qtbot.mouseClick(screen.open_pane.close_key, Qt.MouseButton.LeftButton)
    assert screen.typing.isVisible()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)
    assert screen.open_pane.isVisible()


def test_the_keypad_types_the_float(desk, front, qtbot):
    screen = front(make, desk.session("王建国"))
    pane = screen.closed_pane
    pane.field.clear()
    for key in ("2", "0", "erase", "5", ".", "5"):
        qtbot.mouseClick(pane.pad.keys[key], Qt.MouseButton.LeftButton)
    assert pane.field.text() == "25.5"


def test_what_cannot_be_read_says_so_and_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session("王建国", runner=runner))
    runner.broken = Unavailable("disk", "full")
    screen.presenter.load()
    assert not screen.sums.isVisible()
    runner.broken = None
    retry = next(k for k in screen.findChildren(Key) if k.isVisible() and k.kind == "primary")
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.closed_pane.isVisible()


def test_pictures(desk, qtbot, look):
    for _, make_picture in pictures(desk.session("王建国")):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))


def press(qtbot, screen, key) -> None:
    qtbot.keyClick(screen.focusWidget() or screen, key)


def test_a_word_is_given_by_keyboard_alone(desk, shop, front, qtbot):
    shop.shift(shop.cashier, 50_000)
    session = desk.session("林晓燕")
    screen = front(make, session)
    press(qtbot, screen, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.focusWidget(), "3")
    for _ in range(8):
        press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.difference.reason._label.text() == "重数以后还是对不上？写一句原因也可以交班"
    for _ in range(2):  # past "count again" and "hand over"
        press(qtbot, screen, Qt.Key.Key_Tab)
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.approval.isVisible()
    assert not screen.tabs.isVisible()  # nobody walks away under an open question
    assert shop.manager.operator_id in screen.approval.people
    screen.approval.people[shop.manager.operator_id].click()
    qtbot.keyClicks(screen.focusWidget(), PINS["王建国"])
    press(qtbot, screen, Qt.Key.Key_Return)
    assert session.shift is None
    assert shop.last_document().body["difference"] == -20_000


def test_money_moves_and_the_day_closes_by_keyboard(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.show_tab(DRAWER)
    qtbot.keyClicks(screen.focusWidget(), "200")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert shop.last_document().body["reason"] == "drop"
    assert screen.drawer.amount.text() == ""
    screen.show_tab(SHIFT)
    screen.presenter.ask_close()
    screen.presenter.counting.skip()
    screen.show_tab(DAYS)
    press(qtbot, screen, Qt.Key.Key_Return)
    assert shop.last_document().kind is Kind.Z_CLOSE


def test_from_the_days_to_the_z_by_keyboard(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.show_tab(DAYS)
    press(qtbot, screen, Qt.Key.Key_F9)
    assert current(shop.s) is not None  # F9 means the day on the last step only
    press(qtbot, screen, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.focusWidget(), "5")
    for _ in range(8):
        press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.difference.day_key.isVisible()
    assert screen.difference.day_key.key == "F9"
    press(qtbot, screen, Qt.Key.Key_F9)
    assert shop.last_document().kind is Kind.Z_CLOSE
    assert current(shop.s) is None
    assert screen.days.isVisible()  # where one began, with the Z


def test_up_and_down_walk_along_the_rows_and_the_keypad_types_there(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.presenter.ask_close()
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_Up)
    for key in ("1", "2"):
        qtbot.mouseClick(screen.typing.pad.keys[key], Qt.MouseButton.LeftButton)
    assert screen.piles.rows[1].field.text() == "12"
    assert screen.presenter.counting._typed.piles == {5_000: "12"}


def test_another_tills_slip_is_taken_wherever_one_stands(desk, shop, front):
    screen = front(make, desk.session("王建国"))
    assert screen.take_scan(slip("2026-09-12"))
    assert screen.days.isVisible()
    assert not screen.take_scan("6901234567892")


def test_the_enter_of_the_last_row_pressed_again_signs_no_wrong_count(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    session = desk.session("王建国")
    screen = front(make, session)
    screen.presenter.ask_close()
    qtbot.keyClicks(screen.focusWidget(), "4")
    for _ in range(8):
        press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.difference.isVisible()
    assert (screen.difference.again_key.key, screen.difference.close_key.key) == ("Enter", "")
    press(qtbot, screen, Qt.Key.Key_Return)  # once too often
    assert session.shift is not None
    assert screen.typing.isVisible()
    qtbot.keyClicks(screen.focusWidget(), "5")
    for _ in range(8):
        press(qtbot, screen, Qt.Key.Key_Return)
    assert (screen.difference.again_key.key, screen.difference.close_key.key) == ("", "Enter")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert session.shift is None


def test_a_refused_movement_leaves_the_keyboard_at_the_amount(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.show_tab(DRAWER)
    screen.drawer.yes_key.setFocus()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.drawer.amount.edit.hasFocus()
    screen.presenter.drawer.choose_way("out")
    qtbot.keyClicks(screen.focusWidget(), "25.5")
    press(qtbot, screen, Qt.Key.Key_Down)  # the reason, without a mouse
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_Up)
    press(qtbot, screen, Qt.Key.Key_Return)
    last = shop.last_document()
    assert (last.kind, last.body["amount"]) == (Kind.CASH_OUT, 2_550)
    assert screen.presenter.drawer.shown.said
    screen.presenter.drawer.choose_way("in")
    assert not screen.presenter.drawer.shown.said


def test_a_row_of_coins_says_their_worth_in_full(desk, shop, front):
    shop.shift(shop.manager)
    screen = front(make, desk.session("王建国"))
    screen.presenter.ask_close()
    labels = [one.label for one in screen.presenter.counting._piles()]
    assert labels == ["100", "50", "20", "10", "5", "1", "0.50", "0.10"]


def test_the_bar_of_a_doubted_row_leaves_its_worth_alone(desk, shop, front):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.presenter.ask_close()
    row = screen.piles.rows[0]
    assert row.layout().contentsMargins().left() > 4


def test_up_and_down_choose_who_takes_over(desk, shop, front, qtbot):
    shop.shift(shop.cashier, 50_000)
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.ask_close()
    screen.presenter.counting.typed(10_000, "5")
    screen.presenter.counting.submit()
    screen.presenter.counting.ask_taker()
    second = list(screen.taking.keys.values())[1]
    press(qtbot, screen, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(qtbot, screen, Qt.Key.Key_Up)
    assert not second.hasFocus()


def test_enter_on_a_way_chooses_it_and_what_is_typed_next_is_the_sum(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    screen = front(make, desk.session("王建国"))
    screen.show_tab(DRAWER)
    screen.drawer.ways.keys["out"].setFocus()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert screen.presenter.drawer.shown.way == "out"
    qtbot.keyClicks(screen.focusWidget(), "35.5")
    assert screen.drawer.amount.text() == "35.5"
    screen.drawer.ways.keys["in"].click()
    assert screen.drawer.amount.edit.hasFocus()


def test_one_enter_too_many_behind_a_close_begins_no_shift(desk, shop, front, qtbot):
    shop.shift(shop.manager, 50_000)
    session = desk.session("王建国")
    screen = front(make, session)
    screen.presenter.ask_close()
    screen.presenter.counting.typed(10_000, "5")
    screen.presenter.counting.submit()
    for _ in range(3):
        press(qtbot, screen, Qt.Key.Key_Return)
    assert session.shift is None
    assert (screen.closed_pane.field.text(), screen.closed_pane.open_key.key) == ("500.00", "")
    qtbot.keyClicks(screen.focusWidget(), "300")
    assert screen.closed_pane.open_key.key == "Enter"
    press(qtbot, screen, Qt.Key.Key_Return)
    assert session.shift.float_minor == 30_000
