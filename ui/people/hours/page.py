"""The page of attendance: people at the left, a month in the middle, one day at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from app.usecases.staff.attendance import KINDS
from app.words import Words
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    EmptyState,
    Field,
    Key,
    Keymap,
    Line,
    RecordTable,
    Run,
    TableRow,
    b,
    chip,
    col,
    ico,
    row,
    s,
    scroll,
    t,
    theme,
)
from ui.people.hours.presenter import ME, HoursPresenter
from ui.people.hours.viewmodel import DayRow, EditVM, HoursVM, PersonRow
from ui.people.telling import say, trouble

LEFT = {False: 216, True: 320}
RIGHT = 400
SHORT = 12


class EditPane(Box):
    """`stamp_picked`, `kind_picked`, `timed`, `reasoned`, `saved`, `struck`."""

    stamp_picked = Signal(str)
    kind_picked = Signal(str)
    timed = Signal(str)
    reasoned = Signal(str)
    saved = Signal()
    struck = Signal()

    def __init__(self, words: Words) -> None:
        self._serial, self._stamps_shown = -1, tuple[tuple[str, str], ...]()
        self._head = Line(h=56)
        self._stamps = Box()
        self._choice: Choice | None = None
        self.kinds = Choice([(one, words(f"hours.kind.{one}")) for one in KINDS], columns=2)
        self.time = Field(words("hours.time"), hint="17:30", most=5, ime=False)
        self.reason = Field(words("hours.reason"), most=100)
        self.strike_key = Key(words("hours.strike"), kind="danger", h=56)
        self.save_key = Key(words("hours.save"), kind="primary", size="title", h=64)
        super().__init__(
            self._head,
            (scroll(col(self._stamps, 12, self.kinds, 12, self.time, self.reason, ...)), 1),
            self.strike_key,
            8,
            self.save_key,
            pad=(24, 8, 24, 24),
            edges="l",
            w=RIGHT,
        )
        self.kinds.picked.connect(self.kind_picked)
        self.time.changed.connect(self.timed)
        self.reason.changed.connect(self.reasoned)
        for field in (self.time, self.reason):
            field.entered.connect(lambda _text: self.saved.emit())
        self.save_key.clicked.connect(self.saved)
        self.strike_key.clicked.connect(self.struck)

    def put(self, shown: EditVM) -> None:
        """Show a day's correction."""
        self._head.put([b(shown.title, "title", elide=True)])
        if shown.stamps != self._stamps_shown:
            self._stamps_shown = shown.stamps
            longest = max(len(text) for _, text in shown.stamps)
            across = 1 if longest > SHORT else 2
            self._choice = Choice(shown.stamps, shown.chosen, columns=across, h=48)
            self._choice.picked.connect(self.stamp_picked)
            self._stamps.fill(self._choice)
        if self._choice is not None:
            self._choice.set_chosen(shown.chosen)
        self.kinds.set_chosen(shown.kind)
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.time.set_text(shown.time)
            self.reason.set_text(shown.reason)
        self.time.set_error(shown.time_error)
        self.reason.set_error(shown.reason_error)
        self.strike_key.setVisible(bool(shown.strike))
        if shown.strike:
            self.strike_key.change(title=shown.strike)
        self.save_key.change(title=shown.save, off=shown.save if shown.busy else "")


