"""Reports: what to read at the left, its days above, the report itself, and ways to take it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Busy,
    EmptyState,
    ErrorState,
    Key,
    Keymap,
    Line,
    Loading,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    t,
)
from ui.reports.panes.body import ReportBody
from ui.reports.panes.choosing import DaysPane, ExportPane, ListPane
from ui.reports.panes.code import CodePane
from ui.reports.panes.counting import CountingPane
from ui.reports.presenter.counting import CountingPresenter
from ui.reports.presenter.exporting import Exporting
from ui.reports.presenter.reading import ME, ReportsPresenter
from ui.reports.viewmodel.counting import TrafficVM
from ui.reports.viewmodel.page import TRAFFIC, PageVM

TICK_MS = 100
PLACE = "reports"


class ReportsScreen(QWidget):
    """One report at a time; the table in front keeps its place while the page is looked at."""

    icon = "report"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("reports.title")
        self.setAccessibleName(self.title)
        self.list = ListPane(words, self.title)
        self.days, self.exports = DaysPane(words), ExportPane(words)
        self._head = Line(h=56, gap=16)
        self.back_key = Key(words("reports.back"), key_for(Action.BACK), icon="back", h=56, w=176)
        self._said = Line(h=40)
        self._said_box = row((self._said, 1), pad=(0, 24))
        self.busy = Busy()
        self._busy_box = col(self.busy, pad=(24, 4, 24, 12))
        self.body = ReportBody()
        self._holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(self._holder)
        self._loading = Loading(pad=24)
        self._state: QWidget | None = None
        self._coded: object = None  # the report whose code is in front
        self.counting, self.code = CountingPane(words), CodePane(words)
        for page in (self.body, self._loading, self.counting, self.code):
            self._stack.addWidget(page)
        self._timer = QTimer(self, interval=TICK_MS)
        self._build()
        self.presenter = ReportsPresenter(self, session)
        self.exporting = Exporting(self, session, self.presenter)
        self.visitors = CountingPresenter(self, session)
        self._wire()

    def _build(self) -> None:
        head = row((self._head, 1), self.back_key, gap=8, pad=(8, 24), h=72)
        right = col(
            *(head, rule(), self.days, self._busy_box, self._said_box),
            *((self._holder, 1), self.exports),
            bg="surface",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(row(self.list, (right, 1)))
        for hidden in (self._busy_box, self._said_box, self.back_key):
            hidden.hide()

    def _wire(self) -> None:
        presenter = self.presenter
        self.list.chosen.connect(self._choose)
        self.days.stepped.connect(presenter.step)
        self.days.spanned.connect(presenter.span)
        self.days.compared.connect(presenter.next_compare)
        self.days.now.connect(presenter.now)
        self.days.typed.connect(self._typed)
        self.days.field.changed.connect(lambda _text: self.days.field.set_error(""))
        self.back_key.clicked.connect(presenter.back)
        self.busy.cancelled.connect(presenter.cancel)
        self.body.opened.connect(presenter.open)
        self.exports.asked.connect(self.exporting.run)
        self.exports.typed.connect(self.exporting.typed)
        self.code.closed.connect(self._esc)
        self._wire_counting()
        self._timer.timeout.connect(presenter.tick)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: self._esc,
                Action.SEARCH: self._into_days,
                Action.REPRINT: partial(self.exporting.run, "print"),
            },
        )
        for keys, do in (
            ("Ctrl+Left", partial(self._step, -1)),
            ("Ctrl+Right", partial(self._step, 1)),
            ("Ctrl+Home", presenter.now),
            ("Ctrl+Return", self._into_page),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _wire_counting(self) -> None:
        pane, visitors = self.counting, self.visitors
        pane.entered.connect(visitors.enter)
        pane.stepped.connect(visitors.step)
        pane.typed.connect(self._typed_count)
        pane.looked.connect(visitors.look)
        pane.taken.connect(visitors.take)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        errand = self._session.take_errand(PLACE)
        if errand:
            self.presenter.sent(errand)
        else:
            self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """The list of reports: arrows choose."""
        self.list.table.view.setFocus()

    def take_scan(self, text: str) -> bool:
        """Scans are not for here."""
        return False

    def leave(self) -> None:
        """Another screen is shown: nobody waits for a long report."""
        self.presenter.cancel()

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: PageVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        self.list.put(shown)
        self.days.put(shown)
        self.exports.put(shown, self.exporting.folder())
        self._head.put([b(shown.title, "figure"), s(shown.about, elide=True)])
        self.back_key.setVisible(shown.behind)
        self._put_work(shown)
        self._put_said(shown)
        if self._stack.currentWidget() is self.code and shown.report is self._coded:
            return
        if shown.state == TRAFFIC:
            self._stack.setCurrentWidget(self.counting)
        elif shown.state == "error":
            self._show(self._error(shown))
        elif shown.state == "nothing" and shown.report is not None and shown.report.wide:
            self._show(self._nothing(shown))
        elif shown.report is not None:
            self.body.put(shown.report)
            self._stack.setCurrentWidget(self.body)
        else:
            self._stack.setCurrentWidget(self._loading)

    def put_traffic(self, shown: TrafficVM) -> None:
        """Visitors by hour."""
        if isValid(self):
            self.counting.put(shown)

    def copy(self, text: str) -> None:
        """Into the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def show_qr(self, text: str) -> None:
        """The figures as a code, in the report's place until Esc."""
        self.code.put(text)
        made = self.presenter.made
        self._coded = made.words if made else None
        self._stack.setCurrentWidget(self.code)

    def _put_work(self, shown: PageVM) -> None:
        work = shown.work
        self._busy_box.setVisible(work is not None)
        if work is None:
            self._timer.stop()
            self.busy.stop()
            return
        self.busy.put(work.words, work.share_ppm)
        if not self._timer.isActive():
            self._timer.start()

    def _put_said(self, shown: PageVM) -> None:
        self._said_box.setVisible(bool(shown.said))
        icon = {"danger": "alert", "positive": "check"}.get(shown.said_role, "info")
        if shown.said:
            self._said.put([ico(icon, shown.said_role), t(shown.said, elide=True)])

    def _error(self, shown: PageVM) -> QWidget:
        error = ErrorState(shown.error, self._session.words("reports.error_kept"))
        error.retry.connect(self.presenter.again)
        return error

    def _nothing(self, shown: PageVM) -> QWidget:
        words = self._session.words
        earlier = Key(words("reports.earlier"), "Ctrl ←", icon="left", h=64)
        earlier.clicked.connect(lambda: self.presenter.step(-1))
        keys = [] if shown.asks == "nothing" else [earlier]
        why = words("reports.nothing_why") if keys else words("reports.nothing_other")
        table = shown.report.table if shown.report else None
        title = table.empty if table else words("report.nothing")
        return EmptyState("report", title, why, keys)

    def _show(self, state: QWidget) -> None:
        old, self._state = self._state, state
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _typed(self, text: str) -> None:
        wrong = self.presenter.typed(text)
        self.days.field.set_error(wrong)
        if not wrong:
            self.days.field.clear()
            self.focus_home()

    def _typed_count(self, text: str) -> None:
        wrong = self.visitors.typed(text)
        self.counting.day.set_error(wrong)
        if not wrong:
            self.counting.day.clear()
            self.counting.take_focus()

    def _choose(self, code: str) -> None:
        self.presenter.choose(code)
        if code == TRAFFIC:
            self.visitors.load()

    def _step(self, by: int) -> None:
        if self.presenter.in_traffic:
            self.visitors.step(by)
        else:
            self.presenter.step(by)

    def _into_page(self) -> None:
        if self.presenter.in_traffic:
            self.counting.take_focus()
        else:
            self.body.take_focus()

    def _into_days(self) -> None:
        field = self.counting.day if self.presenter.in_traffic else self.days.field
        field.edit.setFocus()
        field.select_all()

    def _esc(self) -> None:
        if self._stack.currentWidget() is self.code:
            self._coded = None
            self._stack.setCurrentWidget(self.body)
            self.presenter.show()
            return
        if not self.presenter.cancel() and not self.presenter.back():
            self.focus_home()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator != ME and changes.sales and self._session.loaded:
            self.presenter.changed()


def make(session: Session) -> QWidget:
    """The reports screen."""
    return ReportsScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[ReportsScreen], object]) -> QWidget:
        screen = ReportsScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def report(code: str, span: str = "month") -> Callable[[], QWidget]:
        return lambda: posed(
            lambda screen: screen.presenter.choose(code),
            lambda screen: screen.presenter.span(span),
        )

    def lower(screen: ReportsScreen) -> None:
        screen.body.scroll_to_table(4)

    def yesterday(screen: ReportsScreen) -> None:
        screen.presenter.step(-1)

    return [
        ("reports-day", posed),
        ("reports-day-lower", lambda: posed(yesterday, lower)),
        ("reports-hour", report("sales.hour")),
        ("reports-item", report("sales.item")),
        ("reports-department", report("sales.department", "week")),
        ("reports-nothing", report("items.slow", "day")),
        ("reports-traffic", lambda: posed(lambda screen: screen._choose(TRAFFIC))),
        ("reports-code", lambda: posed(lambda screen: screen.exporting.run("qr"))),
    ]
