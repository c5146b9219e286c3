"""The window: rail by role, keys, scans anywhere, focus, the bar, lock, another language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.ids import SaleId
from app.domain.pricing.basket import Basket, BasketLine
from app.store import journal
from app.usecases.catalog.list_items import list_items
from app.usecases.sale.draft import save
from app.usecases.shift.open import open_shift
from tests.ui.shell.conftest import PINS
from tests.ui.shell.scanner import press, scan, type_by_hand
from ui.kit import Key, theme
from ui.shell.entry.login import EntryScreen

CODE = "6901234567892"
CASHIER = ["checkout", "members", "history", "shift"]
MANAGER = [*CASHIER, "catalog", "health"]
OWNER = [*CASHIER, "catalog", "people", "devices", "health", "settings"]
TECHNICIAN = ["devices", "health", "settings"]


def rail_of(running) -> list[str]:
    keys = running.window.findChildren(Key)
    names = [key.objectName() for key in keys if key.isVisible()]
    found = [name.removeprefix("rail-") for name in names if name.startswith("rail-")]
    return [name for name in found if name not in ("lock", "help")]


def titles_of(running) -> list[str]:
    return [key.title for key in running.window.findChildren(Key) if key.isVisible()]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("林晓燕", CASHIER), ("王建国", MANAGER), ("赵敏", OWNER), ("陈工", TECHNICIAN)],
)
def test_each_role_sees_its_places(started, who, seen):
    running = started().log_in(who)
    assert rail_of(running) == seen
    assert running.window.here == seen[0]


@pytest.mark.parametrize("modifier", ["AltModifier", "ControlModifier"])
def test_every_place_is_one_key_away(started, modifier):
    running = started().log_in("赵敏")
    for number, name in enumerate(OWNER, 1):
        key = Qt.Key(Qt.Key.Key_0.value + number)
        press(running.frame, key, getattr(Qt.KeyboardModifier, modifier))
        assert running.window.here == name
        assert running.screen.field.hasFocus()


def test_a_place_of_another_role_is_not_reached(till):
    till.session.go("settings")
    assert till.window.here == "checkout"
    press(till.frame, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert till.window.here == "checkout"


def test_the_rail_is_pressed_by_touch(till):
    (key,) = [k for k in till.window.findChildren(Key) if k.objectName() == "rail-members"]
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert till.window.here == "members"
    assert till.screen.field.hasFocus()


@pytest.mark.parametrize("gap_ms", [5, 12])
def test_a_scan_reaches_checkout_and_leaves_nothing(till, gap_ms):
    till.screen.field.setText("12")
    scan(till.frame, CODE, gap_ms)
    assert till.screen.scans == [CODE]
    assert till.screen.field.text() == "12"
    assert till.screen.presses == 0


def test_the_screen_in_front_takes_it_first(till):
    till.window.go("members")
    scan(till.frame, "M:7Kq2-x9")
    assert till.screen.scans == ["M:7Kq2-x9"]
    assert till.window.here == "members"


def test_what_a_screen_does_not_take_goes_to_checkout(till):
    till.window.go("shift")
    scan(till.frame, CODE)
    assert till.window.here == "checkout"
    assert till.screen.scans == [CODE]
    assert till.screen.field.hasFocus()


def test_an_open_panel_that_claims_scans_gets_them(till):
    taken = []
    release = till.session.claim_scans(lambda text: taken.append(text) is None)
    scan(till.frame, CODE)
    release()
    scan(till.frame, "6923450612345")
    assert taken == [CODE]
    assert till.screen.scans == ["6923450612345"]


@pytest.mark.parametrize("gap_ms", [5, 12])
def test_scans_while_a_panel_with_a_field_is_open(till, gap_ms):
    panel = QWidget(till.screen)
    panel.setGeometry(300, 100, 400, 200)
    note = QLineEdit("还要袋子")
    QVBoxLayout(panel).addWidget(note)
    panel.show()
    note.setFocus()
    codes = [f"69012345{n:05d}" for n in range(6)]
    for code in codes:
        scan(till.frame, code, gap_ms)
    assert till.screen.scans == codes
    assert note.text() == "还要袋子"


def test_after_a_scan_the_focus_is_at_home(till):
    till.screen.button.setFocus()
    scan(till.frame, CODE)
    assert till.screen.field.hasFocus()
    assert till.screen.presses == 0


def test_a_serial_scanner_means_the_same(till, qtbot):
    till.program.device_feed.on_scan("６９０１２３４５６７８９２", "scanner")
    qtbot.waitUntil(lambda: till.screen.scans == [CODE])


def test_where_nobody_sells_a_scan_is_refused_aloud(started):
    running = started().log_in("陈工")
    heard = []
    running.session.sound = heard.append
    scan(running.frame, CODE)
    assert heard == ["error"]
    assert running.window.strip.saying
    assert CODE in running.window.strip.bar.accessibleName()


def test_a_person_types_as_ever(till):
    type_by_hand(till.frame, "13812346027", 60, Qt.Key.Key_Return)
    assert till.screen.field.text() == "13812346027"
    assert till.screen.scans == []


def test_a_notice_takes_the_strip_and_esc_puts_it_away(till):
    till.session.notice("纸快用完了")
    assert till.window.strip.saying
    press(till.frame, Qt.Key.Key_Escape)
    assert not till.window.strip.saying
    assert till.screen.field.hasFocus()


def test_a_notice_goes_with_the_next_scan_but_a_crash_stays(till, expected_errors):
    till.session.notice("纸快用完了")
    scan(till.frame, CODE)
    assert not till.window.strip.saying
    till.program.runner.report(ValueError("planted"))
    scan(till.frame, "6923450612345")
    assert till.window.strip.saying
    assert till.screen.scans == [CODE, "6923450612345"]
    assert "crash" in expected_errors[0].getMessage()


def test_a_crash_has_details_that_block_nothing(till, expected_errors, qtbot):
    till.program.runner.report(ValueError("planted"))
    till.program.crash.details()
    dialog = till.program.crash.dialog
    assert dialog is not None
    assert not dialog.isModal()
    qtbot.waitUntil(dialog.isVisible)
    scan(till.frame, CODE)
    assert till.screen.scans == [CODE]
    assert expected_errors
    dialog.close()


def test_locking_hides_the_sale_and_a_scan_does_not_reach_it(till):
    press(till.frame, Qt.Key.Key_F12)
    assert isinstance(till.window.covered, EntryScreen)
    scan(till.frame, CODE)
    till.idle()
    assert isinstance(till.window.covered, EntryScreen)
    till.entry.presenter.pin(PINS["林晓燕"])
    till.qtbot.waitUntil(lambda: till.window.covered is None)
    assert till.screen.scans == []
    assert till.screen.field.hasFocus()


def test_unlocking_keeps_the_very_same_screen(till):
    before = till.screen
    before.field.setText("一单商品")
    till.session.lock()
    till.entry.presenter.pin(PINS["林晓燕"])
    till.qtbot.waitUntil(lambda: till.window.covered is None)
    assert till.screen is before
    assert till.screen.field.text() == "一单商品"


def unlock_as_manager(till):
    face = till.entry.presenter.state.face
    manager = next(p for p in face.people if p.name == "王建国")
    till.entry.presenter.choose(manager.operator_id)
    till.entry.presenter.pin(PINS["王建国"])


def test_a_supervisor_who_unlocks_is_who_works(till):
    """What is done from here on is theirs: their name, their places, their screens."""
    before = till.screen
    till.session.lock()
    names = [p.name for p in till.entry.presenter.state.face.people]
    assert names[0] == "林晓燕"
    assert set(names[1:]) == {"赵敏", "王建国"}
    unlock_as_manager(till)
    till.qtbot.waitUntil(lambda: till.window.covered is None)
    assert till.session.on_duty.name == "王建国"
    assert rail_of(till) == MANAGER
    assert till.screen is not before


def test_nobody_unlocks_over_the_basket_of_another(till):
    services = till.session.services
    item = list_items(services, text="北岸可乐", limit=1)[0].item
    lin = till.session.on_duty
    line = BasketLine(1, item, 1000, 300)
    basket = Basket(SaleId("a" * 26), lin.operator_id, till.clock.now_ms(), (line,), next_line_no=2)
    till.session.runner.run(lambda: save(services, basket, ()))
    till.idle()
    till.session.lock()
    unlock_as_manager(till)
    till.idle()
    assert isinstance(till.window.covered, EntryScreen)
    said = till.entry.presenter.state.said
    assert "林晓燕" in said
    assert "1 行" in said
    assert till.session.on_duty == lin
    till.entry.presenter.choose(str(lin.operator_id))
    till.entry.presenter.pin(PINS["林晓燕"])
    till.qtbot.waitUntil(lambda: till.window.covered is None)
    assert till.session.on_duty == lin


def test_another_cashiers_card_does_not_unlock(till):
    till.session.lock()
    scan(till.frame, "S:cashier-0002")
    till.idle()
    assert till.entry.presenter.state.said
    assert isinstance(till.window.covered, EntryScreen)


def test_somebody_else_may_take_over_from_the_lock(till):
    till.session.lock()
    till.entry.others_asked.emit()
    assert till.session.operator is None
    assert till.entry.presenter.state.mode == "login"


def test_it_locks_itself_when_nobody_is_there(till, qtbot):
    till.program.start.idle.set_ms(60)
    qtbot.waitUntil(lambda: isinstance(till.window.covered, EntryScreen))
    assert till.entry.presenter.state.mode == "lock"


def test_signs_of_life_put_the_lock_off(till, qtbot):
    fired = []
    idle = till.program.start.idle
    idle.idle.connect(lambda: fired.append(1))
    idle.set_ms(400)
    type_by_hand(till.frame, "123456789", 80)
    assert fired == []
    qtbot.waitUntil(lambda: fired == [1])


def test_logging_out_asks_who_is_there_and_forgets_the_screens(till):
    before = till.screen
    till.session.log_out()
    assert till.entry.presenter.state.mode == "login"
    till.log_in("李伟")
    assert till.screen is not before
    assert till.session.on_duty.name == "李伟"


def test_another_language_makes_every_screen_anew(till):
    before = till.screen
    assert before.title == "收银"
    till.program.start.use_words(till.program.start.words_of("en"))
    assert till.screen is not before
    assert till.screen.title == "Sell"
    assert theme.current().words.lang == "en"
    till.qtbot.waitUntil(lambda: "Members" in titles_of(till))
    assert "会员" not in titles_of(till)


def test_the_rail_opens_on_a_wide_screen(till):
    assert till.window.findChild(QWidget, "rail").width() == 72
    till.frame.resize(1920, 1080)
    assert till.window.findChild(QWidget, "rail").width() == 168


def test_f11_brings_the_customers_screen_and_takes_it_away(till, qtbot):
    press(till.frame, Qt.Key.Key_F11)
    assert till.program.customer is not None
    assert till.program.customer.isVisible()
    till.frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is till.frame.windowHandle())
    press(till.frame, Qt.Key.Key_F11)
    assert not till.program.customer.isVisible()


def test_after_a_commit_the_log_is_folded_into_the_file_when_nobody_waits(till, qtbot):
    services = till.session.services
    till.program.runner.run(lambda: open_shift(services, till.session.operator, 20_000))
    till.idle()
    with services.db.report() as tx:
        head = journal.head(tx)
    qtbot.waitUntil(lambda: head.hash in services.db.path.read_bytes(), timeout=20_000)
