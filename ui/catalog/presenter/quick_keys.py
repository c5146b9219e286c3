"""Arranges the quick keys: put, swap, take away, by keyboard and by touch. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from app.domain.catalog import Item
from app.domain.errors import Refused
from app.usecases.catalog import edit_keys
from app.usecases.outcome import Changes, Outcome
from app.usecases.sale import quick_keys
from app.usecases.sale.quick_keys import KEYS_A_PAGE, QuickPage
from app.usecases.sale.search_items import FoundItem, search
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.presenter.editor import ME
from ui.catalog.viewmodel import quick_keys as vm
from ui.catalog.viewmodel.quick_keys import KeysVM, PageFormVM, PlaceVM

TOUCHED = Changes(catalog=True)
SHOWN = 30


class View(Protocol):
    """What this presenter asks of the page."""

    def put_keys(self, shown: KeysVM) -> None:
        """Show the page of keys."""
        ...


class KeysPresenter:
    """One page of keys at a time. Each change of places is written at once, as one gesture."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._pages: tuple[QuickPage, ...] | None = None
        self._on = self._at = 0
        self._lifted = -1
        self._carried: Item | None = None
        self._text = ""
        self._found: tuple[FoundItem, ...] = ()
        self._naming: str | None = None  # the page id of the form, "" for a new page
        self._names = ("", "")
        self._serial = 0
        self._name_error = ""
        self._sure = self._busy = False
        self._said, self._role, self._failure = "", "muted", ""

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the pages."""
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: quick_keys.pages(s), self._read, self._failed, initiator=ME, lane="read"
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.catalog:
            self.load()

    def _read(self, pages: tuple[QuickPage, ...]) -> None:
        self._pages, self._failure, self._busy = pages, "", False
        self._on = min(self._on, max(0, len(pages) - 1))
        self._show()

    def typed(self, text: str) -> None:
        """Goods by what one types; nothing typed, nothing shown."""
        self._text = text
        if not text.strip():
            self._items_found(text, ())
            return
        s, language = self._session.services, self._session.language
        self._session.runner.run(
            lambda: search(s, text, language, SHOWN),
            lambda items: self._items_found(text, items),
            self._refused,
            initiator=ME,
            lane="read",
        )

    def _items_found(self, text: str, items: tuple[FoundItem, ...]) -> None:
        if text == self._text:
            self._found = items
            self._show()

    # --- moving about ------------------------------------------------------------------------

    def turn(self, on: int) -> None:
        """Another page; a key in hand comes along."""
        if 0 <= on < len(self._pages or ()) and self._naming is None:
            if self._lifted >= 0 and on != self._on:
                self._lifted = -1
            self._on = on
            self._calm()

    def stand(self, at: int) -> None:
        """A place was touched: with a key in hand they swap, with an item in hand it goes there."""
        if not 0 <= at < KEYS_A_PAGE or self._page is None:
            return
        self._at = at
        if self._lifted >= 0:
            self.drop()
        elif self._carried is not None:
            self.put(self._carried.item_id)
        else:
            self._calm()

    def step(self, across: int, down: int) -> None:
        """Arrow keys."""
        self._at = vm.step(self._at, across, down)
        self._calm()

    def back(self) -> bool:
        """Esc: lays down what is in hand, or closes the form of the page's names."""
        if self._naming is not None:
            self._naming = None
        elif self._lifted >= 0 or self._carried is not None:
            self._lifted, self._carried = -1, None
        else:
            return False
        self._calm()
        return True

    def carry(self, item: Item) -> None:
        """An item comes from its form: the next place that is touched is its place."""
        self._carried, self._lifted = item, -1
        if self._page is not None:
            places = self._places()
            if places[self._at].title:
                self._at = vm.next_empty(places, self._at)
        self._calm()

    # --- changing places ---------------------------------------------------------------------

    def put(self, item_id: str) -> None:
        """Put an item on the place one stands on; then one stands on the next empty one."""
        page, at = self._page, self._at
        if page is None or not item_id or self._busy:
            return
        s, operator = self._session.services, self._session.on_duty
        before = [k.position for k in page.keys if k and k.item.item_id == item_id]
        self._carried = None

        def write() -> Outcome[None]:
            for place in before:
                if place != at:
                    edit_keys.put_key(s, operator, page.page_id, place, "")
            return edit_keys.put_key(s, operator, page.page_id, at, item_id)

        self._write(write, then=self._to_next)

    def _to_next(self) -> None:
        places = list(self._places())
        if not places[self._at].title:
            places[self._at] = PlaceVM("*")
        self._at = vm.next_empty(places, self._at)

    def lift(self) -> None:
        """Take the key in hand to swap it, or lay it down where one stands."""
        if self._lifted >= 0:
            self.drop()
        elif self._carried is not None:
            self.put(self._carried.item_id)
        elif self._page is not None and self._page.keys[self._at] is not None:
            self._lifted = self._at
            self._calm()

    def drop(self) -> None:
        """The key in hand and the one that lies here change places."""
        page, source, at = self._page, self._lifted, self._at
        self._lifted = -1
        if page is None or source == at or source < 0:
            self._calm()
            return
        held, other = page.keys[source], page.keys[at]
        if held is None:
            self._calm()
            return
        s, operator = self._session.services, self._session.on_duty
        there = other.item.item_id if other else ""

        def write() -> Outcome[None]:
            edit_keys.put_key(s, operator, page.page_id, source, there)
            return edit_keys.put_key(s, operator, page.page_id, at, held.item.item_id)

        self._write(write)

    def remove(self) -> None:
        """The place becomes empty; the item stays in the catalogue."""
        page, at = self._page, self._at
        if page is None or page.keys[at] is None or self._busy:
            return
        s, operator = self._session.services, self._session.on_duty
        self._write(lambda: edit_keys.put_key(s, operator, page.page_id, at, ""))

    # --- pages -------------------------------------------------------------------------------

    def name_page(self, *, new: bool = False) -> None:
        """Open the form of a page's names."""
        page = None if new else self._page
        self._naming = page.page_id if page else ""
        self._names = (page.name, page.name_en) if page else ("", "")
        self._serial += 1
        self._name_error, self._sure = "", False
        self._calm()

    def named(self, name: str, text: str) -> None:
        """One of the two names is typed."""
        zh, en = self._names
        self._names = (text, en) if name == "name" else (zh, text)
        self._name_error, self._sure = "", False
        self._show()

    def save_page(self) -> None:
        """Write the names; a new page stands behind the others."""
        if self._naming is None or self._busy:
            return
        s, operator = self._session.services, self._session.on_duty
        (name, name_en), page_id = self._names, self._naming
        order = list(self._pages or ())
        if not page_id:
            position = len(order) + 1
            write: Callable[[], Outcome[Any]] = lambda: edit_keys.save_page(  # noqa: E731
                s, operator, name=name, name_en=name_en, position=position, keys=()
            )
            self._write(write, then=lambda: self._named_page(position - 1))
            return
        at = self._on
        self._write(
            lambda: self._write_page(order[at], at, name=name, name_en=name_en),
            then=lambda: self._named_page(at),
        )

    def _named_page(self, on: int) -> None:
        self._naming, self._on = None, on

    def _write_page(self, page: QuickPage, at: int, *, name: str, name_en: str) -> Outcome[str]:
        return edit_keys.save_page(
            self._session.services,
            self._session.on_duty,
            page_id=page.page_id,
            name=name,
            name_en=name_en,
            position=at + 1,
            keys=tuple((k.position, k.item.item_id) for k in page.keys if k is not None),
        )

    def move_page(self, by: int) -> None:
        """One place to the left or right among the pages."""
        order = list(self._pages or ())
        at, to = self._on, self._on + by
        if self._busy or not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]

        def write() -> Outcome[None]:
            for place, page in enumerate(order):
                self._write_page(page, place, name=page.name, name_en=page.name_en)
            return Outcome(None, TOUCHED)

        self._write(write, then=lambda: self._moved(to))

    def _moved(self, to: int) -> None:
        self._on = to

    def remove_page(self) -> None:
        """Asked twice: the first press says what the second does."""
        if not self._naming or self._busy:
            return
        if not self._sure:
            self._sure = True
            self._show()
            return
        s, operator, page_id = self._session.services, self._session.on_duty, self._naming
        self._write(
            lambda: edit_keys.remove_page(s, operator, page_id), then=lambda: self._named_page(0)
        )

    # --- what came back ----------------------------------------------------------------------

    def _write(
        self, op: Callable[[], Outcome[Any]], then: Callable[[], None] | None = None
    ) -> None:
        self._busy, self._said = True, ""
        self._show()
        self._session.runner.run(
            op, lambda _value: self._written(then), self._refused, initiator=ME
        )

    def _written(self, then: Callable[[], None] | None) -> None:
        self._busy = self._sure = False
        if then is not None:
            then()
        self._session.sound("ok")
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._busy = self._sure = False
        words = self._session.words
        if self._naming is not None and isinstance(trouble, Refused):
            own = f"catalog.bad.page.{trouble.code}"
            found = words(own, **trouble.facts) if own in words else words.error(trouble)
            self._name_error = found
        else:
            self._said, self._role = words.error(trouble), "danger"
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._failure = self._session.words.error(trouble)
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    @property
    def _page(self) -> QuickPage | None:
        pages = self._pages or ()
        return pages[self._on] if self._on < len(pages) else None

    def _places(self) -> tuple[PlaceVM, ...]:
        page = self._page
        keys = page.keys if page else (None,) * KEYS_A_PAGE
        return tuple(vm.place(key, self._session.words) for key in keys)

    def _calm(self) -> None:
        """A gesture went well: what was said before is over."""
        self._said = ""
        self._show()

    def _show(self) -> None:
        words, pages = self._session.words, self._pages
        if self._failure:
            self._view.put_keys(KeysVM("error", error=self._failure))
            return
        if pages is None:
            self._view.put_keys(KeysVM("loading"))
            return
        places = self._places()
        here, lang = places[self._at], words.lang
        empty = words("catalog.keys.nothing") if not here.title else ""
        self._view.put_keys(
            KeysVM(
                "pages" if pages or self._naming is not None else "empty",
                tuple(page.named(lang) for page in pages),
                self._on,
                places,
                self._at,
                self._lifted,
                self._carried.named(lang) if self._carried else "",
                vm.title(self._at, words),
                " ".join(x for x in (here.title, here.spec) if x) or words("catalog.keys.empty"),
                words("catalog.keys.drop" if self._lifted >= 0 else "catalog.keys.lift"),
                "" if self._lifted >= 0 or self._carried else empty,
                empty,
                vm.found(self._found, self._page, words),
                words("catalog.none", text=self._text.strip()[:20]) if self._text.strip() else "",
                self._form(),
                self._said,
                self._role,
            )
        )

    def _form(self) -> PageFormVM | None:
        if self._naming is None:
            return None
        words, pages = self._session.words, self._pages or ()
        new, busy = not self._naming, words("catalog.saving") if self._busy else ""
        name, name_en = self._names
        page = self._page
        same = page is not None and not new and (page.name, page.name_en) == self._names
        off = words("catalog.nothing_new") if same else ""
        if not name.strip():
            off = words("catalog.name_first")
        first, last = self._on == 0, self._on >= len(pages) - 1
        return PageFormVM(
            self._serial,
            new,
            name,
            name_en,
            self._name_error,
            busy or off,
            words("catalog.keys.page_sure" if self._sure else "catalog.keys.page_remove"),
            words("catalog.is_first") if first else "",
            words("catalog.is_last") if last else "",
        )
