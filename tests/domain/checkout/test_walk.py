"""Any sequence of gestures: the machine refuses or goes on, and the money always adds up."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.domain.checkout import events as ev
from app.domain.checkout.hands import taken
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.checkout.step import closed, step
from app.domain.document import unbalanced
from app.domain.errors import Refused
from app.domain.ids import ReceiptNo, SaleId
from app.domain.posting import of_sale
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.engine import price_shown
from app.domain.sale import body
from app.domain.tendering import KINDS, settled, still_due
from tests.domain.builders import (
    BOOK,
    CASHIER,
    ITEMS,
    MANAGER,
    NOW,
    NYC_BOOK,
    OWNER,
    TECHNICIAN,
    member,
    rounding,
)
from tests.domain.checkout.desk import last

BOOKS = (
    BOOK,
    NYC_BOOK,
    replace(BOOK, rounding=rounding(10)),
    replace(BOOK, rounding=rounding(50, "up")),
)
OPERATORS = (CASHIER, MANAGER, OWNER, TECHNICIAN)
names = st.sampled_from(sorted(ITEMS))
line_nos = st.integers(1, 6)
amounts = st.sampled_from([0, 1, 4, 5, 99, 100, 300, 1000, 10_000, 120_000]) | st.integers(
    -5, 10**6
)
milli = st.sampled_from([0, 1, 354, 1000, 2000, 5000, 999_000, 1_000_000, 6 * 10**15, -1000])
rates = st.sampled_from([0, 50_000, 100_000, 200_000, 500_000, 1_000_000, 1_000_001, -1])
tiers = st.sampled_from(["", "gold", "silver", "staff", "gone"])


class Walk(RuleBasedStateMachine):
    """Presses anything at any time, like a child at the till."""

    book = BOOK

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(CASHIER, self.book, NOW)
        self.state: CheckoutState = closed(self.desk)
        self.parked: list[Basket] = []
        self.sales = 0
        self.go(ev.ShiftOpened(self.next_id()))

    def next_id(self) -> SaleId:
        self.sales += 1
        return SaleId(f"s{self.sales}")

    def go(self, event: object) -> None:
        """One gesture; a refusal leaves everything as it was."""
        self.desk = replace(self.desk, now_ms=self.desk.now_ms + 250)
        try:
            done = step(self.state, event, self.desk)
        except Refused:
            return
        self.state = done.state
        for intent in done.intents:
            if isinstance(intent, ev.ParkBasket):
                self.parked.append(intent.basket)
            if isinstance(intent, ev.CancelBasket):
                assert intent.basket.lines or intent.basket.voided

    @rule(name=names, qty=milli, label=st.none() | amounts, sure=st.booleans())
    def scan(self, name, qty, label, sure):
        found = ITEMS[name]
        price = found.prices[0].price_minor
        kept = label if found.kind == "weighed" else None
        self.go(ev.ItemIdentified(found, price, qty, "", kept, sure))

    @rule(name=names)
    def scan_plainly(self, name):
        self.go(ev.ItemIdentified(ITEMS[name], ITEMS[name].prices[0].price_minor))

    @rule(grams=milli)
    def weigh(self, grams):
        self.go(ev.WeightTaken(grams, "scale"))

    @rule(answer=st.booleans())
    def unknown(self, answer):
        self.go(ev.CodeUnknown("999", "unknown"))
        if answer:
            self.go(ev.Acknowledged())

    @rule(no=line_nos, qty=milli, sure=st.booleans())
    def quantity(self, no, qty, sure):
        self.go(ev.QuantitySet(no, qty, sure))

    @rule(qty=milli)
    def quantity_ahead(self, qty):
        self.go(ev.QuantityKeyed(qty))

    @rule(no=line_nos, remove=st.booleans())
    def line(self, no, remove):
        self.go(ev.LineRemoved(no) if remove else ev.LinePicked(no))

    @rule(no=line_nos, price=amounts)
    def set_price(self, no, price):
        self.go(ev.PriceSet(no, price, "x"))

    @rule(no=line_nos, rate=rates, amount=amounts)
    def discount_line(self, no, rate, amount):
        self.go(ev.LineDiscounted(no, rate, 0 if rate else amount, "x"))

    @rule(rate=rates, amount=amounts)
    def discount_basket(self, rate, amount):
        self.go(ev.BasketDiscounted(rate, 0 if rate else amount, "x"))

    @rule(yes=st.booleans(), right=st.booleans())
    def answer(self, yes, right):
        request = self.state.request
        bound = request.binding if request and right else "something else"
        word = Approval("a", MANAGER.operator_id, MANAGER.name, bound)
        self.go(ev.ApprovalGranted(word) if yes else ev.ApprovalDenied())

    @rule(tier=tiers, who=st.sampled_from(["m1", "m2"]), leave=st.booleans())
    def member(self, tier, who, leave):
        self.go(ev.MemberDetached() if leave else ev.MemberAttached(member(tier, who)))

    @rule(recall=st.booleans())
    def park(self, recall):
        if recall and self.parked:
            before = self.state
            self.go(ev.Recalled(self.parked[-1]))
            if self.state is not before:
                self.parked.pop()
        else:
            self.go(ev.Parked(self.next_id()))

    @rule()
    def power_cut(self):
        """All that is left is the draft."""
        kept = self.state
        if kept.mode in (Mode.CLOSED, Mode.COMMITTING, Mode.DONE):
            return
        self.state = closed(self.desk)
        self.go(ev.ShiftOpened(self.next_id()))
        self.go(ev.Recalled(kept.basket, kept.tenders))
        if kept.tenders:
            assert self.state.tenders == kept.tenders
            assert self.state.priced == kept.priced

    @rule(kind=st.sampled_from([k.code for k in KINDS]), amount=amounts, exact=st.booleans())
    def pay(self, kind, amount, exact):
        self.go(ev.PayPressed())
        self.go(ev.TenderOffered(kind, self.state.due_minor if exact else amount))

    @rule(no=st.integers(1, 4))
    def undo(self, no):
        self.go(ev.TenderUndone(no))

    @rule(works=st.booleans())
    def commit(self, works):
        self.go(ev.CompletePressed())
        if self.state.mode is Mode.COMMITTING:
            self.committed() if works else None
            done = ev.CommitSucceeded(last(self.state), self.next_id())
            self.go(done if works else ev.CommitFailed())

    @rule()
    def back(self):
        self.go(ev.BackPressed())

    @rule(cancel=st.booleans())
    def away(self, cancel):
        self.go(ev.Cancelled(self.next_id(), "x") if cancel else ev.NoSale("x"))

    @rule()
    def shift(self):
        self.go(ev.ShiftClosed())
        self.go(ev.ShiftOpened(self.next_id()))

    @rule(who=st.sampled_from(OPERATORS))
    def sits(self, who):
        self.desk = replace(self.desk, operator=who)

    def committed(self) -> None:
        """The sale can be written, and balances."""
        state = self.state
        shown = price_shown(state.basket, self.desk.book, self.desk.now_ms)
        assert shown == state.priced
        assert settled(state.tenders) == shown.due_minor
        assert unbalanced(of_sale(shown, state.tenders, unit="CNY", tid="t")) == {}
        assert body(
            state.basket,
            shown,
            state.tenders,
            receipt_no=ReceiptNo("1", "1", 1, 1),
            shift_id="x",
            at_ms=NOW,
            currency="CNY",
        )

    @invariant()
    def money_adds_up(self):
        state = self.state
        assert state.due_minor == still_due(state.priced.due_minor, state.tenders)
        assert state.due_minor >= 0
        assert state.priced.due_minor >= 0
        assert all(line.total_minor >= 0 for line in state.priced.lines)
        if state.mode is Mode.COMMITTING:
            assert state.due_minor == 0
        if state.tenders:
            assert state.mode in (Mode.PAYING, Mode.COMMITTING)

    @invariant()
    def each_mode_has_what_it_shows(self):
        state = self.state
        assert (state.halt is not None) == (state.mode is Mode.HALTED)
        assert (state.weighing is not None) == (state.mode is Mode.WEIGHING)
        assert (state.request is not None) == (state.mode is Mode.APPROVING)
        if state.mode in (Mode.SELLING, Mode.PAYING, Mode.COMMITTING):
            assert state.basket.lines
        if state.mode in (Mode.CLOSED, Mode.READY, Mode.DONE):
            assert not state.basket.lines
        if state.mode is Mode.DONE:
            assert state.last is not None
        assert state.current == 0 or state.basket.line(state.current)
        numbers = [one.line_no for one in state.basket.lines]
        assert len(set(numbers)) == len(numbers)
        assert max(numbers, default=0) < state.basket.next_line_no

    @invariant()
    def what_is_shown_is_what_is_in_the_basket(self):
        state = self.state
        assert price_shown(state.basket, self.desk.book, self.desk.now_ms) == state.priced


def walk(machine: type[Walk], examples: int) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=40)
    )


@pytest.mark.parametrize("book", BOOKS, ids=["cny", "excluded", "dime", "half"])
def test_any_walk(book):
    walk(type("Here", (Walk,), {"book": book}), 60)


class Cashier(Walk):
    """A cashier alone, whom nobody approves: no line and no basket is ever under the limit."""

    def answer(self, yes, right):
        self.go(ev.ApprovalDenied())

    def sits(self, who):
        self.desk = replace(self.desk, operator=CASHIER)

    @invariant()
    def nothing_slips_under_the_limit(self):
        assert not any(one.over(100_000) for one in taken(self.state.priced))


def test_a_cashier_alone_never_gets_under_the_limit():
    walk(Cashier, 100)
