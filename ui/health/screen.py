"""One page that says how the till is: checks at the left, paper and devices at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.health.panes import CheckRow, SidePane
from ui.health.presenter import ME, HealthPresenter
from ui.health.viewmodel import HealthVM, WorkVM
from ui.kit import (
    Action,
    Box,
    Busy,
    ErrorPage,
    Key,
    Keymap,
    Line,
    Loading,
    b,
    col,
    ico,
    row,
    rule,
    s,
    scroll,
    t,
)

TICK_MS = 100


class HealthScreen(QWidget):
    """Rows keep their widgets: what is under a finger stays there while figures change."""

    icon = "health"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("health.title")
        self.setAccessibleName(self.title)
        self.verify_key = Key(words("health.verify"), icon="shield", kind="primary", h=56, w=216)
        self.check_key = Key(words("health.check"), icon="exchange", h=56, w=216)
        self.export_key = Key(words("health.export"), icon="download", h=56, w=184)
        self.again_key = Key(words("health.again"), icon="refresh", h=56, w=168)
        self.help_key = Key(words("health.help"), icon="help", h=56, w=152)
        self._about = Line(h=56, gap=16)
        self._said = Line(h=48)
        self._said_box = row((self._said, 1), pad=(0, 24))
        self.busy = Busy()
        self._busy_box = col(self.busy, pad=(24, 4, 24, 12))
        self._checks = Box()
        self.checks: dict[str, CheckRow] = {}
        self.side = SidePane(words)
        self._body = row((self._checks, 3), 32, rule(upright=True), 24, (self.side, 2))
        self._holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(self._holder)
        self._page = scroll(col(self._body, ..., pad=(24, 4, 24, 16)))
        self._loading = Loading()
        for page in (self._page, self._loading):
            self._stack.addWidget(page)
        self._errors = ErrorPage(self._stack)
        self._began: QWidget | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._build()
        self.presenter = HealthPresenter(self, session)
        self._wire()

    def _build(self) -> None:
        keys = (self.again_key, self.help_key, self.export_key, self.check_key, self.verify_key)
        head = row((self._about, 1), *keys, gap=8, pad=(8, 24), h=72)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(
            col(head, rule(), self._busy_box, self._said_box, (self._holder, 1), bg="surface")
        )
        self._busy_box.hide()
        self._said_box.hide()

    def _wire(self) -> None:
        presenter = self.presenter
        self.verify_key.clicked.connect(presenter.verify)
        self.check_key.clicked.connect(presenter.check)
        self.again_key.clicked.connect(presenter.load)
        self.export_key.clicked.connect(presenter.export)
        self.help_key.clicked.connect(presenter.bundle)
        self.busy.cancelled.connect(presenter.cancel)
        self.side.answered.connect(lambda job, yes: presenter.answer(job, printed=yes))
        self.side.sent_again.connect(presenter.again)
        self.side.copied.connect(presenter.copy)
        self._timer.timeout.connect(presenter.tick)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.cancel})

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: everything is measured now."""
        self.presenter.load()
        if self._held() is None:
            self.again_key.setFocus()

    def take_scan(self, text: str) -> bool:
        """A receipt's or a Z's QR is held against the journal; other scans are not for here."""
        if not text.strip().startswith(("SHUKE1:", "SZ1:")):
            return False
        self.presenter.slip(text)
        return True

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: HealthVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.state == "loading":
            self._stack.setCurrentWidget(self._loading)
            return
        if shown.state == "error":
            kept = self._session.words("health.error_kept")
            self._errors.put(shown.error, kept, self.presenter.load)
            return
        self._stack.setCurrentWidget(self._page)
        held = self._held()
        self._put_checks(shown)
        self.side.put(shown)
        self._put_work(shown.work)
        if held is not None:
            self._keep_focus(held, shown.work)
        said = shown.error or shown.said
        mark = ico("alert", "danger") if shown.error else ico("check", "positive")
        self._said_box.setVisible(bool(said) and shown.work is None)
        self._said.put([mark, t(said, elide=True)] if said else ())

    def _held(self) -> QWidget | None:
        """Where the keyboard is on this page."""
        at = QApplication.focusWidget()
        return at if at is not None and self.isAncestorOf(at) else None

    def _keep_focus(self, held: QWidget, work: WorkVM | None) -> None:
        """The keyboard stays here when its key goes: behind work it is back on what began it,
        behind an answer on what prints the slip again; Enter never leaves the page."""
        if work is not None and held in {self.verify_key, self.check_key}:
            self._began = held
        key: QWidget | None = (
            self.side.next_key() if not isValid(held) or not held.isVisible() else None
        )
        if key is None and work is None and self._began is not None:
            key, self._began = self._began, None
        if key is not None:
            key.setFocus()
        elif self._held() is None:
            self.again_key.setFocus()

    def _put_checks(self, shown: HealthVM) -> None:
        if [one.name for one in shown.checks] != list(self.checks):
            self.checks = {one.name: CheckRow() for one in shown.checks}
            self._checks.fill(*self.checks.values(), ...)
        for one in shown.checks:
            self.checks[one.name].put(one)

    def _put_work(self, work: WorkVM | None) -> None:
        words = self._session.words
        off = words("health.busy") if work is not None else ""
        self.verify_key.set_off(off)
        self.check_key.set_off(off)
        self._busy_box.setVisible(work is not None)
        if work is None:
            self._timer.stop()
            self.busy.stop()
            return
        self.busy.put(work.words, work.share_ppm, work.note)
        if not self._timer.isActive():
            self._timer.start()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def make(session: Session) -> QWidget:
    """The health screen."""
    return HealthScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""
    return [("health", lambda: pose(make(session), session))]
