"""The page of commissions: the month's statement at the left, rules at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Column,
    EmptyState,
    Key,
    Keymap,
    Line,
    RecordTable,
    Run,
    TableRow,
    b,
    col,
    key_for,
    row,
    s,
    t,
    theme,
)
from ui.people.pay.form import RulePane
from ui.people.pay.presenter import ME, PayPresenter
from ui.people.pay.viewmodel import PayRow, PayVM, RuleRow
from ui.people.telling import say, trouble

RIGHT = {False: 520, True: 640}


class PayPage(QWidget):
    """Fulfils the presenter's View. Without the right to set commissions it is one's own month."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("pay.title")
        self.setAccessibleName(self.title)
        self.back_key = Key("", icon="left", form="centre", h=48, w=48)
        self.back_key.setAccessibleName(words("hours.before"))
        self.next_key = Key("", icon="next", form="centre", h=48, w=48)
        self.next_key.setAccessibleName(words("hours.after"))
        self._month, self._total, self._said = Line(h=48), Line(h=48), Line(h=36)
        self.export_key = Key(words("people.export"), icon="download", h=48, w=168)
        columns = (
            Column(words("pay.who")),
            Column(words("pay.qty"), 88, right=True),
            Column(words("pay.base"), 120, right=True),
            Column(words("pay.commission"), 112, right=True),
        )
        self.table = RecordTable(columns, name=self.title)
        self.rules = RecordTable(
            (
                Column(words("pay.rules")),
                Column(words("pay.when"), 152),
                Column(words("pay.much"), 96, right=True),
            ),
            name=words("pay.rules"),
            row_height=56,
        )
        self.new_key = Key(words("pay.new"), key_for(Action.NEW), icon="plus", h=56)
        self.end_key = Key(words("pay.end"), kind="danger", h=56)
        self.form = RulePane(words)
        self._right = QWidget()
        self._stack = QStackedLayout(self._right)
        keys = row((self.new_key, 1), (self.end_key, 1), gap=8, pad=(24, 12, 24, 24))
        self._stack.addWidget(col((self.rules, 1), keys))
        self._stack.addWidget(self.form)
        top = row(self.back_key, self.next_key, (self._month, 1), self.export_key, gap=8)
        left = col(
            row((top, 1), pad=(8, 24)),
            (self.table, 1),
            row((self._said, 2), (self._total, 1), pad=(0, 24)),
            bg="surface",
            edges="r",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row((left, 1), self._right))
        self._making = False
        self.presenter = PayPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        if isValid(self):
            self._right.setFixedWidth(RIGHT[theme.current().wide])

    def _wire(self) -> None:
        presenter, form = self.presenter, self.form
        self.back_key.clicked.connect(partial(presenter.month_by, -1))
        self.next_key.clicked.connect(partial(presenter.month_by, 1))
        self.table.retry.connect(presenter.load)
        self.rules.chosen.connect(presenter.stand)
        self.export_key.clicked.connect(presenter.export)
        self.new_key.clicked.connect(presenter.new)
        self.end_key.clicked.connect(presenter.end)
        form.typed.connect(lambda name, text: presenter.type(**{name: text}))
        form.searched.connect(presenter.search)
        form.saved.connect(presenter.save)
        form.closed.connect(presenter.back)
        Keymap().bind(self, {Action.BACK: presenter.back, Action.NEW: presenter.new})
        self._session.change_feed.committed.connect(self._committed)

    def activated(self) -> None:
        """The page comes to the front."""
        self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """The statement has the keys, or the new rule."""
        (self.form.value.edit if self._making else self.table.view).setFocus()

    def put(self, shown: PayVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        words = self._session.words
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self.table.show_error(trouble(self._session.words, shown.error, "pay.error_kept"))
            return
        self._month.put([b(shown.month, "title")])
        self._total.put([], [b(shown.total)])
        self.table.put(
            [_row(one) for one in shown.rows],
            EmptyState("percent", words("pay.nothing"), words("pay.nothing_why")),
        )
        self._right.setVisible(shown.may_rules)
        self.rules.put(
            [_rule(one) for one in shown.rules],
            EmptyState("percent", words("pay.no_rules"), words("pay.no_rules_why"), w=360),
        )
        if shown.rule:
            self.rules.stand_on(shown.rule)
        self.end_key.change(
            title=shown.end or words("pay.end"), off="" if shown.end else words("pay.choose")
        )
        if shown.form is not None:
            self.form.put(shown.form)
        fresh = self._making != (shown.form is not None)
        self._making = shown.form is not None
        self._stack.setCurrentIndex(int(self._making))
        if fresh and self.isVisible():
            self.focus_home()
        say(self._said, shown.said, shown.said_role)

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: PayRow) -> TableRow:
    if one.strong:
        name: list[Run] = [b(one.words, elide=True)]
        return TableRow(one.key, (name, [], [b(one.base)], [b(one.commission)]))
    below: list[Run] = [s("    "), s(one.words, elide=True)]
    return TableRow(one.key, (below, [s(one.qty)], [s(one.base)], [s(one.commission)]))


def _rule(one: RuleRow) -> TableRow:
    role = "muted" if one.over else "text"
    cells = ([b(one.words, role=role, elide=True)], [s(one.since, elide=True)])
    return TableRow(one.rule_id, (*cells, [t(one.much, role=role)]))
