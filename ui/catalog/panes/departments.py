"""The departments' page: their order at the left, the form of one at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from app.words import Words
from ui.catalog.viewmodel.departments import DepartmentsVM, FormVM
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    Line,
    Para,
    RecordTable,
    Switch,
    TableRow,
    b,
    chip,
    col,
    key_for,
    outcome,
    row,
    s,
    scroll,
    section,
    theme,
)

FORM = {False: 560, True: 720}


class DepartmentsPane(Box):
    """`chosen`, `typed` (field, text), `tax_picked`, `open_set`, `saved`, `removed`, `moved` (by),
    `reverted`, `new`, `retried`.
    """

    chosen = Signal(str)
    typed = Signal(str, str)
    tax_picked = Signal(str)
    open_set = Signal(bool)
    saved = Signal()
    removed = Signal()
    moved = Signal(int)
    reverted = Signal()
    new = Signal()
    retried = Signal()

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self._taxes_shown: tuple[tuple[str, str], ...] = ()
        self.table = RecordTable(
            (
                Column(words("catalog.department")),
                Column(words("catalog.col.other"), 200),
                Column(words("catalog.tax"), 184),
            ),
            name=words("catalog.departments"),
            row_height=48,
        )
        self.name = Field(words("catalog.field.dept_name"), reserve=False, most=60)
        self.name_en = Field(words("catalog.field.name_en"), reserve=False, ime=False, most=60)
        self._taxes = Box()
        self.taxes: Choice | None = None
        self.open_price = Switch(words("catalog.open_price"))
        self.up_key = Key(words("catalog.up"), icon="up", h=56)
        self.down_key = Key(words("catalog.down"), icon="down", h=56)
        self.remove_key = Key(words("catalog.remove"), icon="trash", kind="danger", h=56)
        self._head = Line(h=56)
        self._said = Line(h=40)
        self.revert_key = Key(words("catalog.revert"), key_for(Action.BACK), h=64, w=168)
        self.save_key = Key(words("catalog.save"), kind="primary", size="title", h=64)
        right = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(right)
        self._stack.addWidget(EmptyState("list", words("catalog.no_departments")))
        self._stack.addWidget(self._form())
        self._right = col((right, 1), bg="canvas", edges="l")
        super().__init__((col((self.table, 1), bg="surface"), 1), self._right, across=True)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _form(self) -> Box:
        words = self._words
        body = col(
            self.name,
            12,
            self.name_en,
            16,
            section(words("catalog.dept_tax"), 8, self._taxes, hint=words("catalog.dept_tax_hint")),
            8,
            self.open_price,
            Para(words("catalog.open_price_why"), "small", "muted"),
            16,
            section(
                words("catalog.order"),
                8,
                row((self.up_key, 1), (self.down_key, 1), gap=8),
                hint=words("catalog.order_hint"),
            ),
            16,
            self.remove_key,
            ...,
            pad=(24, 0, 24, 12),
        )
        keys = row(self.revert_key, (self.save_key, 1), gap=8)
        return col(
            row((self._head, 1), pad=(8, 24)),
            (scroll(body), 1),
            col(self._said, keys, pad=(24, 0, 24, 24)),
        )

    def _wire(self) -> None:
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.name.select_all())
        self.table.retry.connect(self.retried)
        self.name.changed.connect(lambda text: self.typed.emit("name", text))
        self.name_en.changed.connect(lambda text: self.typed.emit("name_en", text))
        for field in (self.name, self.name_en):
            field.entered.connect(lambda _text: self.saved.emit())
        self.open_price.turned.connect(self.open_set)
        self.up_key.clicked.connect(lambda: self.moved.emit(-1))
        self.down_key.clicked.connect(lambda: self.moved.emit(1))
        self.remove_key.clicked.connect(self.removed)
        self.revert_key.clicked.connect(self.reverted)
        self.save_key.clicked.connect(self.saved)

    def _widen(self) -> None:
        if isValid(self):
            self._right.setFixedWidth(FORM[theme.current().wide])

    def put(self, shown: DepartmentsVM) -> None:
        """Show the departments."""
        words = self._words
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self.table.show_error(ErrorState(shown.error, words("catalog.error_kept")))
            return
        rows = []
        for one in shown.rows:
            name = [b(one.name, elide=True)]
            if one.note:
                name.append(chip(one.note))
            rows.append(
                TableRow(
                    one.department_id, (name, s(one.other, elide=True), s(one.tax, elide=True))
                )
            )
        why = words("catalog.no_departments_why")
        empty = None if rows else EmptyState("list", words("catalog.no_departments"), why, w=400)
        self.table.put(rows, empty)
        self.table.stand_on(shown.chosen)
        self._stack.setCurrentIndex(1 if shown.form else 0)
        if shown.form is not None:
            self._put_form(shown.form)

    def _put_form(self, shown: FormVM) -> None:
        self._head.put([b(shown.title, "figure", elide=True)])
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.name.set_text(shown.name)
            self.name_en.set_text(shown.name_en)
            if shown.new:
                self.name.setFocus()
        self.name.set_error(shown.errors.get("name", ""))
        if shown.taxes != self._taxes_shown:
            self._taxes_shown = shown.taxes
            self.taxes = Choice(shown.taxes, shown.tax, columns=2)
            self.taxes.picked.connect(self.tax_picked)
            self._taxes.fill(self.taxes)
        if self.taxes is not None:
            self.taxes.set_chosen(shown.tax)
        self.open_price.setChecked(shown.open_price)
        self.up_key.set_off(shown.up_off)
        self.down_key.set_off(shown.down_off)
        self.remove_key.change(title=shown.remove, off=shown.remove_off)
        self.save_key.set_off(shown.save_off)
        self.revert_key.setVisible(shown.dirty)
        self._said.put(outcome(shown.said, shown.said_role))
