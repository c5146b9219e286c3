"""The programme's page: parts above, terms at the left, the form, and the engine's words beside."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    ErrorState,
    Key,
    Keymap,
    Line,
    Loading,
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
from ui.program.batch_pane import BatchPane
from ui.program.panes import ExplainPane, PickPane
from ui.program.presenter import ME, ProgramPresenter
from ui.program.rows import FieldRow
from ui.program.specs import SECTIONS
from ui.program.viewmodel import ProgramVM

WIDTHS = {False: (340, 340), True: (440, 560)}  # list and example, narrow and wide


class ProgramScreen(QWidget):
    """Fulfils the presenter's View."""

    icon = "star"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("prog.title")
        self.setAccessibleName(self.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs = Tabs([words(f"prog.section.{one}") for one in SECTIONS])
        self.about = Line(h=40)
        self.table = RecordTable((Column(words("prog.terms")),), name=self.title, row_height=64)
        self.new_key = Key(words("prog.new"), key_for(Action.NEW), icon="plus", h=64)
        self._list = col((self.table, 1), row((self.new_key, 1), pad=(16, 16)), edges="r")
        self.rows: dict[str, FieldRow] = {}
        self._made: tuple[object, ...] = ()
        self._make_form()
        self.pick = PickPane(words)
        self.batch = BatchPane(words)
        self.explain = ExplainPane(words)
        empty = EmptyState("star", words("prog.empty"), words("prog.empty_why"), w=360)
        holder, self._stack = QWidget(), QStackedLayout()
        holder.setLayout(self._stack)
        for page in (self._form, self.pick, empty, self.batch):
            self._stack.addWidget(page)
        body = row(self._list, (holder, 1), self.explain)
        self._states = QStackedLayout()
        around = QWidget()
        around.setLayout(self._states)
        self._error = Box()
        for state in (body, Loading(), self._error):
            self._states.addWidget(state)
        head = row((Line(b(self.title, "figure"), h=56), 1), h=72, pad=(8, 24))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        tabs = row((self.tabs, 1), pad=(0, 24))
        about = row((self.about, 1), pad=(0, 24), edges="b")
        lay.addWidget(col(head, tabs, about, (around, 1), bg="surface"))
        self.presenter = ProgramPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _make_form(self) -> None:
        words = self._session.words
        self._head, self._said = Line(h=56, gap=16), Line(h=40)
        self._body = Box(pad=(0, 24))
        self._scroll = scroll(self._body)
        self.revert_key = Key(words("prog.back"), key_for(Action.BACK), h=64, w=132)
        self.remove_key = Key(words("prog.remove"), icon="trash", kind="quiet", h=64, w=248)
        self.save_key = Key(words("prog.save"), kind="primary", size="title", h=64)
        keys = row(self.revert_key, (self.save_key, 1), gap=8)
        foot = col(row((self._said, 1), self.remove_key), keys, pad=(24, 0, 24, 24))
        self._form = col(row((self._head, 1), pad=(8, 24)), (self._scroll, 1), foot)

    def _wire(self) -> None:
        presenter = self.presenter
        self.tabs.picked.connect(lambda place: presenter.go(SECTIONS[place]))
        self.table.chosen.connect(presenter.choose)
        self.new_key.clicked.connect(presenter.add_term)
        self.revert_key.clicked.connect(presenter.back)
        self.save_key.clicked.connect(presenter.save)
        self.remove_key.clicked.connect(presenter.remove)
        self.pick.picked.connect(presenter.picked)
        self.pick.closed.connect(presenter.back)
        self.explain.preview.connect(presenter.preview)
        self.explain.judge.connect(presenter.judge)
        self.explain.batch.connect(presenter.open_batch)
        self.batch.typed.connect(presenter.batching.typed)
        self.batch.issued.connect(presenter.batching.issue)
        self.batch.closed.connect(presenter.back)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.back, Action.NEW: presenter.add_term})

    def _widen(self) -> None:
        if isValid(self):
            listed, explained = WIDTHS[theme.current().wide]
            self._list.setFixedWidth(listed)
            self.explain.setFixedWidth(explained)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.setFocus()

    def take_scan(self, text: str) -> bool:
        """A scan is not for this page."""
        return False

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: ProgramVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if shown.state != "shown":
            if shown.state == "error":
                error = ErrorState(shown.error, self._session.words("prog.error_kept"))
                error.retry.connect(self.presenter.load)
                self._error.fill((error, 1))
            self._states.setCurrentIndex(1 if shown.state == "loading" else 2)
            return
        self._states.setCurrentIndex(0)
        self.tabs.set_on(SECTIONS.index(shown.section))
        self.about.put([s(shown.about, elide=True)])
        self._list.setVisible(shown.listed)
        self.table.put(
            [
                TableRow(key, ([t(name, elide=True), s(sub, elide=True)],))
                for key, name, sub in shown.terms
            ]
        )
        self.table.choose(shown.term_id)
        self._put_form(shown)
        self.explain.put(
            *(shown.warnings, shown.example),
            preview=shown.preview,
            judge=shown.judge,
            batch=(shown.batch_key, shown.batch_off),
        )
        if shown.batch is not None:
            self._stack.setCurrentIndex(3)
            self.batch.put(shown.batch)
            return
        self.batch.forget()
        if shown.pick is not None:
            self._stack.setCurrentIndex(1)
            self.pick.put(shown.pick)
        else:
            self.pick.forget()
            self._stack.setCurrentIndex(0 if shown.fields else 2)

    def _put_form(self, shown: ProgramVM) -> None:
        back = [ico("back", "accent")] if shown.inner else []
        self._head.put([*back, b(shown.title, "title", elide=True)])
        shape = (shown.section, *(FieldRow.shape(one) for one in shown.fields))
        if shape != self._made:
            same_place = self._made and self._made[0] == shown.section
            bar = self._scroll.verticalScrollBar()
            before = bar.value() if same_place and not shown.inner else 0
            self._made = shape
            self.rows = {one.key: FieldRow(one) for one in shown.fields}
            for one in self.rows.values():
                self._bind(one)
            self._body.fill(*self.rows.values(), ...)
            bar.setValue(before)
        for field in shown.fields:
            self.rows[field.key].put(field, shown.serial)
        self.save_key.change(title=shown.save, off=shown.save_off)
        self.revert_key.setVisible(shown.dirty or shown.inner)
        self.remove_key.setVisible(bool(shown.removable))
        if shown.removable:
            self.remove_key.change(title=shown.removable)
        self._said.put(outcome(shown.said, shown.said_role))

    def _bind(self, one: FieldRow) -> None:
        presenter = self.presenter
        one.typed.connect(presenter.typed)
        one.pick.connect(presenter.pick)
        one.entry.connect(presenter.open_entry)
        one.more.connect(presenter.add_entry)
        one.entered.connect(presenter.save)

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture."""

    def posed(*steps: Callable[[ProgramScreen], object]) -> QWidget:
        screen = ProgramScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def go(section: str) -> Callable[[ProgramScreen], object]:
        return lambda screen: screen.presenter.go(section)

    def section(code: str) -> Callable[[], QWidget]:
        return lambda: posed(go(code))

    def batch(screen: ProgramScreen) -> None:
        """Of the last campaign, which the demo's owner made for bearers; a shop may have none."""
        rows = screen.table.model.rowCount()
        if rows:
            screen.presenter.choose(screen.table.model.row(rows - 1).key)
            screen.presenter.open_batch()

    return [
        *((f"program-{code}", section(code)) for code in SECTIONS),
        (
            "program-entry",
            lambda: posed(go("plan"), lambda one: one.presenter.open_entry("grants:list:grant", 0)),
        ),
        (
            "program-pick",
            lambda: posed(
                go("wallet"), lambda one: one.presenter.pick("departments:refs:department")
            ),
        ),
        ("program-batch", lambda: posed(go("campaign"), batch)),
        ("program-preview", lambda: posed(go("tier"), lambda one: one.presenter.preview())),
    ]


def make(session: Session) -> QWidget:
    """The programme's screen."""
    return ProgramScreen(session)
