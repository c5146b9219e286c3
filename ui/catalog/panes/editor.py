"""The form of an item: what it is, what it costs, how one finds it. Save and undo never move."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
from ui.catalog.panes.picking import PickPane
from ui.catalog.viewmodel.editor import EditorVM
from ui.kit import (
    Action,
    Box,
    Choice,
    EmptyState,
    Field,
    Key,
    Line,
    Para,
    Run,
    Switch,
    b,
    col,
    ico,
    key_for,
    link,
    outcome,
    row,
    s,
    scroll,
    section,
    t,
    yuan,
)

MONEY = ("price", "cost")
KINDS = ("piece", "weighed", "service")


class EditorPane(Box):
    """Tells each edit as it is made; shows what the presenter makes of it."""

    typed = Signal(str, str)
    kind_picked = Signal(str)
    unit_picked = Signal(str)
    pick_opened = Signal(str)
    picked = Signal(str)
    pick_closed = Signal()
    code_added = Signal(str)
    code_dropped = Signal(str)
    announced_dropped = Signal(object)
    active_set = Signal(bool)
    place_asked = Signal()
    saved = Signal()
    reverted = Signal()

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self.is_new = False
        self._make_fields()
        self._head = Line(h=56)
        self._said = Line(h=40)
        self.revert_key = Key(words("catalog.revert"), key_for(Action.BACK), h=64, w=168)
        self.save_key = Key(words("catalog.save"), kind="primary", size="title", h=64)
        self._body = scroll(self._assemble())
        self._errors: tuple[str, ...] = ()
        self._item_id = ""
        keys = row(self.revert_key, (self.save_key, 1), gap=8)
        foot = col(self._said, keys, pad=(24, 0, 24, 24))
        form = col(row((self._head, 1), pad=(8, 24)), (self._body, 1), foot)
        self.pick = PickPane(words)
        why = words("catalog.choose_why", new=key_for(Action.NEW))
        self._empty = EmptyState("tag", words("catalog.choose"), why, w=360)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for page in (self._empty, form, self.pick):
            self._stack.addWidget(page)
        super().__init__((holder, 1), bg="canvas", edges="l")
        self._wire()

    def _make_fields(self) -> None:
        words = self._words

        def field(name: str, **more: Any) -> Field:
            return Field(words(f"catalog.field.{name}"), reserve=False, **more)

        self.fields: dict[str, Field] = {
            "name": field("name", hint=words("catalog.hint.name")),
            "name_en": field("name_en", ime=False),
            "spec": field("spec", hint=words("catalog.hint.spec"), most=60),
            "unit": field("unit", most=10),
            "price": field("price", mode="money", most=14),
            "from_day": field("from_day", hint=words("catalog.hint.from_day"), ime=False, most=20),
            "cost": field("cost", mode="money", most=14),
            "plu": field("plu", mode="digits", most=6),
            "barcode": field(
                "barcode", hint=words("catalog.hint.barcode"), icon="scan", ime=False, most=60
            ),
        }
        self.lists: dict[str, Field] = {}
        self._lists, self._announced, self._codes = Box(gap=8), Box(), Box()
        self._units = Box(across=True, gap=8)
        self._kind_note = Para("", "small", "muted")
        kinds = [(kind, words(f"catalog.kind.{kind}")) for kind in KINDS]
        self.kinds = Choice(kinds, columns=3)
        self.department_key = Key(words("catalog.department"), icon="list", h=56)
        self.tax_key = Key(words("catalog.tax"), icon="percent", h=56)
        self.place_key = Key(words("catalog.quick_key"), icon="star", h=56)
        self._department_error = Para("", "small", "danger")
        self.active = Switch(words("catalog.active"), note=words("catalog.active_note"))
        self._unit_names: tuple[str, ...] = ()

    def _assemble(self) -> Box:
        words, f = self._words, self.fields
        first = col(
            f["name"],
            8,
            row((_top(f["price"]), 1), (_top(f["from_day"]), 1), gap=16),
            self._announced,
            8,
            row((_top(f["cost"]), 1), (QWidget(), 1), gap=16),
            8,
            self._lists,
        )
        what = section(
            words("catalog.sec.what"),
            12,
            self.kinds,
            4,
            self._kind_note,
            8,
            row((_top(f["spec"]), 1), (_top(f["unit"]), 1), gap=16),
            8,
            self._units,
            8,
            f["name_en"],
        )
        codes = section(
            words("catalog.sec.codes"),
            self._codes,
            8,
            f["barcode"],
            8,
            f["plu"],
            12,
            self.place_key,
        )
        where = section(
            words("catalog.sec.where"),
            12,
            self.department_key,
            self._department_error,
            8,
            self.tax_key,
            4,
            self.active,
        )
        return col(first, 12, what, 20, codes, 20, where, 8, ..., pad=(24, 0, 24, 12))

    def _wire(self) -> None:
        for name, field in self.fields.items():
            field.changed.connect(partial(self.typed.emit, name))
            if name != "barcode":
                field.entered.connect(lambda _text: self.saved.emit())
        self.fields["barcode"].entered.connect(self._code_entered)
        self.kinds.picked.connect(self.kind_picked)
        self.department_key.clicked.connect(lambda: self.pick_opened.emit("department"))
        self.tax_key.clicked.connect(lambda: self.pick_opened.emit("tax"))
        self.place_key.clicked.connect(self.place_asked)
        self.active.turned.connect(self.active_set)
        self.revert_key.clicked.connect(self.reverted)
        self.save_key.clicked.connect(self.saved)
        self.pick.picked.connect(self.picked)
        self.pick.closed.connect(self.pick_closed)

    # --- what is shown -----------------------------------------------------------------------

    def put(self, shown: EditorVM) -> None:
        """Show the form, the list to choose from, or what one could do here."""
        self.is_new = shown.new
        if shown.state == "none":
            self._serial = shown.serial
            self._stack.setCurrentIndex(0)
            return
        if shown.pick is not None:
            self._stack.setCurrentIndex(2)
            self.pick.put(shown.pick)
            return
        was_picking = self._stack.currentIndex() == 2
        self._stack.setCurrentIndex(1)
        self._put_lists(shown)
        fresh = shown.serial != self._serial
        self._serial = shown.serial
        for name, field in (*self.fields.items(), *self._list_fields()):
            one = shown.fields[name]
            if fresh:
                field.set_text(one.value)
            field.set_error(one.error)
            field.set_help(one.help)
        self._put_rest(shown)
        self._to_errors(shown, fresh=fresh)
        if was_picking:
            self.department_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_errors(self, shown: EditorVM, *, fresh: bool) -> None:
        """A form that opens begins at its top; what a save found wrong comes into view."""
        wrong = tuple(name for name, one in shown.fields.items() if one.error)
        if wrong and wrong != self._errors and not set(wrong) <= set(self._errors):
            every = dict((*self.fields.items(), *self._list_fields()))
            first = next(name for name in every if name in wrong)
            every[first].select_all()
            self._body.ensureWidgetVisible(every[first], 0, 60)
        elif fresh and shown.item_id != self._item_id:
            self._body.verticalScrollBar().setValue(0)
        self._errors, self._item_id = wrong, shown.item_id

    def _list_fields(self) -> list[tuple[str, Field]]:
        return [(f"list.{list_id}", field) for list_id, field in self.lists.items()]

    def _put_rest(self, shown: EditorVM) -> None:
        price: list[Run | int] = []
        if shown.price:
            price = [*yuan(shown.price, "figure"), s(shown.per)]
        name = [b(shown.title, "figure", elide=True), s(shown.about)]
        self._head.put(name, price)
        self.kinds.set_chosen(shown.kind)
        self._kind_note.put(shown.kind_note)
        self.department_key.change(amount=shown.department)
        self._department_error.put(shown.department_error)
        self._department_error.setVisible(bool(shown.department_error))
        self.tax_key.change(amount=shown.tax)
        self.place_key.change(amount=shown.place, off=shown.place_off)
        self.active.setChecked(shown.active)
        self._put_units(shown)
        self._put_codes(shown)
        self._put_announced(shown)
        self.save_key.change(title=shown.save, off=shown.save_off)
        back = "catalog.revert" if shown.dirty else "catalog.close"
        self.revert_key.change(title=self._words(back))
        self._said.put(outcome(shown.said, shown.said_role))

    def _put_lists(self, shown: EditorVM) -> None:
        if list(self.lists) == [list_id for list_id, _ in shown.lists]:
            return
        self.lists = {}
        for list_id, label in shown.lists:
            field = Field(label, mode="money", most=14, reserve=False)
            field.changed.connect(partial(self.typed.emit, f"list.{list_id}"))
            field.entered.connect(lambda _text: self.saved.emit())
            self.lists[list_id] = field
        made = list(self.lists.values())
        pairs = [made[place : place + 2] for place in range(0, len(made), 2)]
        rows = [row(*[(f, 1) for f in two], gap=16) for two in pairs]
        self._lists.fill(*rows)
        in_order(self.fields["cost"].edit, *[field.edit for field in made])
        self._serial = -1

    def _put_units(self, shown: EditorVM) -> None:
        if shown.units == self._unit_names:
            return
        self._unit_names = shown.units
        keys = []
        for unit in shown.units:
            key = Key(unit, form="centre", weight="regular", h=44)
            key.clicked.connect(lambda _=False, unit=unit: self.unit_picked.emit(unit))
            keys.append(key)
        self._units.fill(*[(key, 1) for key in keys])
        in_order(self.fields["unit"].edit, *keys)

    def _put_codes(self, shown: EditorVM) -> None:
        words = self._words
        rows: list[QWidget] = []
        for code in shown.barcodes:
            drop = link(words("catalog.drop"), h=44)
            drop.setAccessibleName(f"{words('catalog.drop')} {code}")
            drop.clicked.connect(lambda _=False, code=code: self.code_dropped.emit(code))
            rows.append(row((Line([ico("scan"), b(code)], h=44), 1), drop, edges="b"))
        self._codes.fill(*rows)

    def _put_announced(self, shown: EditorVM) -> None:
        words = self._words
        rows: list[QWidget] = []
        for place, said in shown.announced:
            drop = link(words("catalog.drop"), h=44)
            drop.setAccessibleName(f"{words('catalog.drop')} {said}")
            drop.clicked.connect(lambda _=False, at=place: self.announced_dropped.emit(at))
            line = Line([ico("calendar", "accent"), t(said)], h=44)
            rows.append(row((line, 1), drop, edges="b"))
        self._announced.fill(*rows)

    def _code_entered(self, text: str) -> None:
        if text.strip():
            self.code_added.emit(text)
        else:
            self.saved.emit()

    def take_focus(self, name: str = "price") -> None:
        """Into the form: the price, which changes most often; a new item wants a name first."""
        if self._stack.currentIndex() == 1:
            name = "name" if self.is_new and not self.fields["name"].text() else name
            self.fields[name].select_all()


def in_order(*widgets: QWidget) -> None:
    """Tab goes along what was made later as if it had been there from the start."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def _top(field: Field) -> Box:
    """A field that keeps its place when its neighbour says more below."""
    return col(field, ...)
