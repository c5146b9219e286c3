"""The cases: a list by state at the left, one with its evidence and a decision at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from app.usecases.sentinel.cases import STATES
from ui.bridge.approval.pane import ApprovalPane
from ui.bridge.approval.shown import ApprovalVM
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.cases.panes import CasePane
from ui.cases.presenter import ME, CasesPresenter
from ui.cases.viewmodel import DetailVM, ListVM, RowVM
from ui.kit import (
    Action,
    Column,
    EmptyState,
    ErrorState,
    Key,
    Keymap,
    Line,
    RecordTable,
    TableRow,
    Tabs,
    b,
    chip,
    col,
    row,
    s,
    t,
    theme,
)

LEFT = {False: 632, True: 780}


class CasesScreen(QWidget):
    """The focus stands in the list: arrows walk it, Enter goes to the reason, Tab everywhere."""

    icon = "case"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("cases.title")
        self.setAccessibleName(self.title)
        self._about = Line(h=56, gap=16)
        self.look_key = Key(words("cases.look"), icon="refresh", h=56, w=216)
        self.tabs = Tabs([words(f"cases.state.{one}", n=0) for one in STATES], h=44)
        self._offered: tuple[str, ...] = ()
        self.table = RecordTable(
            (
                Column(words("cases.col.level"), 76),
                Column(words("cases.col.what")),
                Column(words("cases.col.who"), 96),
                Column(words("cases.col.when"), 72, right=True),
            ),
            name=words("cases.list"),
            pad=16,
        )
        self.pane = CasePane(words)
        self._left = col(row((self.tabs, 1), pad=(16, 8, 16, 0)), (self.table, 1), edges="r")
        head = row((self._about, 1), self.look_key, h=72, pad=(8, 24), edges="b")
        self._page = col(head, (row(self._left, (self.pane, 1)), 1), bg="surface")
        self.approval = ApprovalPane(words)
        self._stack = QStackedLayout(self)
        for one in (self._page, self.approval):
            self._stack.addWidget(one)
        self.presenter = CasesPresenter(self, session)
        self._about.put([b(self.title, "figure"), s(self.presenter.about, elide=True)])
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter, pane = self.presenter, self.pane
        self.tabs.picked.connect(presenter.show_state)
        self.table.chosen.connect(presenter.choose)
        self.table.opened.connect(lambda _key: pane.ask_reason())
        self.table.retry.connect(presenter.load)
        self.look_key.clicked.connect(presenter.look)
        pane.closed.connect(presenter.close)
        pane.settled.connect(presenter.settle)
        pane.row_opened.connect(presenter.open_row)
        asking = presenter.asking
        self.approval.chosen.connect(asking.choose)
        self.approval.digits.connect(asking.typed)
        self.approval.confirmed.connect(asking.submit)
        self.approval.closed.connect(asking.leave)
        Keymap().bind(self, {Action.BACK: asking.leave})
        self._session.change_feed.committed.connect(self._committed)

    def _widen(self) -> None:
        if isValid(self):
            self._left.setFixedWidth(LEFT[theme.current().wide])

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The cases come to the front, with the one somebody was sent for."""
        self.presenter.sent(self._session.take_errand("cases"))
        self.focus_home()

    def focus_home(self) -> None:
        """The list has the keys."""
        self.table.view.setFocus()

    def take_scan(self, text: str) -> bool:
        """A staff card says yes on the panel."""
        return self.presenter.asking.open and self.presenter.asking.scanned(text)

    # --- what the presenter asks ---------------------------------------------------------------

    def put_list(self, shown: ListVM) -> None:
        """The list."""
        if not isValid(self):
            return
        if shown.tabs != self._offered:
            self._offered = shown.tabs
            self.tabs.put(list(shown.tabs))
        self.tabs.set_on(shown.on)
        if shown.state == "error":
            words = self._session.words
            says = words("cases.error_says", error=shown.error, kept=words("cases.error_kept"))
            self.table.show_error(ErrorState(words("cases.error"), says))
            return
        empty = EmptyState("check", shown.none, shown.none_why)
        self.table.put([_row(one) for one in shown.rows], empty)
        self.table.stand_on(shown.chosen)

    def put_case(self, shown: DetailVM | None) -> None:
        """The right half."""
        if isValid(self):
            self.pane.put(shown)

    def put_busy(self, said: str) -> None:
        """A look is under way."""
        if isValid(self):
            self.look_key.set_off(said)
            self.pane.say(said, "muted")

    def say(self, said: str, role: str) -> None:
        """What came of it."""
        if isValid(self):
            self.pane.say(said, role)

    def decided(self) -> None:
        """The reason was taken."""
        if isValid(self):
            self.pane.empty()
            self.focus_home()

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or not any more."""
        if not isValid(self):
            return
        if shown is None:
            self._stack.setCurrentWidget(self._page)
            self.pane.ask_reason()
            return
        fresh = self._stack.currentWidget() is not self.approval
        self.approval.put(shown)
        self._stack.setCurrentWidget(self.approval)
        if fresh:
            self.approval.take_focus()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: RowVM) -> TableRow:
    return TableRow(
        one.case_id,
        (
            [chip(one.level, one.role, "sunk" if one.role == "muted" else f"{one.role}_soft")],
            [t(one.title, elide=True)],
            [s(one.who, elide=True)],
            [s(one.when)],
        ),
    )


def make(session: Session) -> QWidget:
    """The page of cases."""
    return CasesScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: the newest case after a look, and what is closed."""

    def looked() -> QWidget:
        screen = CasesScreen(session)
        return pose(screen, session, [screen.presenter.look])

    def closed() -> QWidget:
        screen = CasesScreen(session)
        return pose(screen, session, [lambda: screen.presenter.show_state(2)])

    return [("cases", looked), ("cases-dismissed", closed)]
