"""A basket that a power cut left, in the whole program: who logs in next goes on with it."""

from PySide6.QtCore import QCoreApplication, QEvent

from app.domain.checkout.state import Mode
from ui.shell.places import places


def counter_of(running):
    return running.window.made("checkout").presenter.counter


def begin(running, who="林晓燕"):
    running.log_in(who)
    counter = counter_of(running)
    running.qtbot.waitUntil(lambda: counter.front.loaded and not counter.inbox.waiting)
    return counter


def settle(running, counter) -> None:
    running.qtbot.waitUntil(
        lambda: not (running.program.runner.under_way or counter.inbox.waiting or counter.unsaved)
    )


def test_it_stands_there_again_once_and_without_a_bug(started, demo_shop):
    first = started(demo_shop, places())
    counter = begin(first)
    first.window.current.presenter.days.open_shift()
    settle(first, counter)
    cola = counter.till.search("可乐", "zh_CN")[0].item
    first.window.current.take_scan(cola.barcodes[0])
    settle(first, counter)
    assert len(counter.state.basket.lines) == 1
    first.close()

    again = started(demo_shop, places()).ready()
    prepared = again.window.made("checkout")
    assert prepared is not None
    counter = begin(again)
    settle(again, counter)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert counter.mode is Mode.SELLING
    assert [line.item.name for line in counter.state.basket.lines] == [cola.name]
    assert again.window.made("checkout") is prepared, "made twice: the preparing was for nothing"


def test_a_screen_that_is_gone_restores_nothing(started, demo_shop):
    running = started(demo_shop, places())
    old = begin(running)
    running.window.forget_screens()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert counter_of(running) is not old
    running.session.changed.emit()
    running.idle()
    assert old.mode is Mode.CLOSED
