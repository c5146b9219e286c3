"""Where labels come from: all goods by search, those with a new price, deliveries."""

from __future__ import annotations

from collections.abc import Callable, Collection

from app.domain.permissions import Permission
from app.usecases.catalog import list_items
from app.usecases.catalog.list_items import ItemRow
from app.usecases.label import due
from app.usecases.label.due import DueItem, Received
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.viewmodel import ListVM, RowVM

ME = "labels"
PAGE = 100


class Sources:
    """The left half of the page. `chosen()` are the keys that stand in the job."""

    def __init__(
        self,
        session: Session,
        show: Callable[[ListVM], None],
        chosen: Callable[[], Collection[str]],
        first: Callable[[], None],
    ) -> None:
        self._session, self._view, self._chosen, self._first = session, show, chosen, first
        self.source, self._text, self._serial = vm.GOODS, "", 0
        self.goods: tuple[ItemRow, ...] = ()
        self.due: tuple[DueItem, ...] = ()
        self._came: tuple[RowVM, ...] = ()

    def load(self) -> None:
        """Read what is shown, and how many prices are new."""
        self.count()
        self._read()

    def count(self) -> None:
        """How many labels are due."""
        s = self._session.services
        self._session.runner.run(
            lambda: due.new_prices(s), self._found, self._failed, initiator=ME, lane="read"
        )

    def typed(self, text: str) -> None:
        """The search field; only the newest text is looked for."""
        self._text, self.source = text, vm.GOODS
        self._read()

    def go(self, source: str) -> None:
        """All goods, those with a new price, or what came."""
        self.source, self._text = source, ""
        self._read()

    def _found(self, found: tuple[DueItem, ...]) -> None:
        self.due = found
        self.show()

    def _read(self) -> None:
        s, text = self._session.services, self._text
        self._serial += 1
        serial, run = self._serial, self._session.runner.run
        if self.source == vm.GOODS:
            run(
                lambda: list_items.list_items(s, text=text, limit=PAGE),
                lambda rows: self._listed(rows, serial),
                self._failed,
                initiator=ME,
                lane="read",
            )
        elif self.source == vm.CAME:
            run(lambda: due.deliveries(s), self._arrived, self._failed, initiator=ME, lane="read")
        else:
            self.show()

    def _listed(self, rows: tuple[ItemRow, ...], serial: int) -> None:
        if serial == self._serial:
            first, self.goods = not self.goods, rows
            self.show()
            if first:
                self._first()

    def _arrived(self, found: tuple[Received, ...]) -> None:
        words, at = self._session.words, self._session.at
        self._came = tuple(
            RowVM(
                one.key,
                one.note or words("labels.delivery"),
                words.moment(at(one.at_ms)),
                words("labels.kinds", n=len(one.lines)),
            )
            for one in found
        )
        self.show()

    def _failed(self, trouble: Trouble) -> None:
        self._view(ListVM("error", error=self._session.words.error(trouble)))

    def show(self) -> None:
        """What is known now."""
        words, chosen = self._session.words, self._chosen()
        if self.source == vm.GOODS:
            rows = tuple(
                vm.good(one, words, chosen=str(one.item.item_id) in chosen) for one in self.goods
            )
        elif self.source == vm.PRICES:
            rows = tuple(
                vm.due(one, words, chosen=str(one.item.item_id) in chosen) for one in self.due
            )
        else:
            rows = self._came
        may = self._session.may(Permission.CATALOG_EDIT)
        new = self.source == vm.PRICES and bool(self.due) and may
        self._view(
            ListVM(
                "rows" if rows else "none",
                rows,
                self.source,
                tuple(words(f"labels.source.{one}", n=len(self.due)) for one in vm.SOURCES),
                words("labels.about" if self.due else "labels.about_none", n=len(self.due)),
                none=words(f"labels.none.{self.source}"),
                none_why=words(f"labels.none_why.{self.source}"),
                take_all=words("labels.take_all", n=len(self.due)) if new else "",
                done=new,
            )
        )
