"""What is scanned, typed or touched to become a line: codes, search, quick keys, price check.

A scan always means something, or is refused aloud: every way in ends in one event or one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.pricing.basket import Basket, BasketLine, Seller
from app.domain.pricing.engine import price
from ui.bridge.ports import Trouble
from ui.checkout.front import (
    CheckPanel,
    DiscountPanel,
    EnrolPanel,
    MemberPanel,
    QuantityPanel,
    Search,
)
from ui.checkout.member_front import GiftPanel, PlansPanel
from ui.checkout.presenter.counter import Counter

if TYPE_CHECKING:
    from app.usecases.sale.identify_code import ReceiptFound
    from app.usecases.sale.search_items import FoundItem

STAYS_OPEN = (MemberPanel, EnrolPanel)  # an item scanned meanwhile is added, what was typed stays
MEMBER_CARD = "M:"
PARTS = ("unknown", "short", "split")  # what a barcode's tail is called when it stands for nothing
NO_GOODS = ("bad_check", "short", "split")  # why a bare number cannot be an item's


class Scanning:
    """Ways in for goods and cards."""

    def __init__(self, counter: Counter, approve: Callable[[str], object]) -> None:
        self._c = counter
        self._approve = approve
        self._searching = False

    # --- codes ---------------------------------------------------------------------------------

    def scan(self, text: str) -> bool:
        """A code from any scanner. It is always taken: at least it is refused aloud."""
        c = self._c
        if not c.front.loaded:
            c.refuse(Refused("not_now.loading"))
            return True
        panel = c.front.panel
        if isinstance(panel, EnrolPanel) and text.startswith(MEMBER_CARD):
            self._enrol_card(text)
            return True

        def meant(event: Any) -> None:
            if isinstance(c.front.panel, EnrolPanel):
                self._while_enrolling(text.strip(), event)
            else:
                self._meant(event)

        c.work(lambda: c.till.identify(text), meant, self._unreadable, lane="read")
        return True

    def _while_enrolling(self, text: str, event: Any) -> None:
        """A number that no goods can have (D11) is the new member's card; goods are added."""
        bare = isinstance(event, ev.CodeUnknown) and event.reason in NO_GOODS
        if bare and text.isascii() and text.isalnum():
            self._enrol_card(text)
        else:
            self._meant(event)

    def _enrol_card(self, text: str) -> None:
        panel = self._c.front.panel
        if isinstance(panel, EnrolPanel):
            self._c.show(panel=replace(panel, card=text.removeprefix(MEMBER_CARD)))
            self._c.session.sound("ok")

    def _unreadable(self, trouble: Trouble) -> None:
        """A code that must not even be kept (a payment card's number) stops like an unknown one; a
        voucher that was used, a card that was lost: why is said in the refusal's own words."""
        c, code = self._c, trouble.code if isinstance(trouble, Refused) else ""
        stops = f"checkout.halt.{code}" in c.session.words
        if stops and c.mode in (Mode.READY, Mode.SELLING, Mode.DONE):
            c.fire(ev.CodeUnknown("", code))
        else:
            c.refuse(trouble)

    def _meant(self, event: Any) -> None:
        from app.usecases.sale.identify_code import OperatorCard, ReceiptFound

        c = self._c
        if isinstance(event, OperatorCard):
            if c.mode is Mode.APPROVING:
                self._approve(event.token)
            elif c.mode in (Mode.READY, Mode.SELLING, Mode.DONE):
                self._served(Seller(OperatorId(event.operator_id), event.name))
            else:
                c.refuse(Refused("card.of_staff"))
        elif isinstance(event, ReceiptFound):
            self._receipt(event)
        elif isinstance(c.front.panel, CheckPanel):
            self._priced(event)
        else:
            self.take(event)

    def _served(self, seller: Seller) -> None:
        """A colleague served this customer: all the goods, or the line whose panel is open."""
        c, panel = self._c, self._c.front.panel
        line_no = panel.line_no if isinstance(panel, QuantityPanel | DiscountPanel) else 0
        if c.fire(ev.ServedBy(seller, line_no)):
            c.say("positive", "checkout.served", name=seller.name)

    def _receipt(self, found: ReceiptFound) -> None:
        """Somebody brings a receipt: to its goods, whatever lies in the basket waits here."""
        c = self._c
        c.session.sound("ok")
        if c.mode in (Mode.READY, Mode.SELLING, Mode.DONE, Mode.CLOSED):
            c.close()
            c.session.send("history", f"return:{found.sale_id}")
        else:
            c.say("accent", "checkout.receipt_scanned", no=found.receipt_no)

    def take(self, event: object) -> None:
        """An item, a member or an unknown code reaches the machine; panels on a line close."""
        c = self._c
        keeps = isinstance(c.front.panel, STAYS_OPEN) and not isinstance(event, ev.MemberAttached)
        panel = c.front.panel if keeps else None
        if c.fire(event):
            if isinstance(c.front.panel, PlansPanel) and isinstance(event, ev.MemberAttached):
                return  # they were looked for to top up
            c.show(panel=panel if c.mode in (Mode.READY, Mode.SELLING) else None, search=None)
            self._brought(event)
        elif isinstance(event, ev.GiftCardShown) and c.mode in (Mode.READY, Mode.DONE):
            c.show(panel=GiftPanel(event.card), search=None)  # why it cannot pay, and what now

    def gift(self) -> None:
        """From a gift card's panel to where it is blocked, replaced or paid out."""
        panel = self._c.front.panel
        if isinstance(panel, GiftPanel):
            self._c.close()
            self._c.session.send("members", f"gift:{panel.card.card_id}")

    def _brought(self, event: object) -> None:
        """A voucher or a gift card was scanned: what it is worth is said, and it pays next."""
        c = self._c
        if isinstance(event, ev.GiftCardShown):
            card = event.card
            if c.mode is Mode.PAYING:
                draft = c.front.pay
                c.show(pay=replace(draft, kind="gift", reference=card.card_id))
            elif c.mode is Mode.READY:
                c.show(panel=GiftPanel(card))
            left = card.available_minor
            c.say("accent", "checkout.gift_card", card=card.masked, available_minor=left)
        elif isinstance(event, ev.VoucherOffered):
            name = event.voucher.campaign.named(c.session.language)
            counts = not any(
                dict(one.facts).get("voucher_id") == event.voucher.voucher_id
                for one in c.state.priced.not_applied
            )
            if counts:
                c.say("positive", "checkout.voucher_used", name=name)

    # --- the scan field ------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """The scan field's text changed: what it may mean is looked up beside the queue."""
        c = self._c
        if not text.strip():
            c.show(search=None)
            return
        old = c.front.search
        rows = old.rows if old else ()
        c.show(search=Search(text, rows, stale=True), notice=None)
        self._look()

    def _look(self) -> None:
        c = self._c
        if self._searching or c.front.search is None:
            return
        self._searching = True
        text, language = c.front.search.text, c.session.language

        def done(rows: tuple[FoundItem, ...]) -> None:
            self._searching = False
            now = c.front.search
            if now is None:
                return
            c.show(search=replace(now, rows=rows, at=0, stale=now.text != text))
            if now.text != text:
                self._look()

        def failed(trouble: Trouble) -> None:
            self._searching = False
            c.refuse(trouble)

        c.ask(lambda: c.till.search(text, language), done, failed)

    def move(self, by: int) -> None:
        """Another row of what was found."""
        search = self._c.front.search
        if search and search.rows:
            at = min(len(search.rows) - 1, max(0, search.at + by))
            self._c.show(search=replace(search, at=at))

    def entered(self) -> None:
        """Enter in the scan field: digits are a code, words take the row one stands on."""
        c, search = self._c, self._c.front.search
        if search is None:
            return
        text = search.text.strip()
        is_code = text.isascii() and not text.isalpha() and " " not in text
        if (is_code and search.at == 0) or ":" in text:
            self._code_typed(text, () if search.stale else search.rows)
        elif not search.stale:
            self.choose(search.at)
        else:
            language = c.session.language
            c.work(lambda: c.till.search(text, language), self._first, lane="read")

    def _code_typed(self, text: str, rows: tuple[FoundItem, ...]) -> None:
        """A code keyed by hand; one that nothing has is the tail the first row was found by."""
        c = self._c
        if not c.front.loaded:
            c.refuse(Refused("not_now.loading"))
            return
        c.show(search=None)

        def meant(event: Any) -> None:
            if isinstance(event, ev.CodeUnknown) and event.reason in PARTS and rows:
                self.add(rows[0].item.item_id)
            else:
                self._meant(event)

        c.work(lambda: c.till.identify(text, typed=True), meant, self._unreadable, lane="read")

    def _first(self, rows: tuple[FoundItem, ...]) -> None:
        if rows:
            self.add(rows[0].item.item_id)
        else:
            self._c.refuse(Refused("search.nothing"))

    def choose(self, at: int) -> None:
        """Take a row of what was found."""
        search = self._c.front.search
        if search is None or not 0 <= at < len(search.rows):
            self._c.refuse(Refused("search.nothing"))
            return
        self.add(search.rows[at].item.item_id)

    def add(self, item_id: str) -> None:
        """A quick key, or a row that was found."""
        c = self._c
        took = self._priced if isinstance(c.front.panel, CheckPanel) else self.take
        c.work(lambda: c.till.item_event(item_id), took, lane="read")

    def page(self, place: int) -> None:
        """Another page of quick keys."""
        self._c.show(page=place)

    # --- price check ---------------------------------------------------------------------------

    def check(self) -> None:
        """The price of the next scan, without selling it; the key again closes it."""
        c = self._c
        if isinstance(c.front.panel, CheckPanel):
            c.close()
        elif c.mode in (Mode.READY, Mode.SELLING, Mode.DONE):
            c.open(CheckPanel())
        else:
            c.refuse(Refused(f"not_now.{c.mode.value}"))

    def _priced(self, event: object) -> None:
        """What was scanned for its price."""
        from app.usecases.sale.search_items import FoundItem

        c = self._c
        if isinstance(event, ev.CodeUnknown):
            c.session.sound("error")
            c.show(panel=CheckPanel(unknown=event.code or event.reason), search=None)
        elif isinstance(event, ev.ItemIdentified):
            found = FoundItem(event.item, event.unit_price_minor)
            c.session.sound("ok")
            c.show(panel=CheckPanel(found, self._member_price(event)), search=None, notice=None)
            if not event.item.item_id.startswith("dept:"):
                self._count(str(event.item.item_id))
        else:
            self.take(event)

    def _count(self, item_id: str) -> None:
        """How many there should be, beside the price."""
        c = self._c
        c.work(lambda: c.till.stock_milli(item_id), partial(self._counted, item_id), lane="read")

    def _counted(self, item_id: str, stock_milli: int | None) -> None:
        panel = self._c.front.panel
        if isinstance(panel, CheckPanel) and panel.found and panel.found.item.item_id == item_id:
            self._c.show(panel=replace(panel, stock_milli=stock_milli))

    def _member_price(self, event: ev.ItemIdentified) -> int | None:
        """What one of it costs the member who is here."""
        c = self._c
        member = c.state.basket.member
        if member is None:
            return None
        line = BasketLine(1, event.item, 1000, event.unit_price_minor)
        basket = Basket(c.state.basket.sale_id, c.operator.operator_id, 0, (line,), member)
        priced = price(basket, c.book, c.session.now_ms())
        return priced.total_minor if priced.saved_minor else None

    def sell_checked(self) -> None:
        """What was checked is bought after all."""
        panel = self._c.front.panel
        if isinstance(panel, CheckPanel) and panel.found is not None:
            item_id = panel.found.item.item_id
            self._c.close()
            self.add(item_id)
