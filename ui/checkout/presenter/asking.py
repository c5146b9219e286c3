"""A second person's word: who, by PIN or card, for exactly what stands on the panel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.checkout import events as ev
from app.domain.checkout.state import ApprovalRequest, CheckoutState, Mode
from app.domain.errors import Refused
from ui.bridge.ports import Trouble
from ui.checkout.front import ApprovalDraft, may_become_item
from ui.checkout.presenter.counter import Counter

PIN_DIGITS = 6


class Asking:
    """The approval panel, and the bar that an unknown code leaves."""

    def __init__(self, counter: Counter) -> None:
        self._c = counter
        self._card = ("", "")  # whose PIN is still wanted beside their card, and the card
        counter.after_step.append(self._stepped)

    def _stepped(self, before: CheckoutState) -> None:
        c = self._c
        request = c.state.request
        if c.mode is not Mode.APPROVING or before.mode is Mode.APPROVING or request is None:
            return
        c.session.sound("ask")
        self._card = ("", "")
        roles = request.roles

        def found(people: tuple[Any, ...]) -> None:
            if c.mode is Mode.APPROVING:
                first = people[0].operator_id if people else ""
                c.show(approval=replace(c.front.approval, people=people, chosen=first))

        c.ask(lambda: c.till.candidates(roles), found)

    def choose(self, operator_id: str) -> None:
        """Who is asked."""
        draft = self._c.front.approval
        if not draft.busy and operator_id != draft.chosen:
            people = draft.people
            self._c.show(approval=ApprovalDraft(people, operator_id), notice=None)

    def move(self, by: int) -> None:
        """The next person, from the keyboard."""
        draft = self._c.front.approval
        ids: list[str] = [one.operator_id for one in draft.people]
        if draft.chosen in ids:
            self.choose(ids[min(len(ids) - 1, max(0, ids.index(draft.chosen) + by))])

    def digits(self, count: int) -> None:
        """How many digits of the PIN stand there."""
        self._c.show(approval=replace(self._c.front.approval, digits=count, error=None))

    def submit(self, pin: str) -> None:
        """The PIN is complete and the person said yes."""
        c, request, draft = self._c, self._c.state.request, self._c.front.approval
        if request is None or draft.busy or len(pin) != PIN_DIGITS or not draft.chosen:
            return
        sale_id, shift_id = c.state.basket.sale_id, c.shift_id
        c.show(approval=replace(draft, busy=True, error=None))
        c.work(
            lambda: self._ask(request, draft.chosen, pin, sale_id=sale_id, shift_id=shift_id),
            self._granted,
            self._denied,
            broken=lambda: self._denied(Refused("approval.broken")),
        )

    def _ask(self, request: ApprovalRequest, chosen: str, pin: str, **about: str) -> Any:
        """By PIN alone, or with the card that was scanned before."""
        whose, token = self._card
        if whose == chosen:
            return self._c.till.approve_by_card(request, token, pin=pin, **about)
        return self._c.till.approve(request, chosen, pin, **about)

    def card(self, token: str) -> None:
        """A staff card was scanned on the panel."""
        c, request = self._c, self._c.state.request
        if request is None or c.front.approval.busy:
            return
        sale_id, shift_id = c.state.basket.sale_id, c.shift_id
        self._card = ("", token)
        c.show(approval=replace(c.front.approval, busy=True, error=None))
        c.work(
            lambda: c.till.approve_by_card(request, token, sale_id=sale_id, shift_id=shift_id),
            self._granted,
            self._denied,
            broken=lambda: self._denied(Refused("approval.broken")),
        )

    def _granted(self, approval: Any) -> None:
        c = self._c
        if c.fire(ev.ApprovalGranted(approval)):
            c.say("positive", "checkout.approved", name=approval.approver_name)

    def _denied(self, trouble: Trouble) -> None:
        c = self._c
        c.session.sound("error")
        draft = c.front.approval
        if isinstance(trouble, Refused):
            if trouble.code == "approval.pin_too":
                self._card = (str(trouble.facts["operator_id"]), self._card[1])
                draft = replace(draft, chosen=self._card[0])
            error = (f"refused.{trouble.code}", tuple(trouble.facts.items()))
            c.show(approval=replace(draft, busy=False, digits=0, error=error))
        else:
            c.show(approval=replace(draft, busy=False, digits=0))
            c.refuse(trouble)

    def leave(self) -> None:
        """Without an answer: nothing is taken off."""
        c = self._c
        if not c.front.approval.busy:
            c.gesture(lambda: c.fire(ev.ApprovalDenied()))

    def new_item(self) -> None:
        """The unknown code becomes an item, by whom may say so; the basket waits here."""
        c = self._c

        def act() -> None:
            halt = c.state.halt
            if c.mode is Mode.HALTED and halt is not None and may_become_item(halt, c.operator):
                c.fire(ev.Acknowledged())
                c.session.send("catalog", f"new:{halt.code}")

        c.gesture(act)

    def acknowledge(self) -> None:
        """The unknown code was seen."""
        c = self._c

        def act() -> None:
            if c.mode is Mode.HALTED:
                c.fire(ev.Acknowledged())

        c.gesture(act)
