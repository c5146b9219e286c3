"""The counter on a real file: use cases, threads and widgets are real; only the devices sleep."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.checkout.state import Mode
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import KickDrawer
from app.usecases.sale import draft, history
from app.words import Words
from tests.scenarios.conftest import MORNING, demo_shop, demo_template
from tests.usecases.shop import APPLE, COLA, MILK, Shop
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.device_feed import DeviceFeed
from ui.bridge.runner import Runner
from ui.bridge.session import Session
from ui.checkout.screen import make
from ui.kit import theme

__all__ = ["demo_shop", "demo_template"]
K = Qt.Key


class Till:
    """A shop with a screen on it; `again()` is a power cut and a new start."""

    def __init__(self, qtbot, settings):
        self.qtbot = qtbot
        self.shop = Shop(settings, MORNING)
        self.effects = []
        self._up()

    def _up(self):
        feed = ChangeFeed()
        self.runner = Runner(feed, CrashLog(None))
        self.runner.perform_with(lambda effects: self.effects.extend(effects))
        self.crashed = []
        self.runner.crashed.connect(self.crashed.append)
        words = Words("zh_CN")
        self.session = Session(
            runner=self.runner,
            change_feed=feed,
            device_feed=DeviceFeed(),
            words=words,
            time=self.shop.clock,
        )
        self.session.put_services(self.shop.s)
        self.session.log_in(self.shop.cashier, None, words)
        self.screen = make(self.session)
        self.screen.setFixedSize(1294, 728)
        with self.qtbot.waitExposed(self.screen):
            self.screen.show()
        self.screen.activateWindow()
        self.screen.activated()
        self.settle()

    @property
    def state(self):
        return self.screen.presenter.counter.state

    @property
    def vm(self):
        return self.screen.shown

    def settle(self):
        counter = self.screen.presenter.counter
        self.qtbot.waitUntil(
            lambda: not (self.runner.under_way or counter.inbox.waiting or counter.unsaved)
        )
        assert not self.crashed, self.crashed[0].detail

    def scan(self, *names):
        for name in names:
            self.screen.take_scan(self.shop.item(name).barcodes[0])
        self.settle()

    def key(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.shop.clock.pass_ms(1000)
            QTest.keyClick(self.screen.focusWidget() or self.screen, key, modifier)
            self.settle()

    def type(self, text):
        for letter in text:
            QTest.keyClicks(self.screen.focusWidget(), letter)
        self.settle()

    def down(self):
        self.screen.presenter.days.stop()
        self.screen.close()
        shiboken6.delete(self.screen)
        self.runner.close()

    def again(self):
        self.down()
        self.shop.again()
        self._up()


@pytest.fixture
def till(qtbot, qapp, demo_shop):
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
    made = Till(qtbot, demo_shop)
    yield made
    made.down()
    made.shop.close()


def open_shift(till):
    till.type("200")
    till.key(K.Key_Return)
    assert till.state.mode is Mode.READY


def test_a_day_begins_and_a_sale_is_made(till):
    assert till.state.mode is Mode.CLOSED
    open_shift(till)
    till.scan(COLA, MILK, COLA)
    assert [line.qty for line in till.vm.left.lines] == ["2", "1"]
    assert draft.left_over(till.shop.s).basket.lines
    till.key(K.Key_F9, K.Key_Return)
    assert till.state.mode is Mode.DONE
    (sale,) = [
        one
        for one in history.recent(till.shop.s, limit=1)
        if one.sale_id == till.state.last.sale_id
    ]
    assert sale.due_minor == till.state.last.due_minor
    assert draft.left_over(till.shop.s) is None
    assert KickDrawer() in till.effects
    assert verify_journal(till.shop.s).ok


def test_a_power_cut_leaves_the_basket_and_its_money(till):
    open_shift(till)
    till.scan(COLA, MILK)
    till.key(K.Key_F9)
    till.type("1")
    till.key(K.Key_Return)
    assert till.state.tenders
    sale_id = till.state.basket.sale_id
    till.again()
    assert till.state.basket.sale_id == sale_id
    assert len(till.state.basket.lines) == 2
    assert [one.given_minor for one in till.state.tenders] == [100]
    assert "还在" in till.vm.left.notice.text
    till.key(K.Key_Return)
    assert till.state.mode is Mode.DONE


def test_a_screen_made_anew_finds_the_basket(till):
    open_shift(till)
    till.scan(COLA)
    old = till.screen
    old.presenter.scanning.add(till.shop.item(MILK).item_id)
    till.qtbot.waitUntil(lambda: len(till.state.basket.lines) == 2)
    assert old.presenter.counter.unsaved
    old.hide()
    old.presenter.days.stop()
    till.screen = make(till.session)
    till.screen.show()
    till.screen.activated()
    till.settle()
    shiboken6.delete(old)
    assert len(till.state.basket.lines) == 2


def test_park_recall_and_cancel_on_the_real_file(till):
    open_shift(till)
    till.scan(COLA)
    parked = till.state.basket.sale_id
    till.key(K.Key_F6)
    assert [one.sale_id for one in draft.parked(till.shop.s)] == [parked]
    till.key(K.Key_F6, modifier=Qt.KeyboardModifier.ShiftModifier)
    till.key(K.Key_Return)
    assert till.state.basket.sale_id == parked
    till.key(K.Key_Delete, modifier=Qt.KeyboardModifier.ControlModifier)
    till.key(K.Key_Return)
    assert till.state.mode is Mode.READY
    assert not draft.parked(till.shop.s)
    assert verify_journal(till.shop.s).ok


def test_a_discount_is_approved_with_a_real_pin(till):
    open_shift(till)
    till.scan(MILK)
    before = till.state.priced.due_minor
    till.key(K.Key_F5)
    till.type("20")
    till.key(K.Key_Down, K.Key_Return)
    assert till.state.mode is Mode.APPROVING
    till.type("000000")
    till.key(K.Key_Return)
    assert till.vm.right.error
    till.type("343434")
    till.key(K.Key_Return)
    assert till.state.mode is Mode.SELLING
    assert till.state.priced.due_minor < before
    till.key(K.Key_F9, K.Key_Return)
    assert till.state.mode is Mode.DONE


def test_search_member_enrol_and_weigh_by_hand(till):
    open_shift(till)
    till.screen.presenter.scanning.add(till.shop.item(APPLE).item_id)
    till.settle()
    assert till.state.mode is Mode.WEIGHING
    till.type("1.5")
    till.key(K.Key_Return)
    assert till.state.basket.lines[0].qty_milli == 1500
    till.key(K.Key_F2, K.Key_F2)
    till.type("13800001111")
    till.key(K.Key_Return)
    till.type("Li Lei")
    till.key(K.Key_Return)
    assert till.state.basket.member.name == "Li Lei"
    till.type("kele")
    assert till.vm.right.found is not None
    till.key(K.Key_Escape)
    till.key(K.Key_F9, K.Key_F3, K.Key_Return)
    assert [one.kind for one in till.state.last.tenders] == ["wechat"]
    assert till.vm.left.who.name == "Li Lei"


def test_a_fast_hand_is_in_order(till):
    open_shift(till)
    code = till.shop.item(COLA).barcodes[0]
    for _ in range(20):
        till.screen.take_scan(code)
    QTest.keyClick(till.screen.focusWidget(), K.Key_F9)
    QTest.keyClick(till.screen.focusWidget(), K.Key_Return)
    till.settle()
    assert till.state.mode is Mode.DONE
    assert till.state.last.priced.pieces_milli == 20_000
