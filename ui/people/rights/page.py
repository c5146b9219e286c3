"""The page of rights: the matrix at the left; at the right what would change, and the past."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.permissions import Role
from app.usecases.outcome import Changes
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    Key,
    Keymap,
    Line,
    Para,
    RecordTable,
    Run,
    TableRow,
    b,
    chip,
    col,
    ico,
    key_for,
    link,
    row,
    s,
    scroll,
    t,
)
from ui.people.rights.presenter import ME, RightsPresenter
from ui.people.rights.viewmodel import RightRow, RightsVM
from ui.people.telling import say, trouble

RIGHT = 432
HISTORY_SHOWN = 8


class RightsPage(QWidget):
    """Fulfils the presenter's View. Arrows walk, Enter gives or takes, Tab leads to saving."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("rights.title")
        self.setAccessibleName(self.title)
        self.roles = Choice(
            [(one.value, words(f"people.role.{one.value}")) for one in Role], columns=len(Role)
        )
        columns = [Column(words("rights.right"))]
        columns += [Column(words(f"people.role.{one.value}"), 88) for one in Role]
        self.table = RecordTable(columns, name=self.title)
        self._here = Line(h=40)
        self.toggle_key = Key(words("rights.give"), key_for(Action.CONFIRM), h=56)
        self.standard_key = link(words("rights.standard"), h=40)
        self.card_key = Key(words("rights.card_only_key"), icon="card", h=48, elide=True)
        self._change = Box()
        self._history = Box()
        self._said = Line(h=40)
        self.revert_key = Key(words("people.revert"), key_for(Action.BACK), h=64, w=136)
        self.save_key = Key(words("people.save"), kind="primary", size="title", h=64)
        right = col(
            self._here,
            self.toggle_key,
            self.standard_key,
            8,
            self.card_key,
            8,
            (scroll(col(self._change, 16, self._history, ...)), 1),
            self._said,
            row(self.revert_key, (self.save_key, 1), gap=8),
            pad=(24, 8, 24, 24),
            edges="l",
            w=RIGHT,
        )
        left = col(row((self.roles, 1), pad=(8, 24)), (self.table, 1), bg="surface")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row((left, 1), right))
        self._shown: RightsVM | None = None
        self.presenter = RightsPresenter(self, session)
        self._wire()

    def _wire(self) -> None:
        presenter = self.presenter
        self.roles.picked.connect(presenter.choose_role)
        self.table.chosen.connect(presenter.stand)
        self.table.opened.connect(presenter.toggle)
        self.table.retry.connect(presenter.load)
        self.toggle_key.clicked.connect(presenter.toggle_here)
        self.standard_key.clicked.connect(presenter.standard)
        self.card_key.clicked.connect(presenter.card_pin)
        self._session.changed.connect(self._shop_changed)
        self.revert_key.clicked.connect(presenter.back)
        self.save_key.clicked.connect(presenter.save)
        Keymap().bind(self, {Action.BACK: presenter.back})
        self._session.change_feed.committed.connect(self._committed)

    def _shop_changed(self) -> None:
        if isValid(self):
            self.presenter.shop_changed()

    def activated(self) -> None:
        """The page comes to the front."""
        self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """The list has the keys."""
        self.table.view.setFocus()

    def put(self, shown: RightsVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self.table.show_error(trouble(self._session.words, shown.error, "people.error_kept"))
            return
        before, self._shown = self._shown, shown
        self.roles.set_chosen(shown.role)
        self.table.put([_row(one) for one in shown.rows])
        self._here.put([b(shown.here_words, elide=True)])
        self.toggle_key.change(title=shown.toggle, off=shown.toggle_off)
        if before is None or (before.given, before.taken) != (shown.given, shown.taken):
            self._put_change(shown)
        if before is None or before.history != shown.history:
            self._put_history(shown)
        self.card_key.change(title=shown.card_pin, off=shown.card_pin_off)
        self.revert_key.setVisible(shown.dirty)
        self.save_key.change(off=shown.save_off)
        say(self._said, shown.said, shown.said_role)

    def _put_change(self, shown: RightsVM) -> None:
        words = self._session.words
        items: list[QWidget] = []
        for key, icon, ink, found in (
            ("rights.given", "plus", "positive", shown.given),
            ("rights.taken", "minus", "danger", shown.taken),
        ):
            if found:
                items.append(Line([b(words(key, n=len(found)), role=ink)], h=36))
                items += [Line([ico(icon, ink), t(one, elide=True)], h=32) for one in found]
        if items:
            items.append(Para(words("rights.at_once"), "small", "muted"))
        self._change.fill(*items)

    def _put_history(self, shown: RightsVM) -> None:
        words = self._session.words
        items: list[QWidget] = [Line([b(words("rights.history"))], h=40)]
        if not shown.history:
            items.append(Para(words("rights.never"), "small", "muted"))
        for one in shown.history[:HISTORY_SHOWN]:
            items.append(Line([s(one.who, elide=True)], h=28))
            items.append(Para(one.what, "small"))
        self._history.fill(*items)

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: RightRow) -> TableRow:
    if one.heading:
        return TableRow(one.key, ([b(one.words, role="accent")], *([] for _ in Role)))
    name: list[Run] = [t(one.words, elide=True)]
    if one.changed:
        name.append(chip("+" if one.changed == "given" else "−", "warning", "warning_soft"))
    marks = ([ico("check", "positive", "body") if on else t("·", role="muted")] for on in one.marks)
    return TableRow(one.key, (name, *marks), bar="warning" if one.changed else "")
