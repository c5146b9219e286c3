"""The list of goods: searched as one types, read a page at a time, with the form beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.catalog import SHELF, Item, price_on
from app.domain.codes import (
    ItemCode,
    PriceLabel,
    Unreadable,
    WeightLabel,
    parse,
    stored_barcode,
)
from app.domain.errors import Refused
from app.usecases.catalog import list_items
from app.usecases.catalog.list_items import ItemRow
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.presenter.editor import ME, EditorPresenter, EditorView
from ui.catalog.viewmodel import items as vm
from ui.catalog.viewmodel.draft import Around
from ui.catalog.viewmodel.items import ListVM

PAGE = 100


class View(EditorView, Protocol):
    """What this presenter asks of the page."""

    def put_list(self, shown: ListVM) -> None:
        """Show the list; with `more` the new rows stand at its end."""
        ...

    def choose(self, item_id: str) -> None:
        """Stand on this row again."""
        ...


class ItemsPresenter:
    """One list. A search that was typed over is dropped when it comes back."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self.editor = EditorPresenter(view, session, self._saved)
        self._around: Around | None = None
        self._units: tuple[str, ...] | None = None
        self._count = 0
        self._shown = ListVM("loading")
        self._text, self._department = "", vm.ALL
        self._under_way = self._again = False
        self._all_there = False
        self._then: Callable[[], None] | None = None

    @property
    def shown(self) -> ListVM:
        """What stands in the list."""
        return self._shown

    def load(self) -> None:
        """Read departments and classes, then the list; what is typed in the form stays."""
        if not self._session.loaded:
            return
        if self._shown.state == "error":
            self._show(ListVM("loading"))
        self._session.runner.run(
            self._read_around, self._around_found, self._failed, initiator=ME, lane="read"
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.catalog or changes.settings:
            self.load()

    def typed(self, text: str) -> None:
        """The search field; only the newest text is looked for."""
        self._text = text
        self._read_list()

    def pick_department(self, department_id: str) -> None:
        """Only the goods of one department, or all."""
        if department_id != self._department:
            self._department = department_id
            self._read_list()

    def more(self) -> None:
        """The end of the list came near."""
        if self._all_there or self._under_way or self._shown.state != "rows":
            return
        self._under_way = True
        ask = self._asking(len(self._shown.rows))
        self._session.runner.run(ask, self._more_found, self._failed, initiator=ME, lane="read")

    def open(self, item_id: str) -> None:
        """A row was chosen. What is not saved stays, with a word about it."""
        if not item_id or item_id == self.editor.item_id:
            return
        if self._unsaved():
            self._view.choose(self.editor.item_id)
            return
        self.editor.open(item_id)

    def new(self) -> None:
        """A new item; what was searched for in vain becomes its name or its code."""
        if self._unsaved():
            return
        text = self._text.strip() if self._shown.state == "none" else ""
        code = stored_barcode(text) if vm.is_code(text) else ""
        self.open_new(code, name="" if code else text)

    def open_new(self, code: str = "", *, name: str = "") -> None:
        """An empty form, also from the counter: an unknown code becomes an item."""
        if self._around is None:
            self._then = lambda: self.open_new(code, name=name)
            return
        self.editor.open_new(name=name, code=code, department_id=self._department)

    def scanned(self, text: str) -> bool:
        """A code is added to what is being typed; else its item opens, or a new one with it."""
        code = self._code(text)
        if not code:
            return True
        draft = self.editor.state.draft
        if draft is not None and (self.editor.dirty or not draft.item.item_id):
            self.editor.add_code(code)
            return True
        s = self._session.services
        self._session.runner.run(
            lambda: list_items.by_barcode(s, code),
            lambda found: self._scan_found(code, found),
            self._failed,
            initiator=ME,
            lane="read",
        )
        return True

    def _code(self, text: str) -> str:
        """The code of goods in a scan; anything else is said and let go."""
        session = self._session
        try:
            found = parse(text, session.shop.label_patterns)
        except Refused as refusal:
            session.refused(refusal)
            return ""
        if isinstance(found, ItemCode):
            return found.barcode
        if isinstance(found, Unreadable) and found.reason in ("short", "split", "bad_check"):
            return found.text
        session.sound("error")
        if isinstance(found, WeightLabel | PriceLabel):
            session.notice(session.words("catalog.scan.label", plu=found.plu))
        else:
            session.notice(session.words("catalog.scan.other"))
        return ""

    def _scan_found(self, code: str, found: Item | None) -> None:
        self._session.sound("ok" if found else "ask")
        if found is None:
            self.open_new(code)
        else:
            self.editor.open(found.item_id)
            self._view.choose(found.item_id)

    # --- what came back ----------------------------------------------------------------------

    def _read_around(self) -> tuple[Around, int]:
        s, session = self._session.services, self._session
        zone = session.zone or session.at(0).tzinfo
        assert zone is not None
        around = Around(
            list_items.departments(s),
            list_items.tax(s),
            list_items.tiers(s),
            self._units or list_items.USUAL_UNITS,
            session.shop.currency,
            zone,
            session.shop.cutoff_hour,
        )
        return around, list_items.count(s, active=None)

    def _around_found(self, found: tuple[Around, int]) -> None:
        self._around, self._count = found
        if self._around.department(self._department) is None:
            self._department = vm.ALL
        self.editor.put_around(self._around)
        self._read_list()
        if self._units is None:  # counted over all goods, once: a new unit is added when saved
            self._units = ()
            s = self._session.services
            self._session.runner.run(
                lambda: list_items.units(s), self._units_found, initiator=ME, lane="report"
            )
        if self._then is not None:
            then, self._then = self._then, None
            then()

    def _units_found(self, units: tuple[str, ...]) -> None:
        self._units = units
        if self._around is not None and units != self._around.units:
            self._around = replace(self._around, units=units)
            self.editor.put_around(self._around)

    def _asking(self, offset: int) -> Callable[[], tuple[str, str, tuple[ItemRow, ...]]]:
        s, text, department = self._session.services, self._text, self._department

        def ask() -> tuple[str, str, tuple[ItemRow, ...]]:
            found = list_items.list_items(
                s, text=text, department_id=department, active=None, limit=PAGE, offset=offset
            )
            return text, department, found

        return ask

    def _read_list(self) -> None:
        if self._under_way:
            self._again = True
            return
        self._under_way = True
        self._session.runner.run(
            self._asking(0), self._list_found, self._failed, initiator=ME, lane="read"
        )

    def _stale(self) -> bool:
        """The answer has come; was something else asked for meanwhile?"""
        self._under_way = False
        again, self._again = self._again, False
        if again:
            self._read_list()
        return again

    def _list_found(self, found: tuple[str, str, tuple[ItemRow, ...]]) -> None:
        if self._stale():
            return
        text, department, items = found
        self._all_there = len(items) < PAGE
        words = self._session.words
        rows = tuple(vm.row(one, words) for one in items)
        state = "rows" if rows else "none" if self._count else "empty"
        none, why, new = vm.nothing(text, words)
        departments = self._around.departments if self._around else ()
        self._show(
            ListVM(
                state,
                rows,
                vm.about(self._count, words),
                vm.tabs(departments, words),
                department,
                none,
                why,
                new,
            )
        )

    def _more_found(self, found: tuple[str, str, tuple[ItemRow, ...]]) -> None:
        if self._stale():
            return
        rows = tuple(vm.row(one, self._session.words) for one in found[2])
        self._all_there = len(rows) < PAGE
        known = {one.item_id for one in self._shown.rows}
        fresh = tuple(one for one in rows if one.item_id not in known)
        self._show(replace(self._shown, rows=self._shown.rows + fresh, more=True))

    def _saved(self, item: Item) -> None:
        """The list follows: a row is repainted where it stands, a new item is read among them."""
        if self._units and item.unit not in self._units:
            self._units_found((*self._units, item.unit))
        places = [one.item_id for one in self._shown.rows]
        if item.item_id not in places:
            s, known = self._session.services, item.item_id
            self._session.runner.run(
                lambda: list_items.count(s, active=None),
                lambda count: self._new_counted(count, known),
                initiator=ME,
                lane="read",
            )
            return
        price = price_on(item.prices, SHELF, self._session.now_ms())
        department = self._around.department(item.department_id) if self._around else None
        rows = list(self._shown.rows)
        fresh = vm.row(ItemRow(item, price, department), self._session.words)
        rows[places.index(item.item_id)] = fresh
        self._show(replace(self._shown, rows=tuple(rows)))

    def _new_counted(self, count: int, item_id: str) -> None:
        self._count = count
        self._read_list()
        self._view.choose(item_id)

    def _unsaved(self) -> bool:
        if not self.editor.dirty:
            return False
        self._session.sound("error")
        self.editor.tell(self._session.words("catalog.save_first"))
        return True

    def _failed(self, trouble: Trouble) -> None:
        self._under_way = self._again = False
        self._show(ListVM("error", error=self._session.words.error(trouble)))

    def _show(self, shown: ListVM) -> None:
        self._shown = shown
        self._view.put_list(replace(shown))
        self._shown = replace(shown, more=False)
