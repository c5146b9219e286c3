"""Takes goods of a sale back: lines and reason, the exact mirror shown before, then done once.

Knows no Qt. Each touch asks the use case what would come back; an older answer is dropped. The same
panel voids a whole sale, and sends goods to the counter to be exchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.checkout.events import ExchangeBegun
from app.domain.permissions import Permission
from app.domain.pricing.basket import Approval
from app.domain.returns import How, ReturnReason
from app.usecases.outcome import Outcome
from app.usecases.returns.exchange import begin_exchange
from app.usecases.returns.reasons import reasons
from app.usecases.returns.void import preview_void, void
from app.usecases.sale.return_goods import (
    OpenLine,
    Returned,
    Returning,
    preview_return,
    return_goods,
)
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import ApprovalVM, Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.history import return_words as vm
from ui.history.return_words import DoneVM, Panel, ReturnVM

ME = "history"
Wish = tuple[tuple[int, int], ...]  # (line, thousandths) that come back


class View(Protocol):
    """What shows the panel."""

    def put_return(self, shown: ReturnVM | None) -> None:
        """The panel, or None when it is over."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...


@dataclass(frozen=True, slots=True)
class _Asks:
    """What the panel's sale, lines and reason are as a question to a use case."""

    sale_id: str
    refund_id: str
    wish: Wish
    reason: str


