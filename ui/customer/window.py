"""The customer's window: on the second screen when there is one, else a window one can look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.usecases.ports import DeviceState
from app.words import Words
from ui.bridge.customer_view import CustomerMode, CustomerView
from ui.customer.figures import figures
from ui.customer.lines import GoodsList
from ui.kit import Box, Line, b, col, ico, row, rule, s, t

WIDTH, HEIGHT = 1024, 600
LEFT_SHARE, RIGHT_SHARE = 600, 424


class CustomerWindow(QWidget):
    """`put(view)` shows a CustomerView. It never takes the keys away from the till.

    `words` are the customers' (the shop's paper language), `shop_name` stands at the top.
    """

    closed = Signal()

    def __init__(self, words: Words, shop_name: str) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("customer")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._words, self._shop_name = words, shop_name
        self._view = CustomerView(CustomerMode.CLOSED)
        self._goods = GoodsList()
        self._count = Line(h=48)
        self._offer = Line(h=40)
        self._right = Box(bg="canvas", pad=(24, 24))
        left = col(
            self._count,
            rule(),
            (self._goods, 1),
            self._offer,
            pad=(16, 24),
            bg="surface",
            edges="r",
        )
        self._sale = row((left, LEFT_SHARE), (self._right, RIGHT_SHARE), bg="canvas")
        self._calm = Box(bg="surface", pad=48)
        self._front = QStackedLayout(self)
        self._front.setContentsMargins(0, 0, 0, 0)
        self._front.addWidget(self._calm)
        self._front.addWidget(self._sale)
        self.setWindowTitle(shop_name)
        self.resize(WIDTH, HEIGHT)
        self._show_calm()

    @property
    def view(self) -> CustomerView:
        """What is shown."""
        return self._view

    def put(self, view: CustomerView) -> None:
        """Show this; nothing is painted when nothing changed."""
        if view == self._view:
            return
        self._view = view
        if view.mode in (CustomerMode.CLOSED, CustomerMode.WELCOME):
            self._show_calm()
        else:
            self._show_sale()

    def put_shop(self, words: Words, shop_name: str) -> None:
        """The shop's name or language, if they changed."""
        if (words.lang, shop_name) == (self._words.lang, self._shop_name):
            return
        self._words, self._shop_name = words, shop_name
        view, self._view = self._view, CustomerView(CustomerMode.CLOSED, prompt="\0")
        self.put(view)

    def _show_calm(self) -> None:
        words, closed = self._words, self._view.mode is CustomerMode.CLOSED
        say = words("shell.customer.closed" if closed else "shell.customer.welcome")
        below = self._view.prompt or words(
            "shell.customer.closed_more" if closed else "shell.customer.welcome_more"
        )
        self._calm.fill(
            Line([b(self._shop_name, "title", "accent", elide=True)], h=40),
            ...,
            Line([b(say, "amount")], h=72),
            Line([t(below, "title", "muted")], h=44),
            ...,
            ...,
        )
        self._front.setCurrentWidget(self._calm)

    def _show_sale(self) -> None:
        view = self._view
        self._count.put([b(self._shop_name, "title", elide=True)], [s(view.count)])
        self._goods.put(view.lines, self._words("shell.customer.earlier", n="{n}"))
        offer = [ico("gift", "accent"), b(view.offer, elide=True)] if view.offer else ()
        self._offer.put(offer)
        self._right.fill(*figures(view, self._words))
        self._front.setCurrentWidget(self._sale)

    # --- where it stands ---------------------------------------------------------------------

    def toggle(self, beside: QWidget | None = None) -> bool:
        """F11: show it where the customer can see it, or put it away. Says whether it is shown."""
        if self.isVisible():
            self.hide()
            return False
        self.place(beside)
        return True

    def place(self, beside: QWidget | None = None) -> None:
        """Full screen on the screen the till is not on; a plain window when there is one only."""
        other = second_screen(beside)
        if other is None:
            self.resize(WIDTH, HEIGHT)
            self.show()
            return
        self.setScreen(other)
        self.setGeometry(other.geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
            self.hide()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def as_device(window: CustomerWindow | None, beside: QWidget) -> tuple[DeviceState, ...]:
    """The customer's screen as the devices' list says it; nothing where there is none to speak of.

    On a second screen it is ready, off while it is put away, and only to be looked at in a window.
    """
    other = second_screen(beside)
    shown = window is not None and window.isVisible()
    if other is None:
        if not shown:
            return ()
        return (DeviceState("screen", "screen", "", "warning", "one_screen"),)
    size = other.size()
    model = f"{other.name()} {size.width()} × {size.height()}"
    return (DeviceState("screen", "screen", model, "ready" if shown else "off"),)


def second_screen(beside: QWidget | None) -> QScreen | None:
    """A screen other than that of `beside`, None when there is only one."""
    mine = beside.screen() if beside is not None else QGuiApplication.primaryScreen()
    return next((one for one in QGuiApplication.screens() if one is not mine), None)