class HoursPage(QWidget):
    """Fulfils the presenter's View."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("hours.title")
        self.setAccessibleName(self.title)
        self.people = RecordTable((Column(words("people.name")),), name=words("people.title"))
        self.back_key = Key("", icon="left", form="centre", h=48, w=48)
        self.back_key.setAccessibleName(words("hours.before"))
        self.next_key = Key("", icon="next", form="centre", h=48, w=48)
        self.next_key.setAccessibleName(words("hours.after"))
        self._month, self._sums = Line(h=48), Line(h=48, gap=12)
        self.clock_key = Key(words("hours.clock_in"), kind="primary", icon="clock", h=56, w=200)
        self.export_key = Key(words("people.export"), icon="download", h=56, w=168)
        self._note, self._said = Line(h=28), Line(h=32)
        columns = (
            Column(words("hours.day"), 136),
            Column(words("hours.work")),
            Column(words("hours.hours"), 88, right=True),
        )
        self.days = RecordTable(columns, name=self.title, row_height=40)
        self.edit = EditPane(words)
        self._left = col((self.people, 1), bg="surface", edges="r")
        own = col(self._note, self._said)
        top = row(self.back_key, self.next_key, self._month, (self._sums, 1), gap=8, pad=(8, 24))
        middle = col(
            row((own, 1), self.export_key, self.clock_key, gap=8, pad=(8, 24), edges="b"),
            top,
            (self.days, 1),
            bg="surface",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row(self._left, (middle, 1), self.edit))
        self.edit.hide()
        self.presenter = HoursPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter, edit = self.presenter, self.edit
        self.people.chosen.connect(presenter.choose)
        self.days.chosen.connect(presenter.stand)
        self.days.opened.connect(lambda _key: edit.time.select_all())
        self.days.retry.connect(presenter.load)
        self.back_key.clicked.connect(partial(presenter.month_by, -1))
        self.next_key.clicked.connect(partial(presenter.month_by, 1))
        self.export_key.clicked.connect(presenter.export)
        self.clock_key.clicked.connect(presenter.clock)
        edit.stamp_picked.connect(presenter.pick_stamp)
        edit.kind_picked.connect(presenter.kind)
        edit.timed.connect(presenter.time)
        edit.reasoned.connect(presenter.reason)
        edit.saved.connect(presenter.save)
        edit.struck.connect(presenter.strike)
        Keymap().bind(self, {Action.BACK: presenter.back})
        self._session.change_feed.committed.connect(self._committed)

    def _widen(self) -> None:
        if isValid(self):
            self._left.setFixedWidth(LEFT[theme.current().wide])

    def activated(self) -> None:
        """The page comes to the front."""
        self.presenter.load()
        self.focus_home()

    def focus_home(self) -> None:
        """The days have the keys."""
        self.days.view.setFocus()

    def put(self, shown: HoursVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if shown.state == "loading":
            self.days.show_loading()
            return
        if shown.state == "error":
            self.days.show_error(trouble(self._session.words, shown.error, "hours.error_kept"))
            return
        self._left.setVisible(bool(shown.people))
        self.people.put([_person(one) for one in shown.people])
        self.people.stand_on(shown.chosen)
        self._month.put([b(shown.title), s(shown.month)])
        sums: list[Run | int] = []
        for label, figure in shown.sums:
            sums += [s(label), b(figure)]
        self._sums.put([], sums)
        self.days.put([_day(one) for one in shown.days], self._empty())
        if shown.day:
            self.days.stand_on(shown.day)
        self.edit.setVisible(shown.edit is not None)
        if shown.edit is not None:
            self.edit.put(shown.edit)
        self.clock_key.change(title=shown.clock_key)
        self._note.put([ico("clock"), s(shown.clock_note, elide=True)])
        say(self._said, shown.said, shown.said_role)

    def _empty(self) -> EmptyState:
        return EmptyState("clock", self._session.words("hours.none"))

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _person(one: PersonRow) -> TableRow:
    cell = [b(one.name, elide=True)]
    if one.note:
        cell.append(chip(one.note, "positive", "positive_soft"))
    return TableRow(one.operator_id, (cell,))


def _day(one: DayRow) -> TableRow:
    role = "text" if one.work else "muted"
    work = [t(one.work, role=role, elide=True)]
    if one.note:
        ink = "danger" if one.wrong else "muted"
        work.append(chip(one.note, ink, "danger_soft" if one.wrong else "sunk"))
    hours = [b(one.hours)] if one.hours else []
    return TableRow(
        one.bd, ([t(one.title, role=role)], work, hours), bar="danger" if one.wrong else ""
    )