class ReturnPresenter:
    """One return at a time; its id is made when the panel opens, so a double tap is one return."""

    def __init__(self, view: View, session: Session, done: Callable[[str, DoneVM], None]) -> None:
        self._view, self._session, self._done = view, session, done
        self.asking = Asking(view, session)
        self._sale_id = self._refund_id = ""
        self._how = self._doing = How.RETURN
        self._found: Returning | None = None
        self._reasons: tuple[ReturnReason, ...] = ()
        self._wish: dict[int, int] = {}
        self._last = 0
        self._reason = self._error = ""
        self._busy = False

    @property
    def open_on(self) -> str:
        """The sale whose panel is open, or an empty text."""
        return self._sale_id

    @property
    def chosen(self) -> bool:
        """Whether lines are chosen that did not come back yet."""
        return bool(self._sale_id and self._wish)

    def off(self) -> str:
        """Why this person cannot take anything back now, or an empty text."""
        session, words = self._session, self._session.words
        if session.shift is None:
            return words("return.no_shift")
        return "" if session.may(Permission.SELL) else words("return.not_allowed")

    def open(self, sale_id: str, how: How = How.RETURN) -> None:
        """The panel of a sale: to take goods back, or to void it."""
        if self.off() or self._busy:
            return
        self._sale_id, self._refund_id = sale_id, self._session.services.clock.new_id()
        self._how = self._doing = how
        self._found, self._wish, self._reason, self._error = None, {}, "", ""
        self._last = 0
        self._ask()

    def leave(self) -> bool:
        """Out of the approval, then out of the panel; nothing was taken back."""
        if self.asking.leave():
            return True
        if not self._sale_id or self._busy:
            return False
        self._close()
        return True

    def touch(self, line_no: int) -> None:
        """The whole line comes back, or none of it."""
        line = self._line(line_no)
        if line is not None:
            self._set(line_no, 0 if self._wish.get(line_no) else line.open_milli)

    def step(self, line_no: int, by: int) -> None:
        """A piece more or less."""
        line = self._line(line_no)
        if line is not None:
            self._set(line_no, vm.stepped(line, self._wish.get(line_no, 0), by))

    def nudge(self, by: int) -> None:
        """A piece more or less of the line touched last, or of the first, from the keyboard."""
        lines = self._found.lines if self._found else ()
        if lines and not self._voids:
            self.step(self._last or lines[0].line_no, by)

    def touch_place(self, place: int) -> None:
        """The line at a place of the panel, from the keyboard."""
        lines = self._found.lines if self._found else ()
        if 0 <= place < len(lines):
            self.touch(lines[place].line_no)

    def reason(self, code: str) -> None:
        """Why it comes back."""
        if not self._busy:
            self._reason = code
            self._show()

    def next_reason(self, by: int) -> None:
        """The reason before or after, from the keyboard."""
        codes = [one.code for one in self._reasons]
        if not codes or self._busy:
            return
        at = codes.index(self._reason) + by if self._reason in codes else min(0, by)
        self.reason(codes[at % len(codes)])

    def submit(self, approval: Approval | None = None) -> None:
        """Take it back, or void it."""
        asks, shift = self._ready(), self._session.shift
        if asks is None or shift is None:
            return
        session = self._session
        s, operator, shift_id = session.services, session.on_duty, str(shift.shift_id)
        self._doing = self._how

        def deed() -> Outcome[Returned]:
            more = {"reason": asks.reason, "approval": approval, "refund_id": asks.refund_id}
            if self._how is How.VOID:
                return void(s, operator, shift_id, asks.sale_id, **more)  # type: ignore[arg-type]
            return return_goods(
                *(s, operator, shift_id, asks.sale_id, asks.wish),
                **more,  # type: ignore[arg-type]
            )

        self._work()
        session.runner.run(deed, self._made, self._refused, initiator=ME)

    def exchange(self, approval: Approval | None = None) -> None:
        """To the counter: these goods pay for others there. Nothing is written yet."""
        asks = self._ready() if self._how is How.RETURN else None
        if asks is None:
            if self.chosen and not self._busy:
                self._session.sound("error")
                self._session.notice(self._session.words("history.exchange_first"))
            return
        s, operator = self._session.services, self._session.on_duty
        self._doing = How.EXCHANGE
        self._work()
        self._session.runner.run(
            lambda: begin_exchange(
                *(s, operator, asks.sale_id, asks.wish), reason=asks.reason, approval=approval
            ),
            self._to_counter,
            self._refused,
            lane="read",
        )

    # --- what came back ----------------------------------------------------------------------

    def _ready(self) -> _Asks | None:
        """The question, when nothing of it is missing."""
        if self._busy or self._found is None or not self._wish or not self._reason:
            return None
        return _Asks(self._sale_id, self._refund_id, self._lines(), self._reason)

    def _work(self) -> None:
        self._busy, self._error = True, ""
        self._show()

    def _line(self, line_no: int) -> OpenLine | None:
        if self._busy or self._found is None or self._how is How.VOID:
            return None
        lines = self._found.lines
        return next((one for one in lines if one.line_no == line_no and one.open_milli), None)

    def _set(self, line_no: int, milli: int) -> None:
        self._last = line_no
        self._wish = {**self._wish, line_no: milli}
        if not milli:
            del self._wish[line_no]
        self._error = ""
        self._ask()

    def _lines(self) -> Wish:
        return tuple(sorted(self._wish.items()))

    def _ask(self) -> None:
        session = self._session
        s, sale_id, wish, voids = session.services, self._sale_id, self._lines(), self._voids
        operator, shift = session.on_duty, session.shift

        def look() -> tuple[Returning, tuple[ReturnReason, ...]]:
            if voids and shift is not None:
                found = preview_void(s, operator, str(shift.shift_id), sale_id)
            else:
                found = preview_return(s, sale_id, wish)
            return found, reasons(s, voids=voids)

        session.runner.run(
            look, lambda found: self._previewed(sale_id, wish, *found), self._refused, lane="read"
        )

    @property
    def _voids(self) -> bool:
        return self._how is How.VOID

    def _previewed(
        self, sale_id: str, wish: Wish, found: Returning, known: tuple[ReturnReason, ...]
    ) -> None:
        if sale_id != self._sale_id or wish != self._lines():
            return
        first = self._found is None
        self._found, self._reasons = found, known
        only = [one for one in found.lines if one.open_milli]
        if self._voids:
            self._wish = {one.line_no: one.back_milli for one in found.lines}
        elif first and len(only) == 1 and only[0].open_milli == vm.PIECE:
            self._set(only[0].line_no, vm.PIECE)  # there is only one thing that can be meant
        self._show()

    def _made(self, done: Returned) -> None:
        self._busy = False
        shown = vm.done(done, self._session.words)
        self._close()
        self._done(done.returning.sale_id, shown)

    def _to_counter(self, begun: ExchangeBegun) -> None:
        self._busy = False
        self._close()
        self._session.bring_exchange(begun)

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        if not self._sale_id:
            return
        if needed(trouble) and self._found is not None:
            self._ask_somebody(trouble, self._found)
            return
        self._session.sound("error")
        self._error = self._session.words.error(trouble)
        if self._found is None:
            self._session.refused(trouble)
            self._close()
            return
        self._show()

    def _ask_somebody(self, trouble: Trouble, found: Returning) -> None:
        what, figure, facts = vm.asked(replace(found, how=self._doing.value), self._session.words)
        asked = Asked(
            action=str(trouble.facts["action"]),
            permission=str(trouble.facts["permission"]),
            binding=str(trouble.facts["binding"]),
            what=what,
            amount=figure,
            facts=facts,
            amount_minor=found.total_minor,
            reason=self._said(),
        )
        self._show()
        self.asking.ask(asked, self.exchange if self._doing is How.EXCHANGE else self.submit)

    def _said(self) -> str:
        """The reason in this person's language."""
        named = (one.named(self._session.language) for one in self._reasons)
        codes = [one.code for one in self._reasons]
        return dict(zip(codes, named, strict=True)).get(self._reason, "")

    def _close(self) -> None:
        self._sale_id, self._found = "", None
        self._view.put_return(None)

    def _show(self) -> None:
        if self._found is None or self._session.operator is None:
            return
        panel = Panel(self._found, self._wish, self._reasons, self._reason, self._busy, self._error)
        self._view.put_return(vm.panel(panel, self._session.words))
