"""The settings' page: sections at the left, each setting with its sentence at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Box,
    Column,
    ErrorState,
    Key,
    Keymap,
    Line,
    Loading,
    RecordTable,
    TableRow,
    b,
    chip,
    col,
    key_for,
    outcome,
    row,
    s,
    scroll,
    t,
    theme,
)
from ui.settings.presenter import ME, SettingsPresenter
from ui.settings.rows import SettingRow
from ui.settings.viewmodel import SectionVM, SettingsVM

LIST = {False: 300, True: 360}


class SettingsScreen(QWidget):
    """Fulfils the presenter's View. The rows of a section are made when one goes there."""

    icon = "settings"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("settings.title")
        self.setAccessibleName(self.title)
        self.table = RecordTable(
            (Column(words("settings.sections")),), name=self.title, row_height=56
        )
        self.rows: dict[str, SettingRow] = {}
        self._made: tuple[str, tuple[str, ...]] = ("", ())
        self._head, self._said = Line(h=56, gap=16), Line(h=40)
        self._body = Box(pad=(0, 24))
        self._scroll = scroll(self._body)
        self.revert_key = Key(words("settings.revert"), key_for(Action.BACK), h=64, w=168)
        self.save_key = Key(words("settings.save"), kind="primary", size="title", h=64)
        keys = row(self.revert_key, (self.save_key, 1), gap=8)
        self._foot = col(self._said, keys, pad=(24, 0, 24, 24), bg="surface")
        right = col(row((self._head, 1), pad=(8, 24)), (self._scroll, 1), self._foot)
        self._left = col((self.table, 1), bg="canvas", edges="r")
        self._states = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._states)
        self._states.addWidget(row(self._left, (right, 1)))
        self._states.addWidget(Loading())
        self._error = Box()
        self._states.addWidget(self._error)
        head = row((Line(b(self.title, "figure"), h=56), 1), h=72, pad=(8, 24), edges="b")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (holder, 1), bg="surface"))
        self.presenter = SettingsPresenter(self, session, real_pixels())
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter = self.presenter
        self.table.chosen.connect(presenter.go)
        self.table.opened.connect(lambda _key: self._into())
        self.revert_key.clicked.connect(presenter.back)
        self.save_key.clicked.connect(presenter.save)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(self, {Action.BACK: presenter.back})

    def _widen(self) -> None:
        if isValid(self):
            self._left.setFixedWidth(LIST[theme.current().wide])

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front."""
        self.presenter.load()
        self.focus_home()

    def take_scan(self, text: str) -> bool:
        """Beside the label patterns a scan is tried against them."""
        return self.presenter.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus is where one chooses a section, unless something is typed."""
        if not any(one.field and one.field.edit.hasFocus() for one in self.rows.values()):
            self.table.view.setFocus()

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: SettingsVM) -> None:
        """Show this."""
        if not isValid(self):
            return
        if shown.state == "loading":
            self._states.setCurrentIndex(1)
            return
        if shown.state == "error":
            error = ErrorState(shown.error, self._session.words("settings.error_kept"))
            error.retry.connect(self.presenter.load)
            self._error.fill((error, 1))
            self._states.setCurrentIndex(2)
            return
        self._states.setCurrentIndex(0)
        self.table.put([_section(one) for one in shown.sections])
        self.table.choose(shown.section)
        self._head.put([b(shown.title, "figure"), s(shown.about, elide=True)])
        self._put_fields(shown)
        self.save_key.change(title=shown.save, off=shown.save_off)
        self.revert_key.setVisible(shown.dirty)
        self.save_key.setVisible(shown.saves)
        self._said.put(outcome(shown.said, shown.said_role))

    def _put_fields(self, shown: SettingsVM) -> None:
        names = tuple(one.name for one in shown.fields)
        if (shown.section, names) != self._made:
            self._made = (shown.section, names)
            self.rows = {one.name: SettingRow(one) for one in shown.fields}
            for one in self.rows.values():
                one.typed.connect(self.presenter.typed)
                one.entered.connect(self.presenter.entered)
                one.acted.connect(self.presenter.act)
            self._body.fill(*self.rows.values(), ...)
            self._scroll.verticalScrollBar().setValue(0)
        for field in shown.fields:
            self.rows[field.name].put(field, shown.serial)

    def _into(self) -> None:
        """Enter: into the first field of the section."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.take_focus()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def real_pixels() -> tuple[int, int]:
    """The screen's size without the scale that is in force."""
    screen = QGuiApplication.primaryScreen()
    ratio, size = screen.devicePixelRatio(), screen.size()
    return round(size.width() * ratio), round(size.height() * ratio)


def _section(one: SectionVM) -> TableRow:
    name = [t(one.title), s(one.short, elide=True)]
    if one.waits:
        name = [t(one.title), chip(one.waits, "warning", "warning_soft")]
    return TableRow(one.code, (name,))


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def posed(*steps: Callable[[SettingsScreen], object]) -> QWidget:
        screen = SettingsScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def wrong(screen: SettingsScreen) -> None:
        screen.presenter.go("money")
        for name, text in (("rounding_step", "0.10"), ("limit.manager", "5")):
            screen.presenter.typed(name, text)
        field = screen.rows["limit.manager"].field
        if field is not None:
            field.set_text("5")
        screen.presenter.save()

    def tried(screen: SettingsScreen) -> None:
        screen.presenter.go("labels")
        screen.presenter.scanned("2100042013549")

    def section(code: str) -> Callable[[], QWidget]:
        return lambda: posed(lambda screen: screen.presenter.go(code))

    codes = ("paper", "watch", "day", "tax", "machine", "keys", "start", "network", "setup")
    shown = [(f"settings-{code}", section(code)) for code in codes]
    return [
        ("settings", posed),
        ("settings-wrong", lambda: posed(wrong)),
        ("settings-labels", lambda: posed(tried)),
        *shown,
    ]


def make(session: Session) -> QWidget:
    """The settings' screen."""
    return SettingsScreen(session)
