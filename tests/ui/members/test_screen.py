"""Members in a real window: typing, arrows, Enter, Esc; states, names, no cut word."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound
from tests.usecases.shop import PINS
from ui.kit import Key
from ui.members.pages.head import TABS
from ui.members.screen import make, pictures

ACTS = {
    "wallet": ("refund", "withdraw"),
    "points": ("adjust", "give", "redeem"),
    "vouchers": ("issue", "void"),
    "packages": ("refund", "pass"),
    "cards": ("card.add", "card.lost", "card.block", "card.replace", "pin"),
    "profile": ("consent", "family", "merge", "erase", "photo"),
}


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(desk, front, look, lang, look_name, size):
    screen = front(make, desk.session("王建国", lang), size, look_name)
    sound(screen, look)
    screen.presenter.typed("13900001234")
    sound(screen, look)
    screen.presenter.enrol()
    screen.presenter.enrolling.submit("138", "", marketing=False)
    sound(screen, look)
    screen.presenter.back()
    screen.presenter.typed("")
    screen.list.open_current()
    sound(screen, look)
    screen.presenter.filing.reveal()
    sound(screen, look)
    screen.presenter.back()
    screen.presenter.filing.edit()
    sound(screen, look)
    screen.presenter.back()
    screen.presenter.back()
    screen.presenter.files()
    sound(screen, look)


def test_typing_filters_and_arrows_with_enter_open(desk, front, qtbot):
    screen = front(make, desk.session())
    edit = screen.list.field.edit
    qtbot.keyClicks(edit, "c")
    shown = screen.list.table.model.rowCount()
    assert 1 < shown <= 50
    second = screen.list.table.model.row(1).key
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert screen.file.isVisible()
    assert screen.presenter.filing.member.member_id == second


def test_a_touch_opens_the_row(desk, front, qtbot):
    screen = front(make, desk.session())
    view = screen.list.table.view
    at = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.file.isVisible()


def test_enrolled_by_keyboard_with_the_phone_alone(desk, front, qtbot):
    screen = front(make, desk.session("林晓燕"))
    qtbot.keyClick(screen.list.field.edit, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.enrol.phone.edit.hasFocus()
    assert not screen.enrol.marketing.isChecked()
    qtbot.keyClicks(screen.enrol.phone.edit, "13900001234")
    qtbot.keyClick(screen.enrol.phone.edit, Qt.Key.Key_Return)
    assert screen.file.isVisible()


def test_a_name_may_follow_and_enter_there_enrols_too(desk, front, qtbot):
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.enrol()
    qtbot.keyClicks(screen.enrol.phone.edit, "13900001234")
    screen.enrol.name.edit.setFocus()
    qtbot.keyClicks(screen.enrol.name.edit, "Anna")
    qtbot.keyClick(screen.enrol.name.edit, Qt.Key.Key_Return)
    assert screen.presenter.filing.member.name == "Anna"


@pytest.mark.parametrize(("lang", "look_name", "size"), [LOOKS[0], LOOKS[4], LOOKS[7]])
def test_every_tab_and_form_of_a_member_with_everything(
    desk, front, look, rich, lang, look_name, size
):
    screen = front(make, desk.session("王建国", lang), size, look_name)
    screen.presenter.open(rich.member_id)
    filing = screen.presenter.filing
    for tab in TABS:
        filing.turn(tab)
        sound(screen, look)
    for tab, codes in ACTS.items():
        for code in codes:
            filing.turn(tab)
            found = [one for one in screen.file.sheet.keys if one.partition(":")[0] == code]
            assert found, code
            filing.act(found[0])
            assert screen.file.form.isVisible(), code
            sound(screen, look)
            filing.leave()


def test_tabs_are_walked_and_forms_are_filled_by_keyboard(desk, front, rich, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    qtbot.mouseClick(screen.file.head.tabs._tabs[3], Qt.MouseButton.LeftButton)
    assert screen.presenter.filing.tab == "points"
    key = screen.file.sheet.keys["adjust"]
    qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    field = screen.file.form.fields["n"]
    assert field.edit.hasFocus()
    qtbot.keyClicks(field.edit, "100")
    why = screen.file.form.fields["why"].keys["mistake"]
    qtbot.mouseClick(why, Qt.MouseButton.LeftButton)
    screen.file.form.fields["reason"].edit.setFocus()
    qtbot.keyClick(screen.file.form.fields["reason"].edit, Qt.Key.Key_Return)
    assert not screen.file.form.isVisible()
    assert "已调整" in screen.file.head._said.text()


def test_enter_goes_to_the_next_field_and_only_from_the_last_one_does_it(desk, front, rich, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    screen.presenter.filing.turn("cards")
    screen.presenter.filing.act("card.add")
    fields = screen.file.form.fields
    qtbot.keyClicks(fields["token"].edit, "NEWCARD5555")
    qtbot.keyClick(fields["token"].edit, Qt.Key.Key_Return)
    assert screen.file.form.isVisible()
    assert fields["label"].edit.hasFocus()
    qtbot.keyClick(fields["label"].edit, Qt.Key.Key_Return)
    assert not screen.file.form.isVisible()


def test_enter_says_yes_to_a_form_without_fields(desk, front, rich, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    screen.presenter.filing.turn("cards")
    screen.presenter.filing.act("card.lost:TESTCARD4821")
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert not screen.file.form.isVisible()
    assert "已挂失" in str(screen.file.sheet._shown)


def test_a_pin_of_a_second_person_by_keyboard(desk, front, rich, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.open(rich.member_id)
    doing = screen.presenter.filing.doing
    screen.presenter.filing.turn("points")
    screen.presenter.filing.act("adjust")
    doing.put("n", "5000")
    doing.put("why", "mistake")
    doing.submit()
    assert screen.file.approval.isVisible()
    assert screen.file.approval.pin.hasFocus()
    qtbot.keyClicks(screen.file.approval.pin, PINS["赵敏"])
    qtbot.keyClick(screen.file.approval.pin, Qt.Key.Key_Return)
    assert not screen.file.approval.isVisible()
    assert not screen.file.form.isVisible()


def test_the_keypad_types_the_phone(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    for key in ("1", "3", "8", "erase"):
        qtbot.mouseClick(screen.enrol.pad.keys[key], Qt.MouseButton.LeftButton)
    assert screen.enrol.phone.text() == "13"


def test_esc_leaves_the_form(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    qtbot.keyClick(screen.enrol.phone.edit, Qt.Key.Key_Escape)
    assert screen.list.isVisible()


def test_a_new_form_has_forgotten_the_last_one(desk, front):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    screen.enrol.marketing.setChecked(True)
    screen.enrol.name.set_text("某")
    screen.presenter.back()
    screen.presenter.enrol()
    assert not screen.enrol.marketing.isChecked()
    assert screen.enrol.name.text() == ""


def test_what_cannot_be_read_says_so_and_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "full")
    screen.presenter.typed("c")
    retry = next(k for k in screen.list.findChildren(Key) if k.isVisible())
    runner.broken = None
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.list.table.model.rowCount()


def test_pictures(desk, qtbot, look, rich):
    for _, make_picture in pictures(desk.session("王建国")):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
