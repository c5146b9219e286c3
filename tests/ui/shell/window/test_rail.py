"""The rail and More: every place is reached by key and by touch, however many there are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.permissions import Permission
from tests.ui.kit.audit import nameless
from tests.ui.shell.conftest import PlainScreen
from tests.ui.shell.scanner import press
from ui.kit import Key, Line, theme, tokens
from ui.shell.places import Place
from ui.shell.rail import Reach, reach
from ui.shell.rail.keys import ITEM

NAMES = ("checkout", "members", "history", "shift", "today", "reports", "cases", "catalog")
NAMES += ("stock", "program", "people", "devices", "health", "keeping", "settings")
ALT = Qt.KeyboardModifier.AltModifier


def many(names=NAMES) -> tuple[Place, ...]:
    def place(name: str) -> Place:
        may = Permission.SELL if name in NAMES[:4] else Permission.SETTINGS_EDIT
        return Place(name, "list", may, lambda s: PlainScreen(s, name, "list", takes=False))

    return tuple(place(name) for name in names)


def rail_keys(running) -> dict[str, Key]:
    keys = running.window.findChildren(Key)
    return {
        key.objectName().removeprefix("rail-"): key
        for key in keys
        if key.objectName().startswith("rail-") and key.isVisible()
    }


@pytest.fixture
def owner(started):
    return started(places=many()).log_in("赵敏")


@pytest.mark.parametrize(("count", "room", "shown"), [(9, 9, 9), (10, 9, 8), (15, 9, 8), (3, 1, 1)])
def test_what_does_not_fit_stands_behind_more(count, room, shown):
    found = reach(many(NAMES[:count]), room)
    assert len(found.shown) == shown
    assert [one.name for one in found.every] == list(NAMES[:count])


def test_a_number_means_the_same_place_on_every_window():
    low, high = reach(many(), 9), reach(many(), 14)
    assert (
        [low.at(n) for n in range(1, 10)] == list(NAMES[:9]) == [high.at(n) for n in range(1, 10)]
    )
    assert low.at(10) == ""  # More
    assert (low.number(8), low.number(9)) == (9, 0)


def test_without_more_the_tenth_place_has_the_zero():
    found = Reach(many(NAMES[:10]))
    assert (found.at(10), found.number(9)) == (NAMES[9], 10)


def test_no_key_of_the_rail_is_smaller_than_a_finger(owner):
    keys = rail_keys(owner)
    assert "more" in keys
    assert all(key.height() == ITEM for key in keys.values())
    low = max(key.mapTo(owner.window, key.rect().bottomLeft()).y() for key in keys.values())
    assert low < owner.window.height() == 768


def test_every_place_is_reached_by_keys_alone(owner):
    for name in NAMES[:9]:
        press(owner.frame, Qt.Key(Qt.Key.Key_1.value + NAMES.index(name)), ALT)
        assert owner.window.here == name
    for steps, name in enumerate(NAMES[8:]):
        owner.window.go("checkout")
        press(owner.frame, Qt.Key.Key_0, ALT)
        for _ in range(steps):
            press(owner.frame, Qt.Key.Key_Right)
        press(owner.frame, Qt.Key.Key_Return)
        assert owner.window.here == name
        assert rail_keys(owner)["more"].chosen
        assert owner.screen.field.hasFocus()


def test_arrows_walk_over_rows_and_stop_at_the_ends(owner):
    press(owner.frame, Qt.Key.Key_0, ALT)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(owner.frame, key)
    press(owner.frame, Qt.Key.Key_Return)
    assert owner.window.here == NAMES[8 + 3 + 1]


def test_more_is_pressed_by_touch_and_says_where_one_is(owner):
    QTest.mouseClick(rail_keys(owner)["more"], Qt.MouseButton.LeftButton)
    (key,) = [k for k in owner.window.findChildren(Key) if k.objectName() == "more-keeping"]
    assert key.height() >= tokens.HEIGHT["key"]
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert owner.window.here == "keeping"
    press(owner.frame, Qt.Key.Key_0, ALT)
    focus = QApplication.focusWidget()
    assert (focus.objectName(), focus.chosen) == ("more-keeping", True)
    assert list(nameless(owner.window)) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_0])
def test_esc_or_the_same_key_puts_more_away(owner, key):
    owner.window.go("members")
    press(owner.frame, Qt.Key.Key_0, ALT)
    press(owner.frame, key, ALT if key == Qt.Key.Key_0 else Qt.KeyboardModifier.NoModifier)
    assert owner.window.here == "members"
    assert owner.screen.field.hasFocus()
    assert not rail_keys(owner)["more"].chosen


def test_a_higher_window_shows_more_of_them(owner, qtbot):
    owner.frame.resize(1920, 1080)
    qtbot.waitUntil(lambda: len(rail_keys(owner)) > 12)
    assert theme.current().wide
    assert list(rail_keys(owner))[:13] == list(NAMES[:13])
    owner.frame.resize(1366, 768)
    qtbot.waitUntil(lambda: len(rail_keys(owner)) == 11)


def test_a_cashier_has_no_more(started):
    running = started(places=many()).log_in("林晓燕")
    assert list(rail_keys(running)) == [*NAMES[:4], "lock", "help"]
    press(running.frame, Qt.Key.Key_0, ALT)
    assert running.window.here == "checkout"
    assert running.screen.isVisible()


def test_help_lists_every_place_with_the_way_to_it(owner):
    press(owner.frame, Qt.Key.Key_F1)
    page = owner.window._over
    said = {one.accessibleName() for one in page.findChildren(Line)}
    for name in NAMES:
        assert owner.session.words(f"shell.place.{name}") in said
    theme.current().cuts.clear()  # of what an earlier test painted
    owner.window.grab()
    assert theme.current().cuts.found() == []


def test_who_may_not_sell_lands_where_their_work_is(started):
    pages = many((*NAMES[:10], "templates", *NAMES[10:]))
    running = started(places=pages).log_in("陈工")
    assert running.window.may_go("templates")
    assert running.window.here == "devices"
