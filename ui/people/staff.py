"""Who works here: everybody at the left, one person (or a new PIN) at the right."""

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
    Column,
    Key,
    Keymap,
    Line,
    RecordTable,
    TableRow,
    b,
    chip,
    col,
    key_for,
    row,
    s,
    t,
    theme,
)
from ui.people.page import ME
from ui.people.panes import FormPane, PinPane
from ui.people.presenter import PeoplePresenter
from ui.people.telling import trouble
from ui.people.viewmodel import PeopleVM, PersonVM

LIST = {False: 480, True: 640}


class PeopleScreen(QWidget):
    """Fulfils the presenter's View. Only for who may manage staff."""

    icon = "people"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("people.title")
        self.setAccessibleName(self.title)
        self._about = Line(h=56, gap=16)
        self.new_key = Key(words("people.add"), key_for(Action.NEW), icon="plus", h=56, w=216)
        self.table = RecordTable(
            (Column(words("people.name")), Column(words("people.role"), 160)),
            name=self.title,
            row_height=56,
        )
        self.form = FormPane(words)
        self.pin = PinPane(words)
        right = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(right)
        for pane in (QWidget(), self.form, self.pin):
            self._stack.addWidget(pane)
        self._left = col((self.table, 1), bg="surface")
        body = row(self._left, (col((right, 1), bg="canvas", edges="l"), 1))
        head = row((self._about, 1), self.new_key, gap=8, h=72, pad=(8, 24), edges="b")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (body, 1), bg="surface"))
        self._panel = "none"
        self.presenter = PeoplePresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter, form = self.presenter, self.form
        self.table.chosen.connect(presenter.choose)
        self.table.opened.connect(lambda _key: form.name.select_all())
        self.table.retry.connect(presenter.load)
        self.new_key.clicked.connect(presenter.new)
        form.named.connect(presenter.name)
        form.role_picked.connect(presenter.role)
        form.language_picked.connect(presenter.language)
        form.pin_asked.connect(presenter.pins.choose)
        form.wait_lifted.connect(presenter.pins.lift_wait)
        form.card_pressed.connect(presenter.cards.press)
        form.card_dropped.connect(presenter.cards.drop)
        form.left.connect(presenter.set_active)
        form.saved.connect(presenter.save)
        form.reverted.connect(presenter.back)
        self.pin.filled.connect(presenter.pins.typed)
        self.pin.closed.connect(presenter.back)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.back, Action.NEW: presenter.new})

    def _widen(self) -> None:
        if isValid(self):
            self._left.setFixedWidth(LIST[theme.current().wide])

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """A staff card shows whose it is."""
        return self.presenter.cards.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus is in the list, or on the pad a PIN is chosen on."""
        if self._panel == "pin":
            self.pin.take_focus()
        elif self.form.is_new:  # the list would choose its first row, and the form be gone
            self.form.name.setFocus()
        elif not self.form.name.edit.hasFocus():
            self.table.view.setFocus()

    def leave(self) -> None:
        """Another screen is shown now."""
        self.presenter.leave()

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: PeopleVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        self._about.put([b(self.title, "figure"), s(shown.about)])
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self._stack.setCurrentIndex(0)
            self.table.show_error(trouble(self._session.words, shown.error, "people.error_kept"))
            return
        new = shown.form is not None and shown.form.new
        # a list that gets the focus chooses its first row: not while a new form is open
        policy = Qt.FocusPolicy.NoFocus if new else Qt.FocusPolicy.StrongFocus
        self.table.view.setFocusPolicy(policy)
        self.table.put([_row(one) for one in shown.rows])
        self.table.stand_on(shown.chosen)
        if shown.form is not None:
            self.form.put(shown.form)
        if shown.pin is not None:
            self.pin.put(shown.pin)
        fresh = shown.panel != self._panel
        self._panel = shown.panel
        self._stack.setCurrentIndex({"none": 0, "form": 1, "pin": 2}[shown.panel])
        if fresh and shown.panel == "pin":
            self.pin.take_focus()
        elif fresh and shown.panel == "form" and self.isVisible():
            self.focus_home()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: PersonVM) -> TableRow:
    name = [b(one.name, role="text" if one.active else "muted", elide=True)]
    if one.note:
        name.append(chip(one.note))
    return TableRow(one.operator_id, (name, t(one.role, role="muted")))


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[PeopleScreen], object]) -> QWidget:
        screen = PeopleScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def second(screen: PeopleScreen) -> None:
        screen.table.step(1)

    def named(screen: PeopleScreen) -> None:
        screen.presenter.new()
        screen.form.name.set_text("周婷")
        screen.presenter.name("周婷")

    def weak(screen: PeopleScreen) -> None:
        for _ in range(2):
            screen.presenter.pins.typed("123456")

    return [
        ("people", posed),
        ("people-manager", lambda: posed(second)),
        ("people-new", lambda: posed(named)),
        ("people-pin", lambda: posed(second, lambda screen: screen.presenter.pins.choose())),
        ("people-pin-weak", lambda: posed(named, lambda x: x.presenter.save(), weak)),
    ]


def make(session: Session) -> QWidget:
    """The people's screen."""
    return PeopleScreen(session)
