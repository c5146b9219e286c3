"""Money into the drawer and out of it, and the list of what happened at it. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.pricing.basket import Approval
from app.domain.shift import Shift
from app.domain.shift.terms import terms_of
from app.usecases.drawer.cash_movement import drop, pay_in, pay_out
from app.usecases.drawer.events import DrawerEvent, of_shift
from app.usecases.outcome import Outcome
from app.words import amount
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import ApprovalVM, Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shift import drawer_words as vm
from ui.shift.drawer_words import DrawerVM

ME = "shift"


class View(Protocol):
    """What shows the page."""

    def put_drawer(self, shown: DrawerVM) -> None:
        """The page."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...

    def done_drawer(self) -> None:
        """The movement is in the journal: the amount is empty again."""
        ...


class DrawerPresenter:
    """The drawer's page of one shift."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self.asking = Asking(view, session)
        self._shift: Shift | None = None
        self._shown = DrawerVM()

    @property
    def shown(self) -> DrawerVM:
        """What stands on the page."""
        return self._shown

    def put_shift(self, shift: Shift | None) -> None:
        """Whose drawer it is; without an open shift nothing moves."""
        self._shift = shift
        session, words = self._session, self._session.words
        off = words("shift.drawer.no_shift") if shift is None else ""
        if shift is not None and shift.operator_id != session.on_duty.operator_id:
            off = words("shift.drawer.of_another")
        self._show(off=off)
        if shift is None:
            self._show(events=(), loading=False)
        else:
            self.load()

    def load(self) -> None:
        """Read what happened."""
        if self._shift is None:
            return
        s, shift_id = self._session.services, str(self._shift.shift_id)
        self._session.runner.run(
            lambda: of_shift(s, shift_id), self._found, self._refused, initiator=ME, lane="report"
        )
        self._choose(self._shown.way)

    def choose_way(self, way: str) -> None:
        """To the safe, out, or in."""
        if way in vm.WAYS and not self._shown.busy:
            self._show(said="")  # what was done the other way is not said of this one
            self._choose(way)

    def choose_reason(self, code: str) -> None:
        """Why."""
        self._show(reason=code, error="")

    def next_reason(self, by: int) -> None:
        """The reason before or after, from the keyboard."""
        codes = [code for code, _ in self._shown.reasons]
        if codes and not self._shown.busy:
            now = self._shown.reason
            at = codes.index(now) + by if now in codes else min(0, by)
            self.choose_reason(codes[at % len(codes)])

    def offer(self, way: str, minor: int) -> None:
        """An amount that the difference finder thinks was forgotten."""
        self._choose(way)
        self._show(offered=amount(minor, self._session.words.digits))
        self._show(offered="")

    def submit(self, text: str, approval: Approval | None = None) -> None:
        """Move so much; the drawer springs once it is in the journal."""
        shown = self._shown
        if self._shift is None or shown.busy or shown.off:
            return
        try:
            minor = parse_amount(text or "0", self._session.shop.currency)
        except Refused as refusal:
            self._refused(refusal)
            return
        if shown.way != "drop" and not shown.reason:
            self._refused(Refused("reason.missing"))
            return
        self._show(busy=True, said="", error="")
        self._session.runner.run(
            lambda: self._op(minor, approval),
            lambda _: self._moved(minor),
            lambda trouble: self._asked_for(trouble, text, minor),
            initiator=ME,
        )

    def leave(self) -> bool:
        """Esc: out of the question whom to ask."""
        return self.asking.leave()

    # --- what came back ----------------------------------------------------------------------

    def _op(self, minor: int, approval: Approval | None) -> Outcome[None]:
        s, operator, shown = self._session.services, self._session.on_duty, self._shown
        assert self._shift is not None
        shift_id = str(self._shift.shift_id)
        if shown.way == "drop":
            return drop(s, operator, shift_id, minor, approval=approval)
        move = pay_out if shown.way == "out" else pay_in
        return move(s, operator, shift_id, minor, shown.reason, approval=approval)

    def _choose(self, way: str) -> None:
        session = self._session
        reasons = vm.reasons_of(terms_of(session.shop).reasons, way, session.language)
        reason = self._shown.reason if self._shown.reason in dict(reasons) else ""
        self._show(way=way, reasons=reasons, reason=reason, error="")

    def _found(self, events: tuple[DrawerEvent, ...]) -> None:
        if self._session.operator is not None:
            rows = tuple(vm.event(one, self._session) for one in reversed(events))
            self._show(events=rows, loading=False)

    def _moved(self, minor: int) -> None:
        words = self._session.words
        said = words(f"shift.drawer.done.{self._shown.way}", amount_minor=minor)
        self._show(busy=False, said=said, reason="")
        self._view.done_drawer()
        self.load()

    def _asked_for(self, trouble: Trouble, text: str, minor: int) -> None:
        if not needed(trouble) or not isinstance(trouble, Refused):
            self._refused(trouble)
            return
        words, shown = self._session.words, self._shown
        self._show(busy=False)
        reason = dict(shown.reasons).get(shown.reason, "")
        asked = Asked(
            action=str(trouble.facts["action"]),
            permission=str(trouble.facts["permission"]),
            binding=str(trouble.facts["binding"]),
            what=words(f"shift.drawer.way.{shown.way}"),
            amount=amount(minor, words.digits),
            facts=((words("shift.drawer.why"), reason),) if reason else (),
            amount_minor=minor,
            reason=reason,
        )
        self.asking.ask(asked, lambda word: self.submit(text, word))

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._show(busy=False, loading=False, error=self._session.words.error(trouble))

    def _show(self, **changes: object) -> None:
        self._shown = replace(self._shown, **changes)  # type: ignore[arg-type]
        self._view.put_drawer(self._shown)
