"""A counter to play at: events in, the state and what it asked for out."""

from dataclasses import replace

import pytest

from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Desk, LastSale, Mode
from app.domain.checkout.step import closed, step
from app.domain.errors import Refused
from app.domain.ids import SaleId
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.pricing.priced import Book
from tests.domain.builders import BOOK, CASHIER, ITEMS, MANAGER, NOW


class Counter:
    """An open counter; `do` steps, `refused` gives the code of a refusal that must come."""

    def __init__(self, operator: Operator = CASHIER, book: Book = BOOK) -> None:
        self.desk = Desk(operator, book, NOW)
        self.intents: tuple[ev.Intent, ...] = ()
        self.state: CheckoutState = closed(self.desk)
        self.do(ev.ShiftOpened(SaleId("s1")))

    @property
    def mode(self) -> Mode:
        return self.state.mode

    @property
    def due(self) -> int:
        return self.state.due_minor

    def do(self, *events: object) -> "Counter":
        for event in events:
            done = step(self.state, event, self.desk)
            self.state, self.intents = done.state, done.intents
        return self

    def refused(self, event: object) -> str:
        before = self.state
        with pytest.raises(Refused) as refused:
            step(self.state, event, self.desk)
        assert self.state == before
        return refused.value.code

    def scan(self, *names: str) -> "Counter":
        return self.do(*(found(name) for name in names))

    def sits(self, operator: Operator) -> "Counter":
        """Another operator at the same counter."""
        self.desk = replace(self.desk, operator=operator)
        return self

    def later(self, ms: int) -> "Counter":
        self.desk = replace(self.desk, now_ms=self.desk.now_ms + ms)
        return self

    def approve(self) -> "Counter":
        """The manager says yes to what is asked."""
        request = self.state.request
        assert request is not None
        return self.do(ev.ApprovalGranted(word(request.binding)))

    def said(self) -> list[str]:
        return [one.code for one in self.intents if isinstance(one, ev.Say)]

    def sale(self) -> "Counter":
        """The commit came through."""
        return self.do(ev.CommitSucceeded(last(self.state), SaleId("s2")))


def found(name: str, qty_milli: int = 0, **more: object) -> ev.ItemIdentified:
    one = ITEMS[name]
    return ev.ItemIdentified(one, one.prices[0].price_minor, qty_milli, **more)


def word(binding: str) -> Approval:
    return Approval("a1", MANAGER.operator_id, MANAGER.name, binding)


def last(state: CheckoutState) -> LastSale:
    change = sum(one.change_minor for one in state.tenders)
    return LastSale(
        state.basket.sale_id,
        "001-03-1-000001",
        NOW,
        state.priced.due_minor,
        0,
        change,
        state.priced,
        state.tenders,
    )
