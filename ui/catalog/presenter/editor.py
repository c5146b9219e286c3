"""The form beside the list: what is typed, what is wrong with it, and the save. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.catalog import Item, ItemKind
from app.domain.codes import stored_barcode
from app.domain.codes.gtin import LENGTHS, check_digit, is_digits, normal
from app.domain.errors import Refused
from app.usecases.catalog import list_items, save
from app.usecases.sale import quick_keys
from app.words import whole
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.viewmodel import editor as vm
from ui.catalog.viewmodel.draft import Around, ItemDraft, announced, blank, draft_of, item_of
from ui.catalog.viewmodel.editor import EditorState, EditorVM

ME = "catalog"
# where the sentence of a refusal belongs
FIELD_OF = {"name": "name", "barcode": "barcode", "plu": "plu", "price": "price", "unit": "unit"}


class EditorView(Protocol):
    """What this presenter asks of the page."""

    def put_editor(self, shown: EditorVM) -> None:
        """Show the form; a new `serial` means that its fields are filled anew."""
        ...


class EditorPresenter:
    """One form. `saved(item)` is told after each save, so that the list can follow."""

    def __init__(self, view: EditorView, session: Session, saved: Callable[[Item], None]) -> None:
        self._view, self._session, self._told = view, session, saved
        self._around: Around | None = None
        self._first: ItemDraft | None = None
        self._state = EditorState()

    @property
    def state(self) -> EditorState:
        """What stands in the form."""
        return self._state

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self._state.dirty

    @property
    def item_id(self) -> str:
        """The item in the form; empty for a new one or none."""
        draft = self._state.draft
        return draft.item.item_id if draft else ""

    def put_around(self, around: Around) -> None:
        """The departments, classes, tiers and units, first or changed."""
        self._around = around
        self._show()

    # --- opening and closing -----------------------------------------------------------------

    def open(self, item_id: str) -> None:
        """Read an item and fill the form with it."""
        s = self._session.services

        def read() -> tuple[Item, str]:
            return list_items.get(s, item_id), self._place_of(item_id)

        self._session.runner.run(
            read, lambda found: self._fill(*found), self._refused, initiator=ME, lane="read"
        )

    def open_new(self, *, name: str = "", code: str = "", department_id: str = "") -> None:
        """An empty form, with what is known already in it."""
        if self._around is None:
            return
        item = blank(self._around, department_id=department_id)
        self._fill(item, "")
        changes: dict[str, object] = {}
        if name:
            changes["name"] = name
        if code:
            changes["barcodes"] = (code,)
        if changes:
            self._change(**changes)

    def close(self) -> None:
        """Nothing is chosen."""
        self._first = None
        self._state = EditorState(serial=self._state.serial)
        self._show()

    def revert(self) -> None:
        """Throw away what was typed: a new item closes, another stands as it is in the shop."""
        if self._first is None or not self._first.item.item_id:
            self.close()
            return
        self._fill(self._first.item, self._state.place)

    def back(self) -> bool:
        """Esc: first a list of choices closes, then the typing is thrown away, then the form."""
        if self._state.busy:
            return True
        if self._state.pick:
            self._put(pick="")
        elif self._state.draft is None:
            return False
        elif self._state.dirty:
            self.revert()
        else:
            self.close()
        return True

    def _fill(self, item: Item, place: str) -> None:
        if self._around is None:
            return
        self._first = draft_of(item, self._around, self._session.now_ms())
        self._state = EditorState(self._first, place=place, serial=self._state.serial + 1)
        self._show()

    def _place_of(self, item_id: str) -> str:
        """Where the item lies among the quick keys: `常用，第 7 个`."""
        words = self._session.words
        for page in quick_keys.pages(self._session.services):
            for key in page.keys:
                if key is not None and key.item.item_id == item_id:
                    no = whole(key.position + 1)
                    return words("catalog.place", page=page.named(words.lang), no=no)
        return ""

    # --- typing ------------------------------------------------------------------------------

    def typed(self, name: str, text: str) -> None:
        """A field was typed into; its error is over."""
        draft = self._state.draft
        if draft is None:
            return
        if name.startswith("list."):
            own = dict(draft.lists) | {name.removeprefix("list."): text}
            self._change(name, lists=tuple(own.items()))
        elif name == "barcode":
            self._without("barcode")
        else:
            self._change(name, **{name: text})

    def pick_kind(self, kind: str) -> None:
        """Pieces, by weight, a service. Weighed goods are sold by the kilogram."""
        draft = self._state.draft
        if draft is None:
            return
        unit = "kg" if kind == ItemKind.WEIGHED else draft.unit
        if kind != ItemKind.WEIGHED and draft.unit == "kg":
            unit = self._first.item.unit if self._first and self._first.item.unit != "kg" else ""
        refill = unit != draft.unit
        self._change("unit", kind=ItemKind(kind), unit=unit)
        if refill:
            self._refill()

    def pick_unit(self, unit: str) -> None:
        """One of the usual units."""
        self._change("unit", unit=unit)
        self._refill()

    def set_active(self, active: bool) -> None:
        """On sale or not."""
        self._change(active=active)

    def open_pick(self, name: str) -> None:
        """Show the departments or the tax classes to choose from."""
        if self._state.draft is not None:
            self._put(pick=name)

    def picked(self, code: str) -> None:
        """One was chosen. A new department brings its tax class along for a new item."""
        draft, name = self._state.draft, self._state.pick
        if draft is None or self._around is None:
            return
        self._state = replace(self._state, pick="")
        if name == "tax":
            self._change(tax_class=code)
            return
        found = self._around.department(code)
        fresh = not draft.item.item_id and found is not None
        tax = found.tax_class if fresh and found else draft.tax_class
        self._change("department", department_id=code, tax_class=tax)

    def drop_announced(self, from_ms: int) -> None:
        """An announced price is not to come after all."""
        draft = self._state.draft
        if draft is not None:
            gone = [p for p in announced(draft, self._session.now_ms()) if p.from_ms == from_ms]
            self._change(dropped=(*draft.dropped, *gone))

    # --- barcodes ----------------------------------------------------------------------------

    def add_code(self, text: str) -> None:
        """A barcode, typed or scanned; one that another item has is refused with its name."""
        draft = self._state.draft
        code = stored_barcode(text)
        if draft is None or not code:
            return
        wrong = _wrong_code(code)
        if wrong is not None:
            self._error("barcode", wrong)
        elif code in draft.barcodes:
            self._error("barcode", Refused("barcode.twice", code=code))
        else:
            s, own = self._session.services, draft.item.item_id
            self._session.runner.run(
                lambda: list_items.by_barcode(s, code),
                lambda found: self._code_found(code, found, own),
                self._refused,
                initiator=ME,
                lane="read",
            )

    def _code_found(self, code: str, found: Item | None, own: str) -> None:
        draft = self._state.draft
        if draft is None or draft.item.item_id != own or code in draft.barcodes:
            return
        if found is not None and found.item_id != own:
            name = found.named(self._session.language)
            self._error("barcode", Refused("barcode.taken", code=code, name=name))
            return
        self._session.sound("ok")
        self._change("barcode", barcodes=(*draft.barcodes, code))
        self._refill()

    def drop_code(self, code: str) -> None:
        """Take a barcode off."""
        draft = self._state.draft
        if draft is not None:
            self._change(barcodes=tuple(one for one in draft.barcodes if one != code))

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the item, if everything in the form can be read."""
        draft, around = self._state.draft, self._around
        if draft is None or around is None or self._state.busy or not self._state.dirty:
            return
        item, wrong = item_of(draft, around, self._session.now_ms())
        if item is None:
            errors = {name: self._sentence(one, name) for name, one in wrong.items()}
            self._session.sound("error")
            said = self._session.words("catalog.look_again", n=len(errors))
            self._put(errors=errors, said=said, said_role="danger")
            return
        s, operator = self._session.services, self._session.on_duty
        self._put(busy=True, said="", errors={})
        self._session.runner.run(
            lambda: save.save_item(s, operator, item), self._saved, self._refused, initiator=ME
        )

    def _saved(self, item: Item) -> None:
        place, words = self._state.place, self._session.words
        at = self._session.clock(self._session.now_ms())
        self._fill(item, place)
        self._put(said=words("catalog.saved", at=at), said_role="positive")
        self._told(item)

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        field = ""
        if isinstance(trouble, Refused):
            field = FIELD_OF.get(trouble.code.partition(".")[0], "")
            field = "department" if trouble.code == "department.unknown" else field
        words = self._sentence(trouble, field)
        if self._state.draft is None or not field:
            self._put(busy=False, said=words, said_role="danger")
            return
        said = self._session.words("catalog.look_again", n=1)
        self._put(busy=False, errors={field: words}, said=said, said_role="danger")

    # --- what is shown -----------------------------------------------------------------------

    def tell(self, words: str, role: str = "warning") -> None:
        """A sentence over the keys."""
        self._put(said=words, said_role=role)

    def _sentence(self, trouble: Trouble, field: str) -> str:
        """What to type instead: this page's own words for a field, else the rule's."""
        words = self._session.words
        field = "price" if field.startswith("list.") else field
        own = f"catalog.bad.{field}.{trouble.code}"
        return words(own, **trouble.facts) if own in words else words.error(trouble)

    def _error(self, field: str, wrong: Refused) -> None:
        self._session.sound("error")
        self._put(errors={**self._state.errors, field: self._sentence(wrong, field)})

    def _without(self, field: str) -> None:
        if field in self._state.errors:
            errors = {name: e for name, e in self._state.errors.items() if name != field}
            self._put(errors=errors)

    def _change(self, field: str = "", /, **changes: object) -> None:
        draft = self._state.draft
        if draft is None:
            return
        after = replace(draft, **changes)  # type: ignore[arg-type]
        errors = {name: e for name, e in self._state.errors.items() if name != field}
        self._put(draft=after, dirty=after != self._first, errors=errors, said="")

    def _refill(self) -> None:
        self._put(serial=self._state.serial + 1)

    def _put(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._show()

    def _show(self) -> None:
        if self._around is not None:
            words = self._session.words
            now = self._session.now_ms()
            self._view.put_editor(vm.editor(self._state, self._around, now, words))


def _wrong_code(code: str) -> Refused | None:
    """What is wrong with a barcode before anybody is asked."""
    if is_digits(code) and len(code) in LENGTHS and not normal(code):
        return Refused("barcode.check_digit", code=code, right=check_digit(code[:-1]))
    if len(code) > 40 or not code.isascii() or not code.isprintable():
        return Refused("barcode.unreadable", code=code[:40])
    return None
