"""The shift's page: what it adds up to at the left, the next step at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import Action, ErrorState, Keymap, Line, Loading, b, col, key_for, row, s, scroll
from ui.shift.panes import ClosedPane, ClosingPane, OpenPane, SumsPane
from ui.shift.presenter import ME, ShiftPresenter
from ui.shift.viewmodel import ShiftVM


class ShiftScreen(QWidget):
    """Opens, shows and closes shifts. `current()` tells tests and pictures what is shown."""

    icon = "shift"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("shift.title")
        self.setAccessibleName(self.title)
        self._dirty, self._state = True, ""
        self.presenter = ShiftPresenter(self, session)
        self.sums = SumsPane(words)
        self.open_pane = OpenPane(words)
        self.closing_pane = ClosingPane(words, key_for(Action.CONFIRM), key_for(Action.BACK))
        self.closed_pane = ClosedPane(words, key_for(Action.CONFIRM))
        self._panes: dict[str, OpenPane | ClosingPane | ClosedPane] = {
            "open": self.open_pane,
            "closing": self.closing_pane,
            "closed": self.closed_pane,
        }
        self._about = Line([], h=56, gap=16)
        self._right = QStackedLayout()
        for pane in self._panes.values():
            self._right.addWidget(pane)
        right = QWidget()
        right.setLayout(self._right)
        self._page = row(self.sums, (right, 1))
        self._states = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._states)
        self._states.addWidget(self._page)
        self._states.addWidget(Loading())
        self._error: QWidget | None = None
        head = row((self._about, 1), pad=(8, 24), h=72, bg="surface", edges="b")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (holder, 1), bg="surface"))
        self._wire()

    def _wire(self) -> None:
        presenter = self.presenter
        self.open_pane.print_key.clicked.connect(presenter.print_x)
        self.open_pane.close_key.clicked.connect(presenter.ask_close)
        self.closing_pane.back_key.clicked.connect(presenter.back)
        self.closing_pane.close_key.clicked.connect(presenter.close)
        self.closed_pane.opened.connect(presenter.open)
        self.closed_pane.typed.connect(presenter.typed)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.CONFIRM: self._confirm, Action.BACK: presenter.back})

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: figures are read now."""
        self._dirty = False
        self.presenter.load()

    def take_scan(self, text: str) -> bool:
        """Nothing here wants a scan."""
        return False

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: ShiftVM) -> None:
        """Show this."""
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.state == "error":
            self._show_error(shown.error)
            return
        if shown.state == "loading":
            self._states.setCurrentIndex(1)
            return
        self._states.setCurrentIndex(0)
        self.sums.put(shown)
        pane = self._panes[shown.state]
        pane.put(shown)
        if shown.state != self._state:
            self._state = shown.state
            self._right.setCurrentWidget(pane)
            if self.isVisible():  # behind another screen the focus is not ours to take
                pane.take_focus()

    def offer_float(self, text: str) -> None:
        """Put the float of the last shift into the field."""
        self.closed_pane.offer(text)

    def _show_error(self, words: str) -> None:
        if self._error is not None:
            self._states.removeWidget(self._error)
            self._error.deleteLater()
        error = ErrorState(words, self._session.words("shift.error_kept"))
        error.retry.connect(self.presenter.load)
        self._error = scroll(error)
        self._states.addWidget(self._error)
        self._states.setCurrentWidget(self._error)

    def _confirm(self) -> None:
        if self.presenter.shown.state == "open":
            self.presenter.ask_close()
        elif self.presenter.shown.state == "closing":
            self.presenter.close()
        elif self.presenter.shown.state == "closed":
            self.closed_pane.confirm()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator == ME or not self._session.loaded or not self.presenter.changed(changes):
            return
        if self.isVisible():
            self.presenter.load()
        else:
            self._dirty = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        shown = self._panes.get(self.presenter.shown.state)
        if shown is not None:
            shown.take_focus()


def make(session: Session) -> QWidget:
    """The shift's screen."""
    return ShiftScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def closing() -> QWidget:
        screen = ShiftScreen(session)
        return pose(screen, session, [screen.presenter.ask_close])

    return [("shift", lambda: pose(make(session), session)), ("shift-closing", closing)]
