"""The lines under the hand: quantity, removing, discounts, prices, the drawer without a sale."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog import Department
from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.checkout.step import step
from app.domain.errors import Refused
from ui.checkout.discounting import event_of, preview
from ui.checkout.front import (
    DISCOUNT_REASONS,
    CancelPanel,
    DepartmentPanel,
    DiscountPanel,
    NoSalePanel,
    QuantityPanel,
)
from ui.checkout.presenter.counter import Counter
from ui.checkout.typed import milli, money

ON_THE_COUNTER = (Mode.READY, Mode.SELLING, Mode.DONE)


class Goods:
    """Gestures on lines and on the whole basket."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter

    def _refused_now(self, *modes: Mode) -> bool:
        """Whether the mode forbids it; then it is said."""
        c = self._c
        if c.mode in modes:
            return False
        empty = c.mode in (Mode.READY, Mode.DONE)
        c.refuse(Refused("basket.empty") if empty else Refused(f"not_now.{c.mode.value}"))
        return True

    # --- lines ---------------------------------------------------------------------------------

    def pick(self, place: int) -> None:
        """Stand on a line by its place in the list."""
        c = self._c
        lines = c.state.basket.lines
        if c.mode is Mode.SELLING and 0 <= place < len(lines):
            number = lines[place].line_no
            c.gesture(lambda: c.fire(ev.LinePicked(number)))

    def move(self, by: int) -> None:
        """The line above or below."""
        lines = self._c.state.basket.lines
        numbers = [one.line_no for one in lines]
        if self._c.state.current in numbers:
            self.pick(min(len(lines) - 1, max(0, numbers.index(self._c.state.current) + by)))
        elif lines:
            self.pick(len(lines) - 1)

    def remove(self) -> None:
        """Void the current line; it stays in the document."""
        c = self._c

        def act() -> None:
            if not self._refused_now(Mode.SELLING):
                c.fire(ev.LineRemoved(c.state.current))

        c.gesture(act)

    # --- quantity ------------------------------------------------------------------------------

    def quantity(self) -> None:
        """Open the quantity of the current line, or of the next item when there is none."""
        c = self._c

        def act() -> None:
            if not self._refused_now(*ON_THE_COUNTER):
                number = c.state.current if c.mode is Mode.SELLING else 0
                c.open(QuantityPanel(number))

        c.gesture(act)

    def times(self, text: str) -> None:
        """`3 *`: that many of the next item; without a figure the quantity panel."""
        c = self._c
        if not text.strip():
            self.quantity()
            return
        try:
            qty = milli(text, whole=True)
        except Refused as refusal:
            c.refuse(refusal)
            return
        c.gesture(lambda: c.fire(ev.QuantityKeyed(qty), c.close))

    def quantity_typed(self, text: str) -> None:
        """The figure in the panel."""
        panel = self._c.front.panel
        if isinstance(panel, QuantityPanel):
            self._c.show(panel=replace(panel, text=text, ask=False))

    def quantity_step(self, by: int) -> None:
        """One piece more or less, at once."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, QuantityPanel):
            return
        line = c.state.basket.line(panel.line_no)
        try:
            now = milli(panel.text) if panel.text else line.qty_milli if line else 1000
        except Refused:
            now = 1000
        after = max(1000, now + by * 1000)
        text = str(after // 1000) if after % 1000 == 0 else f"{after // 1000}.{after % 1000:03d}"
        self.quantity_typed(text)

    def quantity_set(self) -> None:
        """Take the figure; a large one is asked about once more."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, QuantityPanel):
            return
        try:
            qty = milli(panel.text)
            event: object = ev.QuantitySet(panel.line_no, qty, panel.ask)
            if not panel.line_no:
                event = ev.QuantityKeyed(milli(panel.text, whole=True))
            step(c.state, event, c.desk())
        except Refused as refusal:
            if refusal.code == "quantity.ask":
                c.session.sound("ask")
                c.show(panel=replace(panel, ask=True), notice=None)
            else:
                c.refuse(refusal)
            return
        c.gesture(lambda: c.fire(event, c.close))

    # --- what is taken off ---------------------------------------------------------------------

    def discount(self) -> None:
        """Open the discount of the current line; the key again turns to the whole basket."""
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, DiscountPanel):
            self.discount_put(whole=not panel.whole)
            return

        def act() -> None:
            if not self._refused_now(Mode.SELLING):
                c.open(DiscountPanel(c.state.current, whole=not c.state.current))

        c.gesture(act)

    def discount_put(
        self,
        *,
        whole: bool | None = None,
        kind: str | None = None,
        text: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Change what the panel says; a price is a line's own, so it turns to the line."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, DiscountPanel):
            return
        if whole is not None and panel.line_no:
            kept = "rate" if whole and panel.kind == "price" else panel.kind
            panel = replace(panel, whole=whole, kind=kept)
        if kind is not None:
            panel = replace(panel, kind=kind, text="", whole=panel.whole and kind != "price")
        if text is not None:
            panel = replace(panel, text=text)
        if reason is not None:
            panel = replace(panel, reason=reason)
        c.show(panel=panel, notice=None)

    def next_reason(self, by: int) -> None:
        """Another reason, from the keyboard."""
        panel = self._c.front.panel
        if isinstance(panel, DiscountPanel):
            at = DISCOUNT_REASONS.index(panel.reason) + by if panel.reason else 0
            self.discount_put(reason=DISCOUNT_REASONS[at % len(DISCOUNT_REASONS)])

    def next_kind(self) -> None:
        """Rate, amount, price, and round again."""
        panel = self._c.front.panel
        if isinstance(panel, DiscountPanel):
            kinds = ("rate", "amount", "price") if panel.line_no else ("rate", "amount")
            self.discount_put(kind=kinds[(kinds.index(panel.kind) + 1) % len(kinds)])

    def discount_set(self) -> None:
        """Take it off, or ask a second person: the machine knows."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, DiscountPanel):
            return
        wrong = preview(panel, c.state, c.desk()).refused
        try:
            event = event_of(panel, c.book.currency)
        except Refused as refusal:
            wrong = refusal
        if wrong is None and not panel.reason:
            wrong = Refused("reason.missing")
        if wrong is not None:
            c.refuse(wrong)
            return
        c.gesture(lambda: c.fire(event, c.close))

    # --- a keyed amount under a department -----------------------------------------------------

    def department(self) -> None:
        """Sell an amount under a department's name."""
        c = self._c
        if c.mode is Mode.HALTED:
            c.fire(ev.Acknowledged())
        if self._refused_now(*ON_THE_COUNTER):
            return
        c.open(DepartmentPanel())

        def found(departments: tuple[Department, ...]) -> None:
            if isinstance(c.front.panel, DepartmentPanel):
                c.show(panel=replace(c.front.panel, departments=departments))

        c.ask(c.till.departments, found)

    def department_put(self, *, chosen: str | None = None, text: str | None = None) -> None:
        """Which department, which price."""
        panel = self._c.front.panel
        if isinstance(panel, DepartmentPanel):
            panel = panel if chosen is None else replace(panel, chosen=chosen)
            panel = panel if text is None else replace(panel, text=text)
            self._c.show(panel=panel, notice=None)

    def department_set(self) -> None:
        """Add it."""
        c, panel = self._c, self._c.front.panel
        if not isinstance(panel, DepartmentPanel):
            return
        if not panel.chosen:
            c.refuse(Refused("department.none_chosen"))
            return
        try:
            amount = money(panel.text, c.book.currency)
        except Refused as refusal:
            c.refuse(refusal)
            return
        c.work(
            lambda: c.till.department_item(panel.chosen, amount),
            lambda event: c.fire(event, c.close),
            lane="read",
        )

    # --- the drawer, and giving up -------------------------------------------------------------

    def no_sale(self) -> None:
        """Why the drawer shall open."""
        if not self._refused_now(*ON_THE_COUNTER):
            self._c.open(NoSalePanel())

    def cancel(self) -> None:
        """Whether the sale is given up; nothing happens before the answer."""
        c = self._c
        waits = c.state.basket.member or c.state.basket.credit
        if c.mode is Mode.DONE or (c.mode is Mode.READY and not waits):
            self._c.refuse(Refused("basket.empty"))
        elif not self._refused_now(Mode.READY, Mode.SELLING):
            c.open(CancelPanel())

    def reason(self, code: str) -> None:
        """The reason chosen in the panel that is open."""
        panel = self._c.front.panel
        if isinstance(panel, DiscountPanel | NoSalePanel | CancelPanel):
            self._c.show(panel=replace(panel, reason=code), notice=None)

    def answer(self) -> None:
        """Do what the panel asked about."""
        c, panel = self._c, self._c.front.panel
        if isinstance(panel, NoSalePanel):
            event: object = ev.NoSale(panel.reason)
        elif isinstance(panel, CancelPanel):
            event = ev.Cancelled(c.next_id(), panel.reason)
        else:
            return
        c.show(panel=None)
        c.gesture(lambda: c.fire(event))
