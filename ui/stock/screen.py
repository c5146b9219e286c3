"""Stock: goods with their levels at the left, one good or a sheet at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Keymap,
    Line,
    RecordTable,
    Run,
    TableRow,
    Tabs,
    b,
    chip,
    col,
    key_for,
    row,
    s,
    t,
    theme,
)
from ui.stock import viewmodel as vm
from ui.stock.panes import SidePane
from ui.stock.presenter import ME, StockPresenter
from ui.stock.viewmodel import ListVM, RowVM, SideVM

SIDE = {False: 600, True: 760}


class StockScreen(QWidget):
    """The focus stays in the search field: arrows walk the list, Enter names the good."""

    icon = "box"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("stock.page")
        self.setAccessibleName(self.title)
        self._about = Line(h=56, gap=16)
        self.field = Field(
            hint=words("stock.search"), icon="search", right=[s(key_for(Action.SEARCH))], most=60
        )
        self._offered: tuple[tuple[str, str], ...] = ()
        self.tabs = Tabs([words(f"stock.only.{one}", n=0) for one in vm.FILTERS], h=44)
        self.table = RecordTable(
            (
                Column(words("stock.col.item")),
                Column(words("stock.col.code"), 132),
                Column(words("stock.col.level"), 128, right=True),
            ),
            name=self.title,
            pad=24,
        )
        self.side = SidePane(words)
        self._tabs_row = row((self.tabs, 1), pad=(0, 24))
        self._left = col(row((self.field, 1), pad=(12, 24)), self._tabs_row, (self.table, 1))
        head = row((self._about, 1), h=72, pad=(8, 24), edges="b")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (row((self._left, 1), self.side), 1), bg="surface"))
        self.presenter = StockPresenter(self, session)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter, sheet = self.presenter, self.side.sheet
        self.field.changed.connect(presenter.typed)
        self.field.entered.connect(lambda _text: self._enter())
        self.tabs.picked.connect(lambda place: presenter.filter(vm.FILTERS[place]))
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(presenter.choose)
        self.table.near_end.connect(presenter.more)
        self.table.retry.connect(presenter.load)
        self.table.walk_from(self.field)
        self.side.went.connect(self._go)
        self.side.label_key.clicked.connect(presenter.to_labels)
        sheet.line_entered.connect(presenter.put_line)
        sheet.dropped.connect(presenter.drop)
        sheet.cleared.connect(presenter.clear)
        sheet.saved.connect(presenter.save)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: self._back,
                Action.SEARCH: self.field.select_all,
                Action.PAY: self._save,
            },
        )

    def _save(self) -> None:
        """The sheet's key from the keyboard, while it is in front and says so."""
        key = self.side.sheet.save_key
        if key.isVisible() and key.isEnabled():
            key.click()

    def _widen(self) -> None:
        if isValid(self):
            self.side.setFixedWidth(SIDE[theme.current().wide])

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: levels are read now; a sheet is still there."""
        self.presenter.load()
        self.field.select_all()

    def take_scan(self, text: str) -> bool:
        """A good's code: looked at, or the next line of the sheet."""
        return self.presenter.scanned(text)

    # --- what the presenter asks ---------------------------------------------------------------

    def put_list(self, shown: ListVM) -> None:
        """The list of goods."""
        if not isValid(self):
            return
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.filters and shown.filters != self._offered:
            self._offered = shown.filters
            self.tabs.put([title for _, title in shown.filters])
        self.tabs.set_on(vm.FILTERS.index(shown.only))
        if shown.state == "loading":
            self.table.show_loading()
        elif shown.state == "error":
            self.table.show_error(ErrorState(shown.error, self._session.words("stock.error_kept")))
        elif shown.more:
            rows = shown.rows[self.table.model.rowCount() :]
            self.table.append([_row(one) for one in rows])
        else:
            empty = EmptyState("box", shown.none, shown.none_why)
            self.table.put([_row(one) for one in shown.rows], empty)

    def put_side(self, shown: SideVM) -> None:
        """The right half."""
        if isValid(self):
            self.side.put(shown)

    def ask_quantity(self) -> None:
        """A good was named: how many?"""
        self.side.sheet.ask_quantity()

    def line_taken(self) -> None:
        """Back to where the next good is found."""
        self.side.sheet.empty()
        self.field.set_text("")
        self.presenter.typed("")
        self.field.select_all()

    # --- gestures ------------------------------------------------------------------------------

    def _chosen(self, item_id: str) -> None:
        """A touch, or a step along the list, looks; only Enter or a touch names for a sheet."""
        if self.presenter.looking or not self.field.edit.hasFocus():
            self.presenter.choose(item_id)

    def _enter(self) -> None:
        if not self.table.current:
            self.table.step(1)
        self.presenter.choose(self.table.current)

    def _go(self, mode: str) -> None:
        self.presenter.go(mode)
        self.field.select_all()

    def _back(self) -> None:
        self.presenter.back()
        self.field.select_all()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: RowVM) -> TableRow:
    name: list[Run | int] = [t(one.name, elide=True)]
    if one.spec:
        name.append(s(one.spec))
    if one.note:
        name.append(chip(one.note, one.role, f"{one.role}_soft"))
    level = b(one.level, role=one.role)
    return TableRow(one.item_id, (name, s(one.code, elide=True), level))


def make(session: Session) -> QWidget:
    """The stock page."""
    return StockScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def looked() -> QWidget:
        screen = StockScreen(session)
        return pose(screen, session, [lambda: screen.table.step(1)])

    def receiving() -> QWidget:
        screen = StockScreen(session)
        steps: list[Callable[[], object]] = [lambda: screen.presenter.go(vm.RECEIVE)]
        for qty, cost in (("24", "2.10"), ("12", "")):
            steps += [
                lambda: screen.table.step(1),
                lambda: screen.presenter.choose(screen.table.current),
                partial(screen.presenter.put_line, qty, cost),
            ]
        steps += [
            lambda: screen.table.step(1),
            lambda: screen.presenter.choose(screen.table.current),
        ]
        return pose(screen, session, steps)

    def counting() -> QWidget:
        screen = StockScreen(session)
        return pose(screen, session, [lambda: screen.presenter.go(vm.COUNT)])

    return [("stock", looked), ("stock-receive", receiving), ("stock-count", counting)]
