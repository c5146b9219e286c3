"""How goods and cards come into the batch: a row, a delivery, a scan, an errand from elsewhere."""

from __future__ import annotations

from app.domain.catalog import Item
from app.domain.codes import GiftCardCode, ItemCode, MemberCode, VoucherCode, parse
from app.domain.errors import Refused
from app.usecases.catalog import list_items
from app.usecases.label import due
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.batch import Batch, Page
from ui.labels.sources import Sources

_CARDS = {VoucherCode: "voucher", GiftCardCode: "gift", MemberCode: "member"}


class Choosing:
    """What is chosen at the left, or scanned, stands at the right."""

    def __init__(self, page: Page, session: Session, sources: Sources, batch: Batch) -> None:
        self._page, self._session = page, session
        self._sources, self._batch = sources, batch

    def choose(self, key: str) -> None:
        """A row at the left: one label more of it, or a whole delivery."""
        if not key:
            return
        if self._sources.source == vm.CAME:
            s = self._session.services
            self._session.runner.run(
                lambda: due.of_delivery(s, key), self._batch.put, self._page.refused, lane="read"
            )
            return
        self.take(key)

    def take(self, item_id: str) -> None:
        """One label more of an item."""
        s = self._session.services
        self._session.runner.run(
            lambda: list_items.get(s, item_id), self._batch.add, self._page.refused, lane="read"
        )

    def take_all(self) -> None:
        """Every item with a new price."""
        self._batch.put(self._sources.due)

    def errand(self, text: str) -> None:
        """Somewhere else somebody wants labels: of `item:<id>`, of new `prices`, of goods that
        `came` (`came:last`: of the last delivery at once)."""
        kind, _, rest = text.partition(":")
        if kind == "item" and rest:
            self.take(rest)
        elif kind in vm.SOURCES:
            self._sources.go(kind)
            if rest == "last":
                s = self._session.services
                self._session.runner.run(
                    lambda: due.last_delivery(s), self._batch.put, self._page.refused, lane="read"
                )

    def scanned(self, text: str) -> bool:
        """A good: one label more. A card or voucher: its sticker, where the template is for one."""
        session = self._session
        try:
            code = parse(text, session.shop.label_patterns)
        except Refused as refusal:
            session.refused(refusal)
            return True
        kind = _CARDS.get(type(code))
        if kind and "card_code" in self._page.template.named:
            session.sound("ok")
            self._batch.add_card(text.strip(), session.words(f"labels.card.{kind}"))
            return True
        if not isinstance(code, ItemCode):
            return False
        s = session.services
        session.runner.run(
            lambda: list_items.by_barcode(s, code.barcode),
            self._scan,
            self._page.refused,
            lane="read",
        )
        return True

    def _scan(self, item: Item | None) -> None:
        self._session.sound("ok" if item else "error")
        if item is None:
            self._page.say("labels.unknown_code", "danger")
            self._page.show()
            return
        self._batch.add(item)
