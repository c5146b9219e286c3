"""A real shop's first minutes by keyboard alone; then a till that sells."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import settings as settings_of
from app.domain.errors import Refused
from app.usecases.shop.settings import load
from app.words import Words
from tests.ui.shell.scanner import press, type_by_hand
from ui.shell.first_start.answers import Draft, Page, address, faults, printer_choice
from ui.shell.first_start.presenter import FirstStartPresenter
from ui.shell.first_start.wizard import FirstStartScreen

ENTER = Qt.Key.Key_Return


@pytest.fixture
def new_shop(started, tmp_path: Path):
    return started(settings_of.load(tmp_path / "new-shop", tmp_path / "settings"))


def wizard(running) -> FirstStartScreen:
    covered = running.window.covered
    assert isinstance(covered, FirstStartScreen)
    return covered


def type_in(running, text: str) -> None:
    """Into the field that has the focus (letters of an input method come as one text)."""
    from PySide6.QtWidgets import QApplication

    QApplication.focusWidget().insert(text)
    QApplication.focusWidget().textEdited.emit(text)


def go_to(running, qtbot, page: Page) -> None:
    qtbot.waitUntil(lambda: wizard(running).presenter.page is page)
    qtbot.waitUntil(lambda: running.frame.focusWidget() is not None)


def test_by_keyboard_all_the_way(new_shop, qtbot):
    running = new_shop
    press(running.frame, ENTER)
    go_to(running, qtbot, Page.COUNTRY)
    press(running.frame, "1")
    press(running.frame, ENTER)
    go_to(running, qtbot, Page.SHOP)
    qtbot.waitUntil(lambda: wizard(running)._fields["shop_name"].edit.hasFocus())
    type_in(running, "转角小店")
    press(running.frame, ENTER)
    qtbot.waitUntil(lambda: wizard(running)._fields["till_name"].edit.hasFocus())
    press(running.frame, ENTER)
    go_to(running, qtbot, Page.OWNER)
    qtbot.waitUntil(lambda: wizard(running)._fields["owner_name"].edit.hasFocus())
    type_in(running, "赵敏")
    press(running.frame, ENTER)
    type_by_hand(running.frame, "258036", 65)
    press(running.frame, ENTER)
    type_by_hand(running.frame, "258036", 65)
    press(running.frame, ENTER)
    go_to(running, qtbot, Page.PRINTER)
    press(running.frame, "4")
    press(running.frame, ENTER)
    go_to(running, qtbot, Page.READY)
    press(running.frame, ENTER)
    qtbot.waitUntil(lambda: running.window.covered is None, timeout=20_000)
    running.idle()
    shop = load(running.session.services)
    assert (shop.shop_name, shop.currency_code, shop.zone) == ("转角小店", "CNY", "Asia/Shanghai")
    assert running.session.on_duty.name == "赵敏"
    assert running.window.here == "checkout"
    assert running.session.services.devices.choice("printer").way == "fake"


def test_the_next_start_asks_for_the_owners_pin(new_shop, qtbot, started):
    running = new_shop
    presenter = wizard(running).presenter
    presenter.draft = Draft(
        shop_name="转角小店", owner_name="赵敏", pin="258036", pin_again="258036"
    )
    presenter.page = Page.READY
    presenter.next()
    qtbot.waitUntil(lambda: running.window.covered is None, timeout=20_000)
    settings = running.house.settings
    running.close()
    again = started(settings)
    assert [p.name for p in again.entry.presenter.state.face.people] == ["赵敏"]
    again.ready()
    type_by_hand(again.frame, "258036")
    qtbot.waitUntil(lambda: again.window.covered is None)


def test_a_language_is_spoken_at_once(new_shop, qtbot):
    press(new_shop.frame, "2")
    qtbot.waitUntil(lambda: new_shop.session.language == "en")
    assert wizard(new_shop)._view.title == "Which language?"


def test_esc_goes_back_and_keeps_what_was_typed(new_shop, qtbot):
    presenter = wizard(new_shop).presenter
    presenter.draft = Draft(shop_name="转角小店")
    presenter.page = Page.OWNER
    presenter.show()
    press(new_shop.frame, Qt.Key.Key_Escape)
    go_to(new_shop, qtbot, Page.SHOP)
    assert wizard(new_shop)._fields["shop_name"].text() == "转角小店"


class View:
    """What a wizard's screen was told last."""

    def __init__(self) -> None:
        self.seen = None

    def put(self, view) -> None:
        self.seen = view


def presenter(create=lambda draft, refused: None):
    view = View()
    made = FirstStartPresenter(view, Words("zh_CN"), create, lambda: None, lambda words: None)
    return view, made


def test_a_refusal_of_the_shop_is_said_and_nothing_is_lost():
    view, wiz = presenter(lambda draft, refused: refused(Refused("shop.exists_already")))
    wiz.draft = Draft(shop_name="店", owner_name="赵敏", pin="258036", pin_again="258036")
    wiz.page = Page.READY
    wiz.next()
    assert view.seen.failure
    assert not view.seen.busy
    assert wiz.draft.shop_name == "店"


def test_two_enters_open_one_shop():
    asked = []
    _, wiz = presenter(lambda draft, refused: asked.append(draft))
    wiz.page = Page.READY
    wiz.next()
    wiz.next()
    wiz.back()
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("page", "draft", "wrong"),
    [
        (Page.SHOP, Draft(), {"shop_name"}),
        (Page.SHOP, Draft(shop_name=" "), {"shop_name"}),
        (Page.SHOP, Draft(shop_name="店" * 61), {"shop_name"}),
        (Page.SHOP, Draft(shop_name="店", till_name="机" * 61), {"till_name"}),
        (Page.SHOP, Draft(shop_name="店 🍵"), set()),
        (Page.OWNER, Draft(owner_name="赵敏", pin="12345"), {"pin"}),
        (Page.OWNER, Draft(owner_name="赵敏", pin="１２３４５６"), {"pin"}),
        (Page.OWNER, Draft(owner_name="赵敏", pin="111111"), {"pin"}),
        (Page.OWNER, Draft(owner_name="赵敏", pin="123456"), {"pin"}),
        (Page.OWNER, Draft(owner_name="赵敏", pin="258036", pin_again="258037"), {"pin_again"}),
        (Page.OWNER, Draft(owner_name="赵敏", pin="258036", pin_again="258036"), set()),
        (Page.PRINTER, Draft(printer="tcp", host=""), {"host"}),
        (Page.PRINTER, Draft(printer="tcp", host="a b"), {"host"}),
        (Page.PRINTER, Draft(printer="tcp", host="10.0.0.9:99999"), {"host"}),
        (Page.PRINTER, Draft(printer="tcp", host="10.0.0.9"), set()),
        (Page.PRINTER, Draft(printer="file"), {"path"}),
        (Page.PRINTER, Draft(printer="none"), set()),
    ],
)
def test_a_page_is_held_until_it_is_right(page, draft, wrong):
    assert faults(page, draft).keys() == wrong


def test_printer_addresses():
    assert address("10.0.0.9") == ("10.0.0.9", 9100)
    assert address(" printer.local:9101 ") == ("printer.local", 9101)
    choice = printer_choice(Draft(printer="tcp", host="10.0.0.9:9101"))
    assert dict(choice.settings)["port"] == 9101
    assert printer_choice(Draft()).way == "none"
