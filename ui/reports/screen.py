"""Reports: what to read at the left, its days above, the report itself, and ways to take it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
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
from ui.reports.presenter.reading import ME, ReportsPresenter
from ui.reports.viewmodel.page import PageVM

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
        self._stack = QStackedLayout()
        self._loading = Loading(pad=24)
        self._state: QWidget | None = None
        for page in (self.body, self._loading):
            self._stack.addWidget(page)
        self._timer = QTimer(self, interval=TICK_MS)
        self._build()
        self.presenter = ReportsPresenter(self, session)
        self._wire()

    def _build(self) -> None:
        holder = QWidget()
        holder.setLayout(self._stack)
        head = row((self._head, 1), self.back_key, gap=8, pad=(8, 24), h=72)
        right = col(
            *(head, rule(), self.days, self._busy_box, self._said_box),
            *((holder, 1), self.exports),
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
        self.list.chosen.connect(presenter.choose)
        self.days.stepped.connect(presenter.step)
        self.days.spanned.connect(presenter.span)
        self.days.compared.connect(presenter.next_compare)
        self.days.now.connect(presenter.now)
        self.days.typed.connect(self._typed)
        self.days.field.changed.connect(lambda _text: self.days.field.set_error(""))
        self.back_key.clicked.connect(presenter.back)
        self.busy.cancelled.connect(presenter.cancel)
        self.body.opened.connect(presenter.open)
        self._timer.timeout.connect(presenter.tick)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: self._esc,
                Action.SEARCH: self._into_days,
            },
        )
        for keys, do in (
            ("Ctrl+Left", partial(presenter.step, -1)),
            ("Ctrl+Right", partial(presenter.step, 1)),
            ("Ctrl+Home", presenter.now),
            ("Ctrl+Return", self.body.take_focus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        errand = self._session.take_errand(PLACE)
        verb, _, what = errand.partition(":")
        if verb == "day" and what:
            self.presenter.day_of(what)
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
        self.exports.put(shown)
        self._head.put([b(shown.title, "figure"), s(shown.about, elide=True)])
        self.back_key.setVisible(shown.behind)
        self._put_work(shown)
        self._put_said(shown)
        if shown.state == "error":
            self._show(self._error(shown))
        elif shown.state == "nothing" and shown.report is not None and shown.report.wide:
            self._show(self._nothing(shown))
        elif shown.report is not None:
            self.body.put(shown.report)
            self._stack.setCurrentWidget(self.body)
        else:
            self._stack.setCurrentWidget(self._loading)

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
        table = shown.report.table if shown.report else None
        title = table.empty if table else words("report.nothing")
        return EmptyState("report", title, words("reports.nothing_why"), [earlier])

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

    def _into_days(self) -> None:
        self.days.field.edit.setFocus()
        self.days.field.select_all()

    def _esc(self) -> None:
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

    return [
        ("reports-day", posed),
        ("reports-hour", report("sales.hour")),
        ("reports-item", report("sales.item")),
        ("reports-nothing", report("voids", "day")),
    ]
