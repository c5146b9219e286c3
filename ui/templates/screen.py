"""The templates' page: blocks, the chosen one's form, the paper as this till's printer gives it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.template import KINDS, LANGUAGES, OWN
from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    ErrorState,
    Key,
    Keymap,
    Line,
    Loading,
    PaperPreview,
    RecordTable,
    TableRow,
    Tabs,
    b,
    col,
    ico,
    key_for,
    outcome,
    row,
    s,
    scroll,
    t,
    theme,
)
from ui.templates.presenter import ME, TemplatesPresenter
from ui.templates.rows import BlockForm, PicturesPane
from ui.templates.viewmodel import BlockVM, TemplatesVM

WIDTHS = {False: (300, 376), True: (400, 680)}  # list and paper, narrow and wide
UP, DOWN, UNDO = "Ctrl+Up", "Ctrl+Down", "Ctrl+Z"


class TemplatesScreen(QWidget):
    """Fulfils the presenter's View."""

    icon = "note"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("templates.title")
        self.setAccessibleName(self.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs = Tabs([words(f"templates.kind.{one}") for one in KINDS])
        self._left = self._make_list()
        self.form = BlockForm(words)
        self.files = PicturesPane(words, key_for(Action.BACK))
        middle, self._middle = QWidget(), QStackedLayout()
        middle.setLayout(self._middle)
        for pane in (self._make_form(), self.files):
            self._middle.addWidget(pane)
        self._right = self._make_paper()
        self._states = QStackedLayout()
        around = QWidget()
        around.setLayout(self._states)
        self._error = Box()
        for state in (row(self._left, (middle, 1), self._right), Loading(), self._error):
            self._states.addWidget(state)
        head = row((Line(b(self.title, "figure"), h=56), 1), h=72, pad=(8, 24))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        tabs = row((self.tabs, 1), pad=(0, 24), edges="b")
        lay.addWidget(col(head, tabs, (around, 1), bg="surface"))
        self.presenter = TemplatesPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _make_list(self) -> QWidget:
        words = self._session.words
        self.table = RecordTable(
            (Column(words("templates.blocks")),), name=self.title, row_height=56, pad=16
        )
        self.up_key = Key(words("templates.up"), icon="up", sub=UP, h=56)
        self.down_key = Key(words("templates.down"), icon="down", sub=DOWN, h=56)
        self.add_keys = {
            code: Key(words(f"templates.add.{code}"), icon="plus", h=48, size="small")
            for code in OWN
        }
        text, rule_key, blank, code = self.add_keys.values()
        keys = col(
            row((self.up_key, 1), (self.down_key, 1), gap=8),
            row((text, 1), (rule_key, 1), gap=8),
            row((blank, 1), (code, 1), gap=8),
            gap=8,
            pad=(12, 16),
            edges="t",
        )
        return col((self.table, 1), keys, edges="r")

    def _make_form(self) -> QWidget:
        words = self._session.words
        self._said = Line(h=40)
        self.revert_key = Key(words("templates.back_all"), key_for(Action.BACK), h=64, w=148)
        self.save_key = Key(words("templates.save"), kind="primary", size="title", h=64)
        self.undo_key = Key(words("templates.undo"), UNDO, kind="quiet", h=48)
        self.reset_key = Key(words("templates.reset"), kind="quiet", h=48)
        foot = col(
            self._said,
            row((self.undo_key, 1), (self.reset_key, 1), gap=8),
            row(self.revert_key, (self.save_key, 1), gap=8),
            gap=4,
            pad=(8, 24, 24, 24),
        )
        return col((scroll(self.form), 1), foot)

    def _make_paper(self) -> QWidget:
        words = self._session.words
        self.paper = PaperPreview()
        self.language = Choice(
            tuple((one, words(f"templates.lang.{one}")) for one in LANGUAGES),
            columns=2,
            h=48,
            size="small",
        )
        self._about, self._warning = Line(h=28), Line(h=28)
        head = col(self.language, self._about, self._warning, gap=4, pad=(12, 16))
        return col(head, (self.paper, 1), bg="canvas", edges="l")

    def _wire(self) -> None:
        presenter, form = self.presenter, self.form
        self.tabs.picked.connect(lambda place: presenter.go(KINDS[place]))
        self.table.chosen.connect(presenter.choose)
        self.up_key.clicked.connect(lambda: presenter.move(-1))
        self.down_key.clicked.connect(lambda: presenter.move(1))
        for code, key in self.add_keys.items():
            key.clicked.connect(partial(presenter.add, code))
        form.typed.connect(presenter.typed)
        form.styled.connect(presenter.style)
        form.turned.connect(presenter.show)
        form.removed.connect(presenter.remove)
        form.picked.connect(presenter.pick_logo)
        form.dropped.connect(presenter.drop_logo)
        form.widened.connect(presenter.widen_logo)
        self.files.taken.connect(presenter.take_logo)
        self.files.closed.connect(presenter.back)
        self.language.picked.connect(presenter.speak)
        self.undo_key.clicked.connect(presenter.undo)
        self.reset_key.clicked.connect(presenter.reset)
        self.revert_key.clicked.connect(presenter.back)
        self.save_key.clicked.connect(presenter.save)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.back})
        for key, stroke in ((self.up_key, UP), (self.down_key, DOWN), (self.undo_key, UNDO)):
            key.setShortcut(stroke)

    def _widen(self) -> None:
        if isValid(self):
            listed, paper = WIDTHS[theme.current().wide]
            self._left.setFixedWidth(listed)
            self._right.setFixedWidth(paper)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.table.view.setFocus()

    def take_scan(self, text: str) -> bool:
        """A scan is not for this page."""
        return False

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: TemplatesVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if shown.state in ("loading", "error"):
            if shown.state == "error":
                error = ErrorState(shown.error, self._session.words("templates.error_kept"))
                error.retry.connect(self.presenter.load)
                self._error.fill((error, 1))
            self._states.setCurrentIndex(1 if shown.state == "loading" else 2)
            return
        self._states.setCurrentIndex(0)
        self.tabs.set_on(KINDS.index(shown.kind))
        self.table.put([_row(one) for one in shown.blocks])
        self.table.choose(shown.chosen)
        if shown.form is not None:
            self.form.put(shown.form, shown.serial)
        if shown.state == "files" and self._middle.currentIndex() == 0:
            self.files.put(shown.files)
        self._middle.setCurrentIndex(1 if shown.state == "files" else 0)
        self.language.set_chosen(shown.language)
        if shown.picture:
            self.paper.put_picture(QImage.fromData(shown.picture), shown.text)
        self._about.put([s(shown.about, elide=True)])
        mark = [ico("alert", "warning"), s(shown.warning, elide=True)] if shown.warning else []
        self._warning.put(mark)
        self.save_key.change(title=shown.save, off=shown.save_off)
        self.revert_key.setVisible(shown.dirty)
        self.reset_key.setVisible(shown.touched)
        self.undo_key.setVisible(shown.undo)
        self._said.put(outcome(shown.said, shown.said_role))

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: BlockVM) -> TableRow:
    name = t(one.name, role="muted" if one.off else "text", elide=True)
    return TableRow(one.key, ([name, s(one.sub, elide=True)],))


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture."""

    def posed(*steps: Callable[[TemplatesScreen], object]) -> QWidget:
        screen = TemplatesScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def own(screen: TemplatesScreen) -> None:
        screen.presenter.choose("1")
        screen.presenter.add("text")
        screen.presenter.style("size", "bold")
        screen.presenter.typed("zh_CN", "收银 {cashier} 为您服务")
        screen.presenter.typed("en", "Served by {cashier}")
        screen.presenter.choose("0")
        screen.presenter.choose("2")

    def slips(screen: TemplatesScreen) -> None:
        screen.presenter.go("slip")

    def logo(screen: TemplatesScreen) -> None:
        screen.presenter.choose("0")

    return [
        ("templates", posed),
        ("templates-own", lambda: posed(own)),
        ("templates-slips", lambda: posed(slips)),
        ("templates-logo", lambda: posed(logo)),
        ("templates-files", lambda: posed(logo, lambda one: one.presenter.pick_logo())),
    ]


def make(session: Session) -> QWidget:
    """The templates' screen."""
    return TemplatesScreen(session)
