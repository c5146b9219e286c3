"""The catalogue with the program's own runner: reads and writes on their threads, in any order."""

from collections.abc import Iterator

import pytest
from shiboken6 import delete

from app.usecases.catalog import list_items
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.runner import Runner
from ui.catalog.screen import make

WATER, NEW = "6911311000136", "6901234567892"


@pytest.fixture
def threaded(desk, qapp) -> Iterator:
    """A session whose work runs where it runs in the shop."""
    feed = ChangeFeed()
    runner = Runner(feed, CrashLog(None))
    session = desk.session(runner=runner)
    session.change_feed = feed
    crashes: list = []
    runner.crashed.connect(crashes.append)
    yield session
    runner.close()
    assert not crashes, crashes[0].detail


def test_typed_searched_saved_scanned(threaded, shop, front, qtbot):
    screen = front(make, threaded)
    runner = threaded.runner

    def idle() -> None:
        qtbot.waitUntil(lambda: runner.under_way == 0)

    idle()
    assert screen.items.table.model.rowCount() == 100
    qtbot.keyClicks(screen.items.field.edit, "yinyong")
    idle()
    screen.take_scan(WATER)
    idle()
    form = screen.items.editor
    assert form.fields["name"].text() == "青溪饮用天然水"
    form.fields["price"].clear()
    form.fields["price"].feed("2")
    form.saved.emit()
    form.saved.emit()  # a double tap
    idle()
    item = list_items.by_barcode(shop.s, WATER)
    assert item.prices[0].price_minor == 200
    assert "已保存" in screen.presenter.editor.state.said
    for view in ("departments", "tax", "keys", "transfer", "items"):
        screen.go(view)
    idle()
    screen.open_new(NEW)
    idle()
    assert screen.presenter.editor.state.draft.barcodes == (NEW,)


def test_the_screen_may_go_while_work_is_under_way(threaded, look, qtbot):
    screen = make(threaded)
    screen.activated()
    screen.presenter.typed("水")
    screen.transferring.load()
    delete(screen)
    qtbot.waitUntil(lambda: threaded.runner.under_way == 0)
