"""Stock without Qt: a list read a page at a time, and a sheet that is filled and saved at once.

A scan means the good it names, whatever one is about: it is looked at, or becomes the next line of
the sheet. A sheet is kept until it is saved or cleared on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.catalog import Item, ItemKind
from app.domain.codes import ItemCode, parse
from app.domain.errors import Refused
from app.domain.money import Currency, parse_amount
from app.domain.permissions import Permission
from app.usecases.catalog import list_items
from app.usecases.outcome import Changes, Outcome
from app.usecases.stock import levels, move
from app.usecases.stock.levels import ItemStock, StockPage, StockRow
from app.usecases.stock.move import Moved, StockLine
from app.words import amount
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.stock import viewmodel as vm
from ui.stock.viewmodel import ListVM, SideVM

ME = "stock"
PAGE = 100
THOUSANDTHS = Currency("", 3, "", ())


class View(Protocol):
    """What the presenter asks of the screen."""

    def put_list(self, shown: ListVM) -> None:
        """Show the list."""
        ...

    def put_side(self, shown: SideVM) -> None:
        """Show the right half."""
        ...

    def ask_quantity(self) -> None:
        """A good was named: type how many."""
        ...

    def line_taken(self) -> None:
        """The line stands in the sheet: empty the fields, back to the search."""
        ...


@dataclass(frozen=True, slots=True)
class _Line:
    item: Item
    qty_milli: int
    cost_minor: int | None = None


class StockPresenter:
    """One stock page."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._text, self._only = "", "all"
        self._list = ListVM("loading")
        self._serial = 0
        self._mode = vm.LOOK
        self._found: ItemStock | None = None
        self._item: Item | None = None
        self._sheet: dict[str, _Line] = {}
        self._move_id = ""
        self._busy = False
        self._said = self._error = ""

    @property
    def looking(self) -> bool:
        """Whether no sheet is open."""
        return self._mode == vm.LOOK

    # --- the list ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list, and the good one stands on."""
        if self._session.loaded:
            self._read(0)
            self._show_side()

    def typed(self, text: str) -> None:
        """The search field; only the newest text is looked for."""
        self._text = text
        self._read(0)

    def filter(self, only: str) -> None:
        """Only what is low, below zero, not counted yet; or all."""
        self._only = only
        self._read(0)

    def more(self) -> None:
        """The end of the list came near."""
        rows = len(self._list.rows)
        if self._list.state == "rows" and rows and rows % PAGE == 0:
            self._read(rows)

    def changed(self, changes: Changes) -> None:
        """Something was sold, or the catalogue changed."""
        if changes.sales or changes.catalog:
            self._read(0)
            if self._found is not None:
                self.choose(str(self._found.row.item.item_id))

    def _read(self, offset: int) -> None:
        s, text, only = self._session.services, self._text, self._only
        self._serial += 1
        serial = self._serial

        def ask() -> StockPage:
            return levels.levels(s, text=text, only=only, limit=PAGE, offset=offset)

        self._session.runner.run(
            ask,
            lambda page: self._listed(page, serial, offset),
            self._failed,
            initiator=ME,
            lane="read",
        )

    def _listed(self, page: StockPage, serial: int, offset: int) -> None:
        if serial != self._serial:
            return
        words = self._session.words
        rows = tuple(vm.row(one, words) for one in page.rows)
        kept = self._list.rows[:offset]
        none = "stock.none_found" if self._text.strip() else f"stock.none.{self._only}"
        shown = ListVM(
            "rows" if kept or rows else "none",
            kept + rows,
            words("stock.about", n=page.counts["tracked"], low=page.counts["low"]),
            vm.filters(page.counts, words),
            self._only,
            more=bool(offset),
            none=words(none),
            none_why=words("stock.none_why"),
        )
        self._list = shown
        self._view.put_list(shown)

    def _failed(self, trouble: Trouble) -> None:
        self._list = ListVM("error", error=self._session.words.error(trouble))
        self._view.put_list(self._list)

    # --- which good ----------------------------------------------------------------------------

    def choose(self, item_id: str) -> None:
        """A row was chosen: its history, or the next line of the sheet."""
        s = self._session.services
        if not item_id:
            return
        if self._mode == vm.LOOK:
            self._session.runner.run(
                lambda: levels.of_item(s, item_id), self._looked, self._refused, lane="read"
            )
        else:
            self._session.runner.run(
                lambda: levels.level(s, item_id), self._named, self._refused, lane="read"
            )

    def scanned(self, text: str) -> bool:
        """A code of goods; others are said and let go."""
        session = self._session
        try:
            code = parse(text, session.shop.label_patterns)
        except Refused as refusal:
            session.refused(refusal)
            return True
        if not isinstance(code, ItemCode):
            return False
        s = session.services
        session.runner.run(
            lambda: list_items.by_barcode(s, code.barcode), self._scan, self._refused, lane="read"
        )
        return True

    def _scan(self, item: Item | None) -> None:
        self._session.sound("ok" if item else "error")
        if item is None:
            self._error = self._session.words("stock.unknown_code")
            self._show_side()
            return
        self.choose(str(item.item_id))

    def _looked(self, found: ItemStock) -> None:
        self._found, self._error = found, ""
        self._show_side()

    def _named(self, found: StockRow) -> None:
        if found.item.kind is ItemKind.SERVICE:
            self._refused(Refused("stock.service", name=found.item.named(self._session.words.lang)))
            return
        self._item, self._error, self._said = found.item, "", ""
        self._show_side()
        self._view.ask_quantity()

    # --- the sheet -----------------------------------------------------------------------------

    def go(self, mode: str) -> None:
        """Another gesture. What stands in a sheet must be saved or cleared first."""
        if self._sheet and mode != self._mode:
            self._error = self._session.words("stock.sheet_first", n=len(self._sheet))
            self._session.sound("error")
        else:
            self._mode, self._item, self._error, self._said = mode, None, "", ""
            self._move_id = self._session.services.clock.new_id()
        self._show_side()

    def put_line(self, qty: str, cost: str) -> None:
        """How many of the good, and what one cost: a line; the same good again adds to it."""
        item = self._item
        if item is None:
            return
        try:
            milli = self._milli(qty, item)
            minor = parse_amount(cost, self._session.shop.currency) if cost.strip() else None
        except (Refused, ValueError):
            self._refused(Refused("stock.quantity", name=item.named(self._session.words.lang)))
            return
        before = self._sheet.get(str(item.item_id))
        if self._mode != vm.ADJUST and before is not None:
            milli += before.qty_milli
            minor = before.cost_minor if minor is None else minor
        if self._mode == vm.ADJUST:
            self._sheet.clear()
        self._sheet[str(item.item_id)] = _Line(item, milli, minor)
        self._item, self._error, self._said = None, "", ""
        self._session.sound("ok")
        self._view.line_taken()
        self._show_side()

    def _milli(self, text: str, item: Item) -> int:
        """`3`, `12.5`; of an adjustment `-2`. ValueError for anything else."""
        milli = parse_amount(text, THOUSANDTHS)
        wrong_sign = milli < 0 and self._mode != vm.ADJUST
        nothing = milli == 0 and self._mode != vm.COUNT
        if wrong_sign or nothing or (item.kind is ItemKind.PIECE and milli % 1000):
            raise ValueError(text)
        return milli

    def drop(self, item_id: str) -> None:
        """Take a line off the sheet."""
        self._sheet.pop(item_id, None)
        self._show_side()

    def clear(self) -> None:
        """Throw the sheet away, on purpose."""
        self._sheet.clear()
        self._item, self._error = None, ""
        self._show_side()

    def back(self) -> bool:
        """Esc: the good that was named, then the empty sheet. Says whether there was anything."""
        if self._item is not None:
            self._item = None
            self._show_side()
            return True
        if self._mode != vm.LOOK and not self._sheet:
            self.go(vm.LOOK)
            return True
        return False

    def save(self, note: str) -> None:
        """Everything on the sheet in one document."""
        if self._busy or not self._sheet or self._session.operator is None:
            return
        self._busy = True
        self._session.runner.run(
            self._deed(note), self._saved, self._refused, initiator=ME, lane="write"
        )

    def _deed(self, note: str) -> Callable[[], Outcome[tuple[Moved, ...]]]:
        s, operator, mode, move_id = (
            self._session.services,
            self._session.operator,
            self._mode,
            self._move_id,
        )
        assert operator is not None
        lines = tuple(
            StockLine(item_id, one.qty_milli, one.cost_minor)
            for item_id, one in self._sheet.items()
        )
        if mode == vm.RECEIVE:
            return lambda: move.receive(s, operator, lines, note=note, move_id=move_id)
        if mode == vm.COUNT:
            return lambda: move.count(s, operator, lines, note=note, move_id=move_id)
        if mode == vm.WRITE_OFF:
            return lambda: move.write_off(s, operator, lines, reason=note, move_id=move_id)
        if mode == vm.ADJUST:
            (one,) = lines
            return lambda: move.adjust(
                s, operator, one.item_id, one.qty_milli, reason=note, move_id=move_id
            )
        out = mode == vm.OUT
        return lambda: move.transfer(s, operator, lines, shop=note, out=out, move_id=move_id)

    def _saved(self, moved: tuple[Moved, ...]) -> None:
        words = self._session.words
        self._busy, self._error = False, ""
        self._sheet.clear()
        differ = sum(1 for one in moved if one.change_milli)
        key = "stock.saved.count" if self._mode == vm.COUNT else "stock.saved"
        self._said = words(key, n=len(moved), differ=differ)
        self._move_id = self._session.services.clock.new_id()
        self._session.sound("done")
        self._view.line_taken()
        self._show_side()
        self._read(0)

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        self._error, self._said = self._session.words.error(trouble), ""
        self._session.sound("error")
        self._show_side()

    # --- what is shown -------------------------------------------------------------------------

    def _allowed(self) -> tuple[str, ...]:
        operator = self._session.operator
        if operator is None:
            return (vm.LOOK,)
        if operator.may(Permission.STOCK):
            return vm.MODES
        return (vm.LOOK, vm.COUNT)

    def _show_side(self) -> None:
        words = self._session.words
        shown = vm.look(self._found, self._session.at, words)
        if self._mode != vm.LOOK:
            shown = self._sheet_vm()
        self._view.put_side(
            replace(
                shown,
                said=self._said,
                error=self._error,
                modes=vm.modes(self._allowed(), words),
                labels=self._labels(),
            )
        )

    def _labels(self) -> str:
        """Right after goods came: the way to their labels."""
        came = self._mode == vm.RECEIVE and self._said and not self._sheet
        if not came or not self._session.may(Permission.CATALOG_EDIT):
            return ""
        return self._session.words("labels.key_came")

    def to_labels(self) -> None:
        """To the labels of what just came."""
        self._session.send("labels", "came:last")

    def _sheet_vm(self) -> SideVM:
        words, mode = self._session.words, self._mode
        lines = tuple(
            vm.LineVM(
                item_id,
                vm.named(one.item, words),
                vm.level(one.qty_milli, one.item, words, plus=mode == vm.ADJUST),
                "" if one.cost_minor is None else amount(one.cost_minor, words.digits),
            )
            for item_id, one in self._sheet.items()
        )
        item = self._item
        return SideVM(
            mode,
            name=vm.named(item, words) if item else "",
            lines=lines,
            quantity_label=words(f"stock.how_many.{mode}"),
            note_label=words(f"stock.ask.{vm.NOTED[mode]}"),
            asks_cost=mode == vm.RECEIVE,
            save=words("stock.save", n=len(lines)),
            off="" if lines else words("stock.sheet_empty"),
            hint=words(f"stock.hint.{mode}"),
        )
