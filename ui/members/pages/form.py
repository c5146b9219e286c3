"""Paints a form: what to fill in at the left, what it comes to and the one key at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Choice,
    Field,
    Key,
    Line,
    Para,
    Switch,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    scroll,
    t,
    yuan,
)
from ui.members.pages.ticks import Finder, Ticks
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

SIDE, LONE = 456, 640
TYPED = ("text", "money", "number", "digits", "secret")
TWO_COLUMNS_FROM = 6


class FormPane(Box):
    """`changed` (field, value), `confirmed`, `closed`."""

    changed = Signal(str, str)
    confirmed = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._title, self._about = Line(h=56), Para("", "body", "muted")
        self._fields_box = Box(pad=(0, 0, 16, 0))
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, Para] = {}
        self._stands: tuple[object, ...] = ()
        self._facts_title, self._rule = Line(h=40), rule()
        self._facts, self._notes = Box(), Box(gap=8)
        self._figure = Line(h=72)
        self._error = Para("", "body", "danger")
        self.back_key = Key(words("members.back"), key_for(Action.BACK), h=72, w=136)
        self.yes_key = Key(
            words("members.save"),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=72,
            elide=True,
        )
        self._left = col(
            self._title,
            self._about,
            16,
            (scroll(self._fields_box), 1),
            pad=(24, 8, 8, 24),
            bg="surface",
            edges="r",
        )
        self._lone = Box()  # the title's place when there is nothing to fill in
        self._side = col(
            self._lone,
            self._facts_title,
            self._rule,
            (scroll(col(self._facts, self._figure, 8, self._notes, ...)), 1),
            self._error,
            12,
            row(self.back_key, (self.yes_key, 1), gap=8),
            pad=(16, 24),
            bg="canvas",
        )
        self._lone_title, self._lone_about = Line(h=56), Para("", "body", "muted")
        self._lone.fill(self._lone_title, self._lone_about, 16)
        self._margins = (Box(bg="canvas"), Box(bg="canvas"))
        first, last = self._margins
        super().__init__(
            (first, 1), (self._left, 3), self._side, (last, 1), across=True, bg="canvas"
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click on a switch keeps Enter here
        self.yes_key.clicked.connect(self.confirmed)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: FormVM) -> None:
        """Show a form; its fields are made anew only for another one (or another `serial`)."""
        self._arrange(shown)
        stands = (shown.code, shown.serial, *[(one.name, one.kind) for one in shown.fields])
        fresh = stands != self._stands
        if fresh:
            self._stands = stands
            self._make(shown.fields)
        for one in shown.fields:
            self._put_field(one)
        self._facts_title.put([b(shown.facts_title)] if shown.facts_title else ())
        self._rule.setVisible(bool(shown.facts_title))
        self._facts.fill(*[_fact(one) for one in shown.facts])
        figure = (
            yuan(shown.figure, "amount", "text", shown.sign)
            if shown.sign
            else ([b(shown.figure, "amount")])
        )
        self._figure.put([t(shown.figure_label)], figure if shown.figure else ())
        self._figure.setVisible(bool(shown.figure))
        self._notes.fill(*[_note(one) for one in shown.notes])
        self._error.put(shown.error)
        self._error.setVisible(bool(shown.error))
        self.yes_key.change(
            title=shown.confirm, off=shown.off, kind="danger" if shown.danger else "primary"
        )
        self.setAccessibleName(shown.title)
        if fresh:
            self.take_focus()

    def _arrange(self, shown: FormVM) -> None:
        """Two halves; one column in the middle when there is nothing to fill in."""
        lone = not shown.fields
        for title, about in (
            (self._title, self._about),
            (self._lone_title, self._lone_about),
        ):
            title.put([b(shown.title, "figure", elide=True)])
            about.put(shown.about)
            about.setVisible(bool(shown.about))
        self._left.setVisible(not lone)
        self._lone.setVisible(lone)
        for margin in self._margins:
            margin.setVisible(lone)
        self._side.setFixedWidth(LONE if lone else SIDE)

    def take_focus(self) -> None:
        """The first field, or the key when there is nothing to fill in."""
        typed = (one for one in self.fields.values() if isinstance(one, Field | Finder))
        (next(typed, None) or self.yes_key).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter where no field has the focus: yes to what stands at the right.

        A field answers to Enter by itself, and Qt hands the key on to here all the same.
        """
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typing = isinstance(self.focusWidget(), QLineEdit)
            if not typing and self.yes_key.isEnabled() and not event.isAutoRepeat():
                self.confirmed.emit()
            return
        super().keyPressEvent(event)

    # --- fields ------------------------------------------------------------------------------

    def _make(self, fields: tuple[FieldVM, ...]) -> None:
        self.fields, self._labels = {}, {}
        made = [self._one(one) for one in fields]
        if len(made) >= TWO_COLUMNS_FROM:
            half = (len(made) + 1) // 2
            columns = [col(*part, ..., gap=8) for part in (made[:half], made[half:])]
            self._fields_box.fill(row(*[(one, 1) for one in columns], gap=32), ...)
        else:
            self._fields_box.fill(row((col(*made, gap=12), 1)), ...)

    def _one(self, one: FieldVM) -> QWidget:
        if one.kind in TYPED:
            return self._typed(one)
        if one.kind == "switch":
            switch = Switch(one.label, bool(one.value), note=one.help)
            switch.turned.connect(
                lambda on, name=one.name: self.changed.emit(name, "1" if on else "")
            )
            self.fields[one.name] = switch
            return switch
        if one.kind == "find":
            finder = Finder(one)
            finder.typed.connect(lambda text, name=one.name: self.changed.emit(name, text))
            finder.picked.connect(
                lambda code, name=one.name: self.changed.emit(f"{name}.pick", code)
            )
            finder.agreed.connect(self._agreed)
            self.fields[one.name] = finder
            return finder
        made: Ticks | Choice
        if one.kind == "many":
            made = Ticks(one.options, one.value, one.columns)
            made.changed.connect(lambda text, name=one.name: self.changed.emit(name, text))
        else:
            made = Choice(one.options, one.value, columns=one.columns)
            made.picked.connect(lambda code, name=one.name: self.changed.emit(name, code))
        self.fields[one.name] = made
        self._labels[one.name] = Para("", "small", "muted")
        return col(Line(s(one.label), h=28), made, self._labels[one.name])

    def _typed(self, one: FieldVM) -> Field:
        field = Field(
            one.label,
            hint=one.hint,
            value=one.value,
            mode=one.kind,
            ime=one.kind == "text",
            right=[s(one.right)] if one.right else (),
            size="title" if one.kind == "money" else "body",
            most=500 if one.kind == "text" else 20,
        )
        field.changed.connect(lambda text, name=one.name: self.changed.emit(name, text))
        field.entered.connect(lambda _text, name=one.name: self._enter(name))
        self.fields[one.name] = field
        return field

    def _enter(self, name: str) -> None:
        """Enter goes to the next field that is typed into; from the last, or when all are filled,
        it confirms: the key says Enter."""
        typed = {key: one for key, one in self.fields.items() if isinstance(one, Field)}
        after = list(typed.values())[list(typed).index(name) + 1 :]
        filled = all(one.text().strip() for one in typed.values())
        if self.yes_key.isEnabled() and (filled or not after):
            self.confirmed.emit()
        elif after:
            after[0].select_all()

    def _agreed(self) -> None:
        """Enter on somebody who is picked: what is still empty, or yes."""
        typed = (one for one in self.fields.values() if isinstance(one, Field))
        empty = next((one for one in typed if not one.text().strip()), None)
        if empty is not None:
            empty.select_all()
        elif self.yes_key.isEnabled():
            self.confirmed.emit()

    def _put_field(self, one: FieldVM) -> None:
        made = self.fields[one.name]
        if isinstance(made, Field):
            made.set_error(one.error)
            made.set_help(one.help)
            made.set_right([s(one.right)] if one.right else ())
            made.set_text(one.value)
        elif isinstance(made, Switch):
            made.setChecked(bool(one.value))
        elif isinstance(made, Finder):
            made.put(one)
        elif isinstance(made, Ticks):
            made.set_value(one.value)
        elif isinstance(made, Choice):
            made.set_chosen(one.value)
        label = self._labels.get(one.name)
        if label is not None:
            label.put(one.error or one.help, "danger" if one.error else "muted")
            label.setVisible(bool(one.error or one.help))


def _fact(one: FactVM) -> QWidget:
    value = [b(one.value, "title" if one.strong else "body", one.role)]
    label = b(one.label, elide=True) if one.strong else t(one.label, elide=True)
    if not one.sub:
        return row((Line([label], value if one.value else (), h=43), 1), edges="b")
    under = Para(one.sub, "small", "muted")
    return col(6, Line([label], value if one.value else (), h=28), under, 6, edges="b")


def _note(one: NoteVM) -> QWidget:
    mark = col(Line([ico(one.icon, one.role, "body")], h=24, w=24), ...)
    return row(mark, (Para(one.text, "small", one.role), 1), gap=8)
