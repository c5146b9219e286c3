"""Today: one glance says how it goes; it follows the counter without ever holding it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    ErrorPage,
    Key,
    Line,
    Loading,
    b,
    col,
    ico,
    row,
    rule,
    s,
    scroll,
    theme,
)
from ui.today.panes import AlertsPane, FormulaPane, OwedPane, PaidPane, SalesPane
from ui.today.presenter import ME, TodayPresenter
from ui.today.viewmodel import TodayVM

CALM_MS = 600  # a queue at the counter is one reading, not ten
MINUTE_MS = 60_000


class TodayScreen(QWidget):
    """The page is filled anew after sales; nothing on it is typed into."""

    icon = "today"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("today.title")
        self.setAccessibleName(self.title)
        self._head = Line(h=56, gap=16)
        self._said = Line(h=40)
        self.report_key = Key(words("today.day_report"), icon="report", h=56, w=192)
        self.yesterday_key = Key(words("today.yesterday"), h=56, w=128)
        self.month_key = Key(words("today.month"), h=56, w=128)
        self.sales, self.alerts = SalesPane(words), AlertsPane(words)
        self.formula = FormulaPane(words)
        self.paid, self.owed = PaidPane(words), OwedPane(words)
        self._shown: TodayVM | None = None
        self._holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(self._holder)
        self._errors = ErrorPage(self._stack)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._dirty = False
        self._build()
        self.presenter = TodayPresenter(self, session)
        self._wire()

    def _build(self) -> None:
        keys = (self.yesterday_key, self.month_key, self.report_key)
        head = row((self._head, 1), *keys, gap=8, pad=(8, 24), h=72)
        top = row((self.sales, 1), 24, rule(upright=True), 24, self.alerts)
        low = row((self.paid, 1), 24, rule(upright=True), 24, (self.owed, 1))
        self._said.hide()
        page = col(self._said, top, 8, self.formula, 8, (low, 1), pad=(24, 0, 24, 16))
        self._page = scroll(page)
        self._loading = Loading(pad=24)
        for one in (self._loading, self._page):
            self._stack.addWidget(one)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (self._holder, 1), bg="surface"))

    def _wire(self) -> None:
        presenter = self.presenter
        self.report_key.clicked.connect(presenter.report)
        self.yesterday_key.clicked.connect(presenter.yesterday)
        self.month_key.clicked.connect(presenter.month)
        self.sales.sell.connect(presenter.sell)
        self.alerts.opened.connect(presenter.open)
        self.owed.opened.connect(presenter.owed)
        self._calm.timeout.connect(presenter.load)
        self._minute.timeout.connect(self._tick)
        self._session.change_feed.committed.connect(self._committed)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: read what happened meanwhile, then follow."""
        self._dirty = False
        self._minute.start()
        self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """Nothing is typed here: Tab begins at the first key."""
        self.report_key.setFocus()

    def leave(self) -> None:
        """Another screen is shown: nothing is read for nobody."""
        self._calm.stop()
        self._minute.stop()

    def take_scan(self, text: str) -> bool:
        """Scans are for the counter."""
        return False

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: TodayVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        self._head.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.state == "loading":
            self._stack.setCurrentWidget(self._loading)
            return
        if shown.state == "error":
            kept = self._session.words("today.error_kept")
            self._errors.put(shown.error, kept, self.presenter.load)
            return
        self._said.setVisible(bool(shown.error))
        if shown.error:
            self._said.put([ico("alert", "danger"), s(shown.error, "danger", elide=True)])
        self._stack.setCurrentWidget(self._page)
        self._shown = shown
        self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        words = self._session.words
        sign = "¥" if self._session.shop.currency_code in ("CNY", "JPY") else ""
        self.sales.put(self._shown, sign, wide=theme.current().wide)
        self.alerts.put(self._shown)
        self.formula.put(self._shown)
        self.paid.put(self._shown)
        self.owed.put(self._shown)
        self.setAccessibleDescription(f"{words('today.sales')} {self._shown.sales}")

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator == ME or not self.presenter.cares(changes):
            return
        if self.isVisible() and not self._calm.isActive():
            self._calm.start()

    def _tick(self) -> None:
        if self.isVisible() and self._session.operator is not None:
            self.presenter.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._fill()


def make(session: Session) -> QWidget:
    """Today."""
    return TodayScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: the day of the demo shop, and one made up with everything on it."""
    from ui.today.examples import full_day

    def full() -> QWidget:
        screen = TodayScreen(session)
        return pose(screen, session, [lambda: screen.put(full_day(session.words))])

    return [("today", lambda: pose(make(session), session)), ("today-full", full)]
