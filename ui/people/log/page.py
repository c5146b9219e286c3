"""The page of what somebody did: people at the left, a month's deeds with how often each."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.bridge.session import Session
from ui.kit import (
    Column,
    EmptyState,
    Key,
    Line,
    Para,
    RecordTable,
    TableRow,
    b,
    col,
    row,
    s,
    t,
    theme,
)
from ui.people.log.presenter import LogPresenter
from ui.people.log.viewmodel import DeedRow, LogVM
from ui.people.telling import say, trouble

LEFT = {False: 216, True: 320}


class LogPage(QWidget):
    """Fulfils the presenter's View. One's own is everybody's; others' for who manages staff."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("deed.title")
        self.setAccessibleName(self.title)
        self.people = RecordTable((Column(words("people.name")),), name=words("people.title"))
        self.back_key = Key("", icon="left", form="centre", h=48, w=48)
        self.back_key.setAccessibleName(words("hours.before"))
        self.next_key = Key("", icon="next", form="centre", h=48, w=48)
        self.next_key.setAccessibleName(words("hours.after"))
        self._month = Line(h=48)
        self.export_key = Key(words("people.export"), icon="download", h=48, w=184)
        self._counts = Para("", "small", "muted")
        self._said = Line(h=32)
        columns = (
            Column(words("deed.at"), 152),
            Column(words("deed.what"), 200),
            Column(words("deed.detail")),
            Column(words("deed.receipt"), 112),
            Column(words("deed.amount"), 96, right=True),
        )
        self.table = RecordTable(columns, name=self.title, row_height=40)
        self._left = col((self.people, 1), bg="surface", edges="r")
        top = row(self.back_key, self.next_key, (self._month, 1), self.export_key, gap=8)
        right = col(
            row((top, 1), pad=(8, 24)),
            row((self._counts, 1), pad=(0, 24)),
            row((self._said, 1), pad=(0, 24)),
            (self.table, 1),
            bg="surface",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row(self._left, (right, 1)))
        self.presenter = LogPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter = self.presenter
        self.people.chosen.connect(presenter.choose)
        self.table.retry.connect(presenter.load)
        self.back_key.clicked.connect(partial(presenter.month_by, -1))
        self.next_key.clicked.connect(partial(presenter.month_by, 1))
        self.export_key.clicked.connect(presenter.export)

    def _widen(self) -> None:
        if isValid(self):
            self._left.setFixedWidth(LEFT[theme.current().wide])

    def activated(self) -> None:
        """The page comes to the front."""
        self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """The list has the keys."""
        self.table.view.setFocus()

    def put(self, shown: LogVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        words = self._session.words
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self.table.show_error(trouble(self._session.words, shown.error, "hours.error_kept"))
            return
        self._left.setVisible(bool(shown.people))
        self.people.put([TableRow(key, ([b(name, elide=True)],)) for key, name in shown.people])
        self.people.stand_on(shown.chosen)
        self._month.put([b(shown.title), s(shown.month)])
        between = words("deed.between")
        sums = between.join(words("deed.count", what=what, n=n) for what, n in shown.counts)
        self._counts.put(sums + (between + shown.more if shown.more else ""))
        empty = EmptyState("list", words("deed.nothing"), words("deed.nothing_why"))
        self.table.put([_row(one) for one in shown.rows], empty)
        say(self._said, shown.said, shown.said_role)


def _row(one: DeedRow) -> TableRow:
    role = "danger" if one.loud else "text"
    return TableRow(
        one.key,
        (
            [s(one.at)],
            [t(one.what, role=role, elide=True)],
            [s(one.detail, elide=True)],
            [s(one.receipt)],
            [t(one.amount)],
        ),
    )
