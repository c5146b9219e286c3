"""The devices' page in a real window: rows, trouble, settings; names, no cut word."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.usecases.ports import DeviceChoice, DeviceState, DeviceTest, Weight
from app.usecases.services import Services
from tests.ui.shift.desk import LOOKS, sound
from ui.devices.screen import make
from ui.kit import Key


class Shelf:
    """Devices that stand still, as the port describes them."""

    def __init__(self, *found: DeviceState) -> None:
        self.found = found
        self.kept = DeviceChoice("tcp", (("host", "192.168.1.50"), ("port", 9100)))

    def states(self) -> tuple[DeviceState, ...]:
        return self.found

    def weight(self) -> Weight:
        return Weight(1354, True)

    def choice(self, name: str) -> DeviceChoice:
        return self.kept

    def configure(self, name: str, choice: DeviceChoice) -> None:
        self.kept = choice

    def test(self, name: str) -> DeviceTest:
        return DeviceTest("unsure", "no_answer")


READY = tuple(
    DeviceState(name, name, "XP-80C 192.168.1.50:9100", "ready", simulated=name == "scale")
    for name in ("printer", "drawer", "scanner", "scale", "display")
)
DOWN = replace(
    READY[0], state="down", reason="refused_connection", since_ms=1_789_194_520_000, detail="9100"
)
LOW = replace(READY[0], state="warning", reason="cover_open")
OFF = DeviceState("terminal", "terminal", "", "off")


@pytest.fixture
def stand(desk, shop):
    """stand(states, lang): a session at a till with these devices."""

    def make_session(*found: DeviceState, lang: str = "zh_CN"):
        session = desk.session("陈工", lang)
        services: Services = replace(shop.s, devices=Shelf(*found))
        session.put_services(services)
        return session

    return make_session


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(stand, front, look, lang, look_name, size):
    down_scale = replace(READY[3], state="down", reason="no_answer")
    session = stand(DOWN, *READY[1:3], down_scale, READY[4], OFF, lang=lang)
    screen = front(make, session, size, look_name)
    sound(screen, look)
    screen.presenter.told((LOW, *READY[1:]))
    sound(screen, look)
    for way in ("none", "tcp", "serial", "file", "fake"):
        screen.presenter.choose()
        screen.presenter.pick_way(way)
        screen.presenter.typed("host", "")
        screen.presenter.save()
        sound(screen, look)


def test_none_at_all_says_that_one_can_sell(stand, front, look):
    screen = front(make, stand())
    sound(screen, look)
    assert screen.rows == {}


def test_a_row_stays_under_the_finger_while_its_words_change(stand, front, qtbot):
    session = stand(*READY)
    screen = front(make, session)
    row = screen.rows["printer"]
    qtbot.mouseClick(row.key, Qt.MouseButton.LeftButton)
    assert screen.rows["printer"] is row
    assert "没有回音" in row.shown.note


def test_states_come_by_themselves(stand, front, qtbot):
    session = stand(*READY)
    screen = front(make, session)
    session.device_feed.on_states((DOWN, *READY[1:]))

    def filled() -> list[str]:
        keys = [k for k in screen.findChildren(Key) if k.isVisible() and k.kind == "primary"]
        return [k.title for k in keys]

    qtbot.waitUntil(lambda: filled() == ["再试一次"])


def test_set_by_keyboard_and_esc_closes(stand, front, qtbot):
    session = stand(*READY)
    screen = front(make, session)
    qtbot.keyClick(screen.choose_key, Qt.Key.Key_Return)
    host = screen.choosing.fields["host"]
    assert host.edit.hasFocus()
    host.edit.selectAll()
    qtbot.keyClicks(host.edit, "10.0.0.7")
    qtbot.keyClick(host.edit, Qt.Key.Key_Return)
    assert not screen.choosing.isVisible()
    assert dict(session.services.devices.choice("printer").settings)["host"] == "10.0.0.7"
    screen.presenter.choose()
    qtbot.keyClick(screen.choosing.fields["host"].edit, Qt.Key.Key_Escape)
    assert not screen.choosing.isVisible()


def test_a_scan_is_taken_but_not_while_the_printer_is_set(stand, front):
    screen = front(make, stand(*READY))
    assert screen.take_scan("6901234567892")
    screen.presenter.choose()
    assert not screen.take_scan("6901234567892")


def test_without_fields_the_way_has_the_focus(stand, front, qtbot):
    screen = front(make, stand(*READY))
    screen.presenter.choose()
    screen.presenter.pick_way("none")
    pane = screen.choosing
    qtbot.waitUntil(pane.ways.keys["none"].isVisible)
    assert screen.focusWidget() is pane.ways.keys["none"]


def test_coming_back_to_the_page_the_keyboard_is_on_it(stand, front, qtbot):
    """After an unlock the rail had it: one Enter, and another page."""
    screen = front(make, stand(*READY))
    screen.test_key.setFocus()
    screen.activated()
    qtbot.waitUntil(screen.find_key.hasFocus)
