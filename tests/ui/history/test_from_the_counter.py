"""From a receipt in the hand to money back, or to other goods: the real window, keys and scans."""

import pytest
from PySide6.QtCore import Qt

from app.domain.checkout.state import Mode
from app.domain.document import Kind
from app.domain.receipt import proof_of
from app.store import journal, sales
from app.usecases.catalog.list_items import list_items
from app.usecases.sale.draft import left_over
from app.usecases.sale.return_goods import return_goods
from tests.ui.shell.conftest import started
from tests.ui.shell.scanner import press, scan
from ui.checkout.screen import CheckoutScreen
from ui.history.screen import HistoryScreen
from ui.shell.places import places

__all__ = ["started"]
K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
COLA, MILK = "北岸可乐", "晨牧纯牛奶"


class Hands:
    """A cashier in the real window."""

    def __init__(self, running, qtbot) -> None:
        self.running, self.qtbot, self.gestures = running, qtbot, 0
        self.frame = running.frame
        self.barcodes = {
            row.item.name: row.item.barcodes[0]
            for name in (COLA, MILK)
            for row in list_items(self.services, text=name)
        }

    @property
    def services(self):
        return self.running.session.services

    @property
    def checkout(self) -> CheckoutScreen:
        screen = self.running.window.current
        assert isinstance(screen, CheckoutScreen)
        return screen

    @property
    def state(self):
        return self.checkout.presenter.counter.state

    @property
    def history(self) -> HistoryScreen:
        screen = self.running.window.current
        assert isinstance(screen, HistoryScreen)
        return screen

    def settle(self) -> None:
        self.running.idle()
        screen = self.running.window.current
        if isinstance(screen, CheckoutScreen):
            counter = screen.presenter.counter
            self.qtbot.waitUntil(
                lambda: (
                    not (
                        self.running.program.runner.under_way
                        or counter.inbox.waiting
                        or counter.unsaved
                    )
                )
            )

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.gestures += 1
        self.running.clock.pass_ms(1000)
        press(self.frame, key, modifiers)
        self.settle()

    def scan(self, text: str) -> None:
        self.gestures += 1
        self.running.clock.pass_ms(1000)
        scan(self.frame, text)
        self.settle()

    def goods(self, *names: str) -> None:
        for name in names:
            self.scan(self.barcodes[name])

    def sell(self, *names: str) -> str:
        """Sold for exact cash; its receipt's QR."""
        self.goods(*names)
        self.key(K.Key_F9)
        self.key(K.Key_Return)
        assert self.state.mode is Mode.DONE
        with self.services.db.read() as tx:
            doc = sales.document(tx, self.state.last.sale_id)
        assert doc is not None
        self.gestures = 0
        return proof_of(doc)

    def documents(self, kind: Kind) -> list:
        with self.services.db.read() as tx:
            return list(journal.read(tx, kinds=(kind,)))


@pytest.fixture
def hands(started, qtbot) -> Hands:
    running = started(places=places()).log_in()
    made = Hands(running, qtbot)
    for digit in "200":
        made.key(digit)
    made.key(K.Key_Return)
    assert made.state.mode is Mode.READY
    return made


def test_one_line_of_a_receipt_at_hand_is_back_in_five_gestures(hands):
    receipt = hands.sell(COLA, MILK)
    hands.scan(receipt)
    assert hands.history.returning.isVisible()
    hands.key("1")
    hands.key(K.Key_Down)
    hands.key(K.Key_Return)
    assert hands.gestures <= 5
    (refund,) = hands.documents(Kind.REFUND)
    assert (refund.body["how"], refund.body["reason"]) == ("return", "unwanted")
    assert len(refund.body["lines"]) == 1
    assert hands.history.facts.isVisible()


def test_goods_for_goods_by_keyboard(hands):
    receipt = hands.sell(COLA)
    hands.scan(receipt)  # its only piece is chosen already
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    worth = hands.state.basket.credit.minor
    assert hands.state.mode is Mode.READY
    hands.goods(MILK, MILK)
    assert hands.state.due_minor == hands.state.priced.due_minor - worth
    hands.key(K.Key_F9)
    hands.key(K.Key_Return)
    assert hands.state.mode is Mode.DONE
    (refund,) = hands.documents(Kind.REFUND)
    assert refund.body["how"] == "exchange"
    assert refund.body["for"] == hands.state.last.sale_id
    assert hands.state.last.refund_no == refund.body["no"]
    assert any(refund.body["no"][-7:] in one.words for one in hands.checkout.shown.right.states)


