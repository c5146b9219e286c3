"""The counter's screen: the basket at the left, at the right whatever the hand needs next.

It holds no rule. The presenter gives it a view-model; what it hears it hands on by name.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.bridge.session import Session
from ui.checkout.left import LeftHalf
from ui.checkout.panels import (
    approval,
    ask,
    discount,
    done,
    figures,
    pay,
    people,
    pin,
    plans,
    sell,
    wallet,
    weigh,
)
from ui.checkout.panels.pane import Pane, SecondTap
from ui.checkout.presenter import CheckoutPresenter, Till
from ui.checkout.viewmodel import CheckoutVM
from ui.checkout.viewmodel import parts as vm
from ui.checkout.viewmodel.money import parts as money
from ui.checkout.viewmodel.money.code import CodeVM
from ui.checkout.viewmodel.whole import RightVM
from ui.kit import Action, Keymap, PinPad, row

POLL_MS = 120
CODES_MS = 500  # how often time is looked at while a gateway is asked
SOON_MS = 40  # two frames: a draft is written beside the paint, not under it
REPEATS = (Action.LINE_UP, Action.LINE_DOWN)
SHELLS = (Action.LOCK, Action.CUSTOMER_SCREEN)  # the window's own keys
PANES: dict[type, type[Pane]] = {
    vm.SellVM: sell.SellPane,
    vm.PayVM: pay.PayPane,
    vm.DoneVM: done.DonePane,
    vm.ApprovalVM: approval.ApprovalPane,
    vm.WeighVM: weigh.WeighPane,
    vm.QuantityVM: figures.QuantityPane,
    vm.DepartmentVM: figures.DepartmentPane,
    vm.OpenVM: figures.OpenPane,
    vm.DiscountVM: discount.DiscountPane,
    vm.AskVM: ask.AskPane,
    vm.HelpVM: ask.HelpPane,
    vm.EmptyVM: ask.FirstPane,
    vm.LoadingVM: ask.LoadingPane,
    vm.MemberVM: people.MemberPane,
    vm.EnrolVM: people.EnrolPane,
    vm.ParkedVM: people.ParkedPane,
    money.WalletVM: wallet.WalletPane,
    money.RewardsVM: wallet.RewardsPane,
    money.PinVM: pin.PinPane,
    CodeVM: pay.CodePane,
    money.PlansVM: plans.PlansPane,
    money.PlanPayVM: plans.PlanPayPane,
    money.PlanDoneVM: done.DonePane,
}
PAGES = {
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}


class CheckoutScreen(QWidget):
    """`activated()` when it is seen, `take_scan(text)` for any scanner; `presenter` for tests."""

    icon = "sell"

    def __init__(self, session: Session, till: Till | None = None) -> None:
        super().__init__()
        self.title = session.words("shell.place.checkout")
        self.setAccessibleName(self.title)
        self.keymap = Keymap()
        self._taps = SecondTap(self)
        self._shown: CheckoutVM | None = None
        self._panes: dict[type, Pane] = {}
        ask_words = session.words("checkout.who.ask")
        self.left = LeftHalf(ask_words, self.keymap.key_for(Action.MEMBER))
        self.right = QStackedWidget()
        self._lay = row(self.left, (self.right, 1), bg="canvas")
        holder = row((self._lay, 1))
        outer = holder.layout()
        assert outer is not None
        self.setLayout(outer)
        self.presenter = CheckoutPresenter(self, session, till)
        self.left.asked.connect(self.presenter.members.open)
        self.left.picked.connect(self.presenter.goods.pick)
        self.left.used.connect(self.presenter.wallet.touch)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look_at_pan)
        self._codes = QTimer(self, interval=CODES_MS)
        self._codes.timeout.connect(self._tick_codes)
        self.destroyed.connect(self.presenter.stop)

    # --- what the shell asks -------------------------------------------------------------------

    def activated(self) -> None:
        """The screen is seen."""
        self.presenter.activated()
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """Every scan means something here, or is refused aloud."""
        return self.presenter.scan(text)

    def focus_home(self) -> None:
        """The focus belongs to the field of whatever stands at the right."""
        pane = self.pane
        if pane is not None and self._in_front and not self._typing(pane):
            pane.home().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_help(self) -> None:
        """Every key of the counter."""
        self.presenter.keys.press("help")

    # --- what the presenter asks ---------------------------------------------------------------

    def put(self, vm: CheckoutVM) -> None:
        """Show this; what is as it was is left alone. A screen that was made anew shows nothing."""
        if not isValid(self):
            return
        before, self._shown = self._shown, vm
        if before is None or vm.left != before.left:
            self.left.put(vm.left)
        pane = self._pane_of(vm.right)
        if before is None or vm.right is not before.right:
            pane.put(vm.right)
        if self.right.currentWidget() is not pane:
            self.right.setCurrentWidget(pane)
            if self._in_front:
                pane.home().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_home()
        if self.presenter.codes.active and not self._codes.isActive():
            self._codes.start()
        self._weigh(vm.mode == "weighing")

    def _tick_codes(self) -> None:
        """While a payment by code is open, in front or behind."""
        self.presenter.codes.tick()
        if not self.presenter.codes.active:
            self._codes.stop()

    def soon(self, act: Callable[[], object]) -> None:
        """After the paint that is due now; a screen that is gone paints nothing more."""
        if not isValid(self):
            act()
            return
        QTimer.singleShot(SOON_MS, self, act)

    def gone(self) -> None:
        """Another screen is made in this one's place: only the draft that waits is still kept."""
        self.presenter.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.presenter.counter.flush()
        super().hideEvent(event)

    def _look_at_pan(self) -> None:
        self.presenter.weighing.poll()
        self._weigh(self._shown is not None and self._shown.mode == "weighing")

    def _weigh(self, waits: bool) -> None:
        """Ask the scale while an item waits, and after it until what was sold left the pan."""
        on = waits or self.presenter.weighing.watching
        if on and not self._poll.isActive():
            self._poll.start()
            self.presenter.weighing.poll()
        elif not on and self._poll.isActive():
            self._poll.stop()

    def _pane_of(self, right: RightVM) -> Pane:
        kind = type(right)
        pane = self._panes.get(kind)
        if pane is None:
            pane = self._panes[kind] = PANES[kind](self.presenter, self.keymap, self._taps)
            self.right.addWidget(pane)
            for edit in pane.findChildren(QLineEdit):
                edit.installEventFilter(self)
        return pane

    @property
    def _in_front(self) -> bool:
        """Whether it is this screen that one sees: what is painted behind another takes no keys."""
        return self.isVisibleTo(self.window())

    @property
    def pane(self) -> Pane | None:
        """What stands in the right half."""
        current = self.right.currentWidget()
        return current if isinstance(current, Pane) else None

    @property
    def shown(self) -> CheckoutVM | None:
        """What was rendered last."""
        return self._shown

    # --- keys ----------------------------------------------------------------------------------

    def _typing(self, pane: Pane) -> bool:
        """Whether the focus is already where one types in this pane."""
        focus = self.focusWidget()
        inside = focus is not None and pane.isAncestorOf(focus) and focus.isVisible()
        return inside and isinstance(focus, QLineEdit | PinPad)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the counter that a text field would keep to itself."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QLineEdit):
            return False
        assert isinstance(event, QKeyEvent)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Delete and plain and watched.text():
            return False
        own = (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Asterisk)
        return event.key() in own and self._press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        """Hand a key on by its action's name; a key held down counts once."""
        if (page := PAGES.get(Qt.Key(event.key()))) is not None:
            return self.presenter.keys.press(page)
        for action in Action:
            if action in SHELLS or not self.keymap.means(event, action):
                continue
            if event.isAutoRepeat() and action not in REPEATS:
                return True
            pane = self.pane
            if action is Action.CONFIRM and pane is not None and pane.confirm():
                return True
            if self.presenter.keys.press(action.value):
                return True
        return False


def make(session: Session) -> CheckoutScreen:
    """The counter, for the window."""
    return CheckoutScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """Every state of the counter, for `make screens`."""
    from ui.checkout import pictures as states

    return states.pictures(session)
