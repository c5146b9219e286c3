"""Log-in: people, PIN by keyboard, wrong tries, the wait, cards, language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import settings as settings_of
from app.domain.permissions import Role
from app.words import Words
from tests.ui.shell.conftest import PINS
from tests.ui.shell.scanner import press, scan, type_by_hand
from ui.kit import Key
from ui.shell.entry.viewmodel import EntryState, Face, vm


def choose(running, name: str) -> None:
    (key,) = [k for k in running.entry.findChildren(Key) if k.title == name]
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)


def note(running) -> str:
    return running.entry._note.text()


def test_the_people_of_the_shop_stand_there_before_the_till_is_loaded(started):
    running = started()
    titles = [k.title for k in running.entry.findChildren(Key)]
    assert titles[1:6] == ["赵敏", "林晓燕", "李伟", "王建国", "陈工"]


def test_by_keyboard_alone(started, qtbot):
    running = started().ready()
    running.idle()
    press(running.frame, Qt.Key.Key_Right)
    press(running.frame, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "林晓燕" in running.entry._pin_of.text())
    type_by_hand(running.frame, PINS["林晓燕"])
    qtbot.waitUntil(lambda: running.window.covered is None)
    assert running.session.on_duty.role is Role.CASHIER
    assert running.screen.field.hasFocus()


def test_by_touch_alone(started, qtbot):
    running = started().ready()
    choose(running, "王建国")
    for digit in PINS["王建国"]:
        QTest.mouseClick(running.entry.pad.pad.keys[digit], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running.window.covered is None)
    assert running.session.on_duty.name == "王建国"


def test_a_pin_typed_before_the_till_is_loaded_waits_for_it(started, qtbot):
    running = started()
    choose(running, "李伟")
    running.entry.presenter.pin(PINS["李伟"])
    assert note(running)
    qtbot.waitUntil(lambda: running.window.covered is None)
    assert running.session.on_duty.name == "李伟"


def test_a_wrong_pin_says_how_many_tries_are_left_and_is_forgotten(started, qtbot):
    running = started().ready()
    choose(running, "李伟")
    running.entry.presenter.pin("999999")
    qtbot.waitUntil(lambda: "4" in note(running) and "还可以试" in note(running))
    assert running.entry.pad.count == 0
    type_by_hand(running.frame, "2")
    qtbot.waitUntil(lambda: "还可以试" not in note(running))


def test_after_five_wrong_ones_the_wait_counts_down_and_ends(started, qtbot):
    running = started().ready()
    choose(running, "李伟")
    for _ in range(5):
        running.entry.presenter.pin("999999")
        running.idle()
    assert "60" in note(running)
    running.clock.pass_ms(18_000)
    running.entry.presenter.tick()
    assert "42" in note(running)
    running.entry.presenter.pin(PINS["李伟"])
    running.idle()
    assert running.window.covered is not None
    running.clock.pass_ms(43_000)
    running.entry.presenter.tick()
    assert "请等" not in note(running)
    running.entry.presenter.pin(PINS["李伟"])
    qtbot.waitUntil(lambda: running.window.covered is None)


def test_the_wait_of_one_holds_nobody_else(started, qtbot):
    running = started().ready()
    choose(running, "李伟")
    for _ in range(5):
        running.entry.presenter.pin("999999")
        running.idle()
    choose(running, "林晓燕")
    assert "请等" not in note(running)
    running.entry.presenter.pin(PINS["林晓燕"])
    qtbot.waitUntil(lambda: running.window.covered is None)


def test_a_staff_card_lets_its_owner_in(started, qtbot):
    running = started().ready()
    choose(running, "林晓燕")
    type_by_hand(running.frame, "12")
    scan(running.frame, "S:cashier-0002")
    qtbot.waitUntil(lambda: running.window.covered is None)
    assert running.session.on_duty.name == "李伟"


@pytest.mark.parametrize("code", ["6901234567892", "M:7Kq2-x9"])
def test_any_other_code_is_refused_in_words(started, code):
    running = started().ready()
    scan(running.frame, code)
    running.idle()
    assert note(running)
    assert running.entry.presenter.state.said
    assert running.entry.pad.count == 0


def test_the_demos_pins_stand_on_its_tiles(started, qtbot):
    running = started().ready()
    qtbot.waitUntil(lambda: running.entry.presenter.state.pins != ())
    keys = {k.title: k.sub for k in running.entry.findChildren(Key)}
    assert PINS["林晓燕"] in keys["林晓燕"]


def test_another_language_at_once(started, qtbot):
    running = started().ready()
    (switch,) = [k for k in running.entry.findChildren(Key) if k.objectName() == "language"]
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert running.session.language == "en"
    assert running.entry.presenter.state.mode == "login"
    choose(running, "林晓燕")
    assert "PIN" in running.entry._pin_of.text()
    running.entry.presenter.pin(PINS["林晓燕"])
    qtbot.waitUntil(lambda: running.window.covered is None)
    assert running.session.language == "en"
    assert running.screen.title == "Sell"


def test_the_language_chosen_at_the_log_in_stays_the_machines(started, qtbot):
    """Over a change of persons and a restart; whoever logs in then speaks their own."""
    running = started().ready()
    (switch,) = [k for k in running.entry.findChildren(Key) if k.objectName() == "language"]
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    here = running.session.settings
    assert settings_of.load(here.data_dir, here.settings_dir).language == "en"
    for _ in range(2):
        choose(running, "林晓燕")
        running.entry.presenter.pin(PINS["林晓燕"])
        qtbot.waitUntil(lambda: running.window.covered is None)
        spoken = running.session.language
        running.session.log_out()
        qtbot.waitUntil(lambda: running.window.covered is not None)
        assert running.session.language == "en"
        assert running.entry.presenter.state.mode == "login"
    assert spoken == "zh_CN"


def test_a_bug_while_checking_leaves_a_log_in_that_works(started, qtbot, expected_errors):
    running = started().ready()
    choose(running, "林晓燕")
    presenter = running.entry.presenter
    presenter._put(busy=True)
    presenter._run(lambda: 1 // 0)
    qtbot.waitUntil(lambda: presenter.state.said != "")
    assert "ZeroDivisionError" in expected_errors[0].getMessage()
    running.entry.presenter.pin(PINS["林晓燕"])
    qtbot.waitUntil(lambda: running.window.covered is None)


# --- the clock at the log-in ---------------------------------------------------------------------


def clock_key(running) -> Key:
    return running.entry.findChild(Key, "clock")


def stamps(running) -> list[str]:
    from app.domain.document import Kind
    from app.store import journal

    with running.session.services.db.read() as tx:
        return [doc.body["kind"] for doc in journal.read(tx, kinds=(Kind.ATTENDANCE,))]


def test_by_pin_one_comes_without_logging_in(started, qtbot):
    running = started().ready()
    running.idle()
    QTest.mouseClick(clock_key(running), Qt.MouseButton.LeftButton)
    assert "打卡" in running.entry._head.text()
    choose(running, "李伟")
    type_by_hand(running.frame, PINS["李伟"])
    qtbot.waitUntil(lambda: "上班" in note(running))
    assert running.window.covered is running.entry
    assert running.session.operator is None
    assert stamps(running) == ["in"]
    type_by_hand(running.frame, PINS["李伟"])  # the next PIN logs in again
    qtbot.waitUntil(lambda: running.window.covered is None)


def test_by_card_one_goes_and_a_second_time_is_a_slip(started, qtbot):
    running = started().ready()
    running.idle()
    for said in ("上班", "刚打过卡"):
        QTest.mouseClick(clock_key(running), Qt.MouseButton.LeftButton)
        scan(running.frame, "S:cashier-0001")
        qtbot.waitUntil(lambda said=said: said in note(running))
    assert stamps(running) == ["in"]
    QTest.mouseClick(clock_key(running), Qt.MouseButton.LeftButton)
    running.clock.pass_ms(4 * 3_600_000)
    QTest.mouseClick(clock_key(running), Qt.MouseButton.LeftButton)
    scan(running.frame, "S:cashier-0001")
    qtbot.waitUntil(lambda: "下班" in note(running))


def test_there_is_no_clock_before_the_till_is_there_nor_on_a_lock(started):
    words, face = Words("zh_CN"), Face()
    assert vm(EntryState("login", face, loading=True), words).clock == ""
    assert vm(EntryState("lock", face), words).clock == ""
    assert vm(EntryState("login", face, training=True), words).clock == ""
    assert vm(EntryState("login", face), words).clock
    running = started().log_in("林晓燕")
    running.session.lock()
    assert not clock_key(running).isVisible()


def test_a_key_that_leads_to_a_place_is_no_digit_of_a_pin(started):
    running = started().ready()
    choose(running, "林晓燕")
    told: list[int] = []
    running.entry.pad.changed.connect(told.append)
    QTest.keyClick(running.entry.pad, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert not told
    QTest.keyClick(running.entry.pad, Qt.Key.Key_5)
    assert told == [1]
