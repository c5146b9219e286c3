"""Sales that are over: the list, the paper of one, and what the paper does not say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.history.panes import FactsPane, ListPane
from ui.history.presenter import HistoryPresenter
from ui.history.slip_lines import lines_of, text_of
from ui.history.slip_picture import picture
from ui.history.viewmodel import DetailVM, ListVM
from ui.kit import (
    Action,
    ErrorState,
    Keymap,
    Line,
    Loading,
    PaperPreview,
    b,
    col,
    row,
    rule,
    s,
)


class HistoryScreen(QWidget):
    """Fulfils the presenter's View."""

    icon = "history"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("history.title")
        self.setAccessibleName(self.title)
        self.list = ListPane(words)
        self.paper = PaperPreview()
        self.facts = FactsPane(words)
        self._slip: object = None
        self._head = Line(h=71, gap=16)
        side = row((col((self.paper, 1), w=440, bg="canvas", pad=(12, 8)), 0), (self.facts, 1))
        self._sale = col(row((self._head, 1), pad=(0, 24), bg="surface"), rule(), (side, 1))
        self._none = QWidget()  # before the first sale the list says all there is to say
        self._stack = QStackedLayout()
        for page in (self._sale, Loading(), self._none):
            self._stack.addWidget(page)
        self._error: QWidget | None = None
        holder = QWidget()
        holder.setLayout(self._stack)
        head = row((Line([b(self.title, "figure")], h=56), 1), pad=(8, 24), h=72)
        left = col(head, (self.list, 1), bg="surface", edges="r", w=456)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(row(left, (holder, 1), bg="canvas"))
        self.presenter = HistoryPresenter(self, session)
        self._wire()

    def _wire(self) -> None:
        presenter = self.presenter
        self.list.typed.connect(presenter.typed)
        self.list.chosen.connect(presenter.open)
        self.list.near_end.connect(presenter.near_end)
        self.list.retried.connect(presenter.retry)
        self.facts.reprinted.connect(presenter.reprint)
        self.facts.reprint_key.clicked.connect(presenter.reprint)
        self.facts.answered.connect(lambda job, yes: presenter.answer(job, printed=yes))
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {Action.REPRINT: presenter.reprint, Action.SEARCH: self.list.take_focus},
        )

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """A receipt's QR or number opens it."""
        return self.presenter.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus returns to the search field."""
        self.list.take_focus()

    # --- what the presenter asks -------------------------------------------------------------

    def put_list(self, shown: ListVM, chosen: str) -> None:
        """The list, and which sale of it is open."""
        if isValid(self):
            self.list.put(shown, chosen)

    def put_detail(self, shown: DetailVM | None, error: str = "") -> None:
        """One sale, none, or why it cannot be shown."""
        if not isValid(self):
            return
        if error:
            self._show_error(error)
        elif shown is None:
            self._stack.setCurrentWidget(self._none)
        else:
            self._head.put([b(shown.title, "figure"), s(shown.about, elide=True)])
            self.facts.put(shown)
            self._put_paper(shown)
            self._stack.setCurrentWidget(self._sale)

    def _put_paper(self, shown: DetailVM) -> None:
        if shown.slip == self._slip:
            return
        self._slip = shown.slip
        lines = lines_of(shown.slip, shown.columns)
        self.paper.put_picture(picture(lines, shown.columns))
        self.paper.setAccessibleDescription(text_of(lines))

    def _show_error(self, words: str) -> None:
        if self._error is not None:
            self._stack.removeWidget(self._error)
            self._error.deleteLater()
        error = ErrorState(words, self._session.words("history.error_kept"))
        error.retry.connect(self.presenter.retry)
        self._error = error
        self._stack.addWidget(error)
        self._stack.setCurrentWidget(error)

    def _committed(self, changes: Changes, initiator: str) -> None:
        if self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def make(session: Session) -> QWidget:
    """The history screen."""
    return HistoryScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""
    return [("history", lambda: pose(make(session), session))]