def test_cheaper_goods_show_what_to_give_back(hands):
    receipt = hands.sell(MILK, MILK, MILK)
    hands.scan(receipt)
    hands.key("1")
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    worth = hands.state.basket.credit.minor
    hands.goods(COLA)
    left = worth - hands.state.priced.due_minor
    assert hands.checkout.shown.left.dock.label == "退给客人"
    assert hands.checkout.shown.left.dock.amount == f"{left // 100}.{left % 100:02d}"
    hands.key(K.Key_F9)
    assert hands.state.mode is Mode.DONE
    done = hands.checkout.shown.right
    assert (done.label, done.amount) == ("退给客人", f"{left // 100}.{left % 100:02d}")


def test_a_basket_that_waits_at_the_counter_takes_the_credit(hands):
    receipt = hands.sell(COLA)
    hands.goods(MILK)
    hands.scan(receipt)
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    assert hands.state.mode is Mode.SELLING
    assert [one.item.name for one in hands.state.basket.lines] == [MILK]
    assert hands.state.basket.credit is not None


def test_the_exchange_is_dropped_by_its_key_and_nothing_came_back(hands):
    receipt = hands.sell(COLA)
    hands.scan(receipt)
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    (use,) = hands.checkout.shown.left.uses
    assert use.action == "exchange"
    hands.key(K.Key_F9, SHIFT)
    assert hands.state.basket.credit is None
    assert hands.checkout.shown.left.uses == ()
    assert not hands.documents(Kind.REFUND)
    assert left_over(hands.services) is None


def test_a_crash_between_keeps_the_draft_with_its_credit(hands):
    receipt = hands.sell(COLA)
    hands.scan(receipt)
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    left = left_over(hands.services)
    assert left is not None
    assert left.basket.credit == hands.state.basket.credit


def test_goods_that_came_back_elsewhere_leave_the_counter_a_way_out(hands):
    """Refused in a sentence; money back, the exchange dropped, and the sale goes on."""
    receipt = hands.sell(COLA)
    hands.scan(receipt)
    hands.key(K.Key_Down)
    hands.key(K.Key_F9, SHIFT)
    hands.goods(MILK, MILK)
    credit = hands.state.basket.credit
    session = hands.running.session
    s, who, shift_id = session.services, session.on_duty, session.shift.shift_id
    session.runner.run(
        lambda: return_goods(
            *(s, who, shift_id, credit.sale_id, credit.lines),
            reason="wrong",
        )
    )
    hands.settle()
    hands.key(K.Key_F9)
    hands.key(K.Key_Return)
    assert hands.state.mode is Mode.PAYING
    assert "已经在别处退过" in hands.checkout.shown.left.notice.text
    hands.key(K.Key_Delete)
    hands.key(K.Key_Escape)
    hands.key(K.Key_F9, SHIFT)
    assert hands.state.basket.credit is None
    hands.key(K.Key_F9)
    hands.key(K.Key_Return)
    assert hands.state.mode is Mode.DONE
    assert len(hands.documents(Kind.REFUND)) == 1


def test_a_sale_is_voided_by_keyboard_with_a_second_person(hands):
    hands.sell(COLA, MILK)
    hands.running.session.go("history")
    hands.qtbot.waitUntil(lambda: hands.history.facts.void_key.isVisible())
    hands.key(K.Key_F8, SHIFT)
    hands.qtbot.waitUntil(lambda: hands.history.returning.isVisible())
    hands.key(K.Key_Down)
    hands.key(K.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.history.approval.isVisible())
    for digit in "343434":
        hands.key(digit)
    hands.key(K.Key_Return)
    hands.qtbot.waitUntil(lambda: bool(hands.documents(Kind.REFUND)))
    (refund,) = hands.documents(Kind.REFUND)
    assert refund.body["how"] == "void"
    assert refund.body["whole"]
