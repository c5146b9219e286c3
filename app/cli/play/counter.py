"""A whole till without a window: the real use cases, the checkout machine, and simulated devices.

It does what the screens do: an event goes through `step`, and what the machine asks for is done.
Printing is waited for, because a story says what the paper says.
"""

from __future__ import annotations

import queue
from dataclasses import dataclass, field
from typing import Any

from app import bootstrap
from app.clock import ManualClock
from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Desk, LastSale
from app.domain.checkout.step import closed, step
from app.domain.errors import Fact, Refused, Unavailable
from app.domain.ids import SaleId
from app.domain.permissions import Operator
from app.domain.pricing.priced import Book
from app.domain.shift import Shift
from app.settings import Settings
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.outcome import KickDrawer, Outcome, Print
from app.usecases.printing import settle
from app.usecases.sale.cancel import cancel
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import park, save
from app.usecases.sale.returning import Returning
from app.usecases.services import Services
from app.usecases.shift.open import current
from app.usecases.shop.desk import desk_book

PATIENCE_S = 20.0  # how long a simulated printer may take before the story says that it is mute


@dataclass(slots=True)
class Heard:
    """What devices have said so far, off their own threads."""

    printed: queue.Queue[tuple[str, str, str]] = field(default_factory=queue.Queue)
    kicked: queue.Queue[str] = field(default_factory=queue.Queue)
    settled: queue.Queue[str] = field(default_factory=queue.Queue)


class Counter:
    """One counter. `state` is the machine's; `trouble` what the last gesture was refused for."""

    def __init__(self, settings: Settings, clock: ManualClock) -> None:
        self.settings, self.clock = settings, clock
        self.operator: Operator | None = None
        self.shift: Shift | None = None
        self.state: CheckoutState | None = None
        self.book: Book | None = None
        self.last_sale: LastSale | None = None
        self.returned: Returning | None = None
        self.trouble: Refused | Unavailable | None = None
        self.said: list[str] = []
        self.label = ""
        self.kicks = 0
        self.job = ""
        self.print_states: dict[str, str] = {}
        self._heard = Heard()
        self.till = self._open()

    # --- the till ------------------------------------------------------------------------------

    @property
    def s(self) -> Services:
        """The till's services."""
        return self.till.services

    def _open(self) -> bootstrap.Till:
        heard = self._heard
        till = bootstrap.open_till(
            self.settings,
            clock=self.clock,
            ears=bootstrap.Ears(
                on_printed=lambda job, state, reason, _: heard.printed.put((job, state, reason)),
                on_settled=heard.settled.put,
                on_kicked=lambda state, reason: heard.kicked.put(state),
            ),
        )
        settle.left_over(till.services)
        return till

    def power_cut(self) -> None:
        """Everything that was only in memory is gone; the folder is opened again."""
        self.till.close()
        self.operator = self.shift = self.state = self.book = self.last_sale = None
        self._heard = Heard()
        self.till = self._open()

    def close(self) -> None:
        """Close the till."""
        self.till.close()

    # --- who stands there ----------------------------------------------------------------------

    def enter(self, operator: Operator) -> None:
        """This person stands at the till, in an open shift or without one."""
        self.operator = operator
        self.book = desk_book(self.s)
        self.shift = current(self.s, operator)
        self.state = closed(self.desk())
        if self.shift is not None:
            self.handle(ev.ShiftOpened(self.new_sale()))

    def leave(self) -> None:
        """Nobody stands at the till."""
        self.operator = None

    def person(self) -> Operator:
        """Who stands there. Refused `operator.unknown` when nobody does."""
        if self.operator is None:
            raise Refused("operator.unknown")
        return self.operator

    def open_shift(self) -> Shift:
        """The open shift. Refused `shift.not_open`."""
        if self.shift is None:
            raise Refused("shift.not_open")
        return self.shift

    def desk(self) -> Desk:
        """What `step` may know."""
        book = self.book or desk_book(self.s)
        return Desk(self.person(), book, self.clock.now_ms())

    def new_sale(self) -> SaleId:
        """A fresh id for the next basket."""
        return SaleId(self.clock.new_id())

    # --- what happens --------------------------------------------------------------------------

    def handle(self, event: object) -> None:
        """One event through the machine, and what it asks for."""
        if self.state is None:
            raise Refused("operator.unknown")
        found = step(self.state, event, self.desk())
        before, self.state = self.state, found.state
        try:
            for intent in found.intents:
                self._do(intent)
        except (Refused, Unavailable):
            if not any(isinstance(one, ev.Commit) for one in found.intents):
                self.state = before
            raise

    def _do(self, intent: ev.Intent) -> None:
        match intent:
            case ev.SaveDraft():
                if self.state is not None:
                    save(self.s, self.state.basket, self.state.tenders)
            case ev.ParkBasket(basket):
                self.done(park(self.s, basket, self.label))
            case ev.CancelBasket(basket, reason):
                self.done(cancel(self.s, self.person(), self._shift_id(), basket, reason))
            case ev.OpenDrawer(reason, approval):
                opened = no_sale(self.s, self.person(), self._shift_id(), reason, approval)
                self.done(opened)
            case ev.Commit():
                self._commit()
            case ev.Say(code, _):
                self.said.append(code)

    def _shift_id(self) -> str:
        return self.open_shift().shift_id

    def _commit(self) -> None:
        if self.state is None:
            return
        try:
            basket, tenders = self.state.basket, self.state.tenders
            made = complete(self.s, self.person(), self._shift_id(), basket, tenders)
        except (Refused, Unavailable):
            self.handle(ev.CommitFailed())
            raise
        self.last_sale = made.value
        self.handle(ev.CommitSucceeded(made.value, self.new_sale()))
        self.done(made)

    def done(self, outcome: Outcome[Any]) -> None:
        """After a commit: the drawer and the paper, and what became of them."""
        self.till.perform(outcome.effects)
        for effect in outcome.effects:
            if isinstance(effect, KickDrawer):
                self._heard.kicked.get(timeout=PATIENCE_S)
                self.kicks += 1
            elif isinstance(effect, Print):
                self.job = effect.job_id
                self.print_states.pop(self.job, None)  # it may be sent once more
                self._wait_for_paper(effect.job_id)
        self.hear()

    def _wait_for_paper(self, job_id: str) -> None:
        while job_id not in self.print_states:
            job, state, reason = self._heard.printed.get(timeout=PATIENCE_S)
            settle.settle(self.s, job, state, reason)
            self.print_states[job] = state

    def hear(self) -> None:
        """What devices said meanwhile: a job that was unsure may have come out after all."""
        while not self._heard.settled.empty():
            job = self._heard.settled.get()
            settle.settle(self.s, job, "confirmed")
            self.print_states[job] = "confirmed"

    def last_paper(self) -> str:
        """The last piece of paper that came out, as text; empty when none did."""
        printer = self.till.devices.fake_printer if self.till.devices else None
        return printer.receipts[-1].text() if printer and printer.receipts else ""

    def facts(self) -> dict[str, Fact]:
        """The facts of the last refusal."""
        return self.trouble.facts if self.trouble else {}
