"""Around the sale: the shift, what a power cut left, parked baskets, what others changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.checkout.step import closed
from app.domain.errors import Refused
from app.domain.shift import Shift
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.wire import WireLike
from ui.checkout.front import Front, ParkedPanel
from ui.checkout.presenter.counter import ME, Counter
from ui.checkout.typed import money

if TYPE_CHECKING:
    from app.domain.pricing.basket import Basket
    from app.domain.tendering import Tender
    from app.usecases.sale.draft import LeftOver, ParkedBasket
    from ui.checkout.presenter.paying import Paying
    from ui.checkout.presenter.till import Morning, Shelf
    from ui.checkout.presenter.wallet import Wallet


class Days:
    """Begins, goes on after an interruption, and keeps up with what other screens commit."""

    def __init__(
        self, counter: Counter, paying: Paying, wallet: Wallet, attach: Callable[[str], None]
    ) -> None:
        self._c, self._paying, self._attach = counter, paying, attach
        self._wallet = wallet
        self._who = ""
        self._loading = self._gone = False
        self._left: LeftOver | None = None
        session = counter.session
        self._wires: tuple[tuple[WireLike, Callable[..., None]], ...] = (
            (session.change_feed.committed, self.changed),
            (session.changed, self.came),
            (session.ready, self.came),
            (session.device_feed.kicked, self.kicked),
        )
        for wire, slot in self._wires:
            wire.connect(slot)

    def stop(self) -> None:
        """The screen is gone: hear nothing more."""
        for wire, slot in self._wires:
            wire.disconnect(slot)
        self._wires = ()
        self._gone = True

    # --- the morning ---------------------------------------------------------------------------

    def activated(self) -> None:
        """The screen is seen again."""
        self.came()
        self._c.show()
        self._brought()

    def came(self) -> None:
        """Somebody logged in, or the services are there, or the language changed."""
        c = self._c
        operator = c.session.operator
        if operator is None or not c.session.loaded or self._loading or self._gone:
            return
        if operator.operator_id == self._who and c.front.loaded:
            c.show()
            return
        self._who, self._loading = operator.operator_id, True
        c.front = Front()
        c.state = closed(c.desk())
        c.show()
        # behind all drafts still being written: a screen made anew finds the basket as it was
        c.ask(lambda: c.till.morning(operator), self._morning, self._late, lane="write")

    def _late(self, trouble: Trouble) -> None:
        self._loading = False
        self._who = ""
        if not self._gone:
            self._c.refuse(trouble)

    def _morning(self, morning: Morning) -> None:
        c = self._c
        self._loading = False
        if self._gone:
            return
        if c.operator.operator_id != self._who:
            self.came()
            return
        self._take_shelf(morning.shelf)
        c.state = closed(c.desk())
        c.front = replace(c.front, loaded=True, parked=morning.parked)
        self._left = morning.left
        shift = c.session.shift or morning.shift
        if shift is not None and not shift.closed_ms:
            self._begin(shift)
        c.show()
        self._say_in_the_way(morning)
        self._brought()

    def _say_in_the_way(self, morning: Morning) -> None:
        """Before a float is counted, or goods are scanned, for nothing."""
        c, way = self._c, morning.in_the_way
        if way is None:
            return
        too_long = way.code == "shift.too_long"
        if c.mode is Mode.CLOSED or too_long:
            c.refuse(way)
        if too_long and morning.left is None:
            c.session.go("shift")  # where it is counted and closed

    def _brought(self) -> None:
        """A member's page sent someone here."""
        c = self._c
        if c.front.loaded and (member_id := c.session.take_member()):
            self._attach(member_id)
        if c.front.loaded and (begun := c.session.take_exchange()):
            self.exchange(begun)

    def exchange(self, begun: ev.ExchangeBegun) -> None:
        """Goods come back for others: what they are worth pays here."""
        c = self._c
        worth = begun.credit.total_minor

        def act() -> None:
            if c.fire(begun):
                c.show(panel=None, search=None)
                c.say("accent", "checkout.exchange.begun", worth_minor=worth)

        c.gesture(act)

    def drop_exchange(self) -> None:
        """Nothing comes back after all."""
        c = self._c

        def act() -> None:
            if c.mode in (Mode.READY, Mode.SELLING) and c.fire(ev.ExchangeDropped()):
                c.say("accent", "checkout.exchange.dropped")

        c.gesture(act)

    def _begin(self, shift: Shift) -> None:
        if self._c.session.shift != shift:
            self._c.session.put_shift(shift)
        self._c.fire(ev.ShiftOpened(self._c.next_id()))
        left, self._left = self._left, None
        if left is not None and (left.basket.lines or left.basket.credit):
            self._c.fire(ev.Recalled(left.basket, left.tenders))
            at = self._c.session.clock(left.saved_ms)
            self._c.say("accent", "checkout.restored", at=at, n=len(left.basket.lines))

    def float_typed(self, text: str) -> None:
        """The money in the drawer before the first sale."""
        self._c.show(float_text=text, notice=None)

    def open_shift(self) -> None:
        """Begin. Pressed twice, the second finds the shift open."""
        c = self._c
        if c.mode is not Mode.CLOSED or not c.front.loaded:
            return
        try:
            amount = money(c.front.float_text, c.book.currency)
        except Refused as refusal:
            c.refuse(refusal)
            return
        operator = c.operator

        def begun(shift: Shift) -> None:
            if c.mode is Mode.CLOSED:
                self._begin(shift)
                c.show(float_text="")

        def act() -> None:
            if c.mode is Mode.CLOSED:
                c.work(lambda: c.till.open_shift(operator, amount), begun)

        c.gesture(act)

    # --- what others changed -------------------------------------------------------------------

    def changed(self, changes: Changes, initiator: str) -> None:
        """A commit anywhere in the program."""
        c = self._c
        if changes.prints:
            self._paying.follow()
        if not c.front.loaded:
            return
        if changes.members:
            self._wallet.changed(changes.members)
        if changes.catalog or changes.settings or (changes.sales and self._counts_stock()):
            self._reload()
        if changes.shift and initiator != ME:
            operator = c.operator
            c.ask(lambda: c.till.shift(operator), self._shift_now)

    def kicked(self, state: str, _reason: str) -> None:
        """What became of the drawer."""
        self._c.kick = state
        if self._c.front.drawer:
            self._c.show(drawer=state)

    def _counts_stock(self) -> bool:
        """Whether a key says how many there are: a sale has changed it."""
        keys = (key for page in self._c.front.pages for key in page.keys)
        return any(key is not None and key.stock_milli is not None for key in keys)

    def _reload(self) -> None:
        self._c.ask(self._c.till.shelf, self._take_shelf_and_show)

    def _take_shelf_and_show(self, shelf: Shelf) -> None:
        self._take_shelf(shelf)
        self._c.show()

    def _take_shelf(self, shelf: Shelf) -> None:
        c = self._c
        c.book = shelf.book
        page = c.front.page if c.front.page < len(shelf.pages) else 0
        c.front = replace(c.front, pages=shelf.pages, items=shelf.items, page=page)

    def _shift_now(self, shift: Shift | None) -> None:
        c = self._c
        open_now = shift is not None and not shift.closed_ms
        if open_now and shift is not None and c.mode is Mode.CLOSED:
            self._begin(shift)
        elif not open_now and c.mode in (Mode.READY, Mode.DONE):
            c.fire(ev.ShiftClosed())

    # --- parked --------------------------------------------------------------------------------

    def park(self) -> None:
        """Put this basket aside; there is nothing to ask."""
        c = self._c

        def act() -> None:
            if c.mode in (Mode.READY, Mode.DONE):
                c.refuse(Refused("basket.empty"))
            elif c.fire(ev.Parked(c.next_id())):
                c.show(panel=None, search=None)

        c.gesture(act)

    def parked(self) -> None:
        """The baskets that wait."""
        c = self._c
        if isinstance(c.front.panel, ParkedPanel):
            c.close()
        elif c.mode in (Mode.READY, Mode.SELLING, Mode.DONE):
            c.gesture(self._list)
        else:
            c.refuse(Refused(f"not_now.{c.mode.value}"))

    def _list(self) -> None:
        c = self._c
        c.open(ParkedPanel())

        def found(rows: tuple[ParkedBasket, ...]) -> None:
            if isinstance(c.front.panel, ParkedPanel):
                c.show(panel=ParkedPanel(rows, loaded=True), parked=len(rows))

        c.work(c.till.parked, found, lane="read")

    def move(self, by: int) -> None:
        """Another parked basket."""
        panel = self._c.front.panel
        if isinstance(panel, ParkedPanel) and panel.rows:
            at = min(len(panel.rows) - 1, max(0, panel.at + by))
            self._c.show(panel=replace(panel, at=at))

    def recall(self, at: int | None = None) -> None:
        """Take one up again."""
        c = self._c

        def act() -> None:
            panel = c.front.panel
            if not isinstance(panel, ParkedPanel) or not panel.rows:
                return
            place = panel.at if at is None else at
            if not 0 <= place < len(panel.rows):
                return
            if c.mode is Mode.SELLING:
                c.refuse(Refused("park.basket_open"))
                return
            sale_id = panel.rows[place].sale_id
            c.work(lambda: c.till.recall(sale_id), self._recalled)

        c.gesture(act)

    def _recalled(self, found: tuple[Basket, tuple[Tender, ...]]) -> None:
        c = self._c
        if c.fire(ev.Recalled(*found)):
            c.show(panel=None, parked=max(0, c.front.parked - 1))
