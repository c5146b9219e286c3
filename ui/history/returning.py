"""Takes goods of a sale back: lines and reason, the exact mirror shown before, then done once.

Knows no Qt. Each touch asks the use case what would come back; an older answer is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.permissions import Permission
from app.domain.pricing.basket import Approval
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
from ui.history.return_words import DoneVM, ReturnVM

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


class ReturnPresenter:
    """One return at a time; its id is made when the panel opens, so a double tap is one return."""

    def __init__(self, view: View, session: Session, done: Callable[[str, DoneVM], None]) -> None:
        self._view, self._session, self._done = view, session, done
        self.asking = Asking(view, session)
        self._sale_id = self._refund_id = ""
        self._found: Returning | None = None
        self._wish: dict[int, int] = {}
        self._reason = self._error = ""
        self._busy = False

    @property
    def open_on(self) -> str:
        """The sale whose panel is open, or an empty text."""
        return self._sale_id

    def off(self) -> str:
        """Why this person cannot take anything back now, or an empty text."""
        session, words = self._session, self._session.words
        if session.shift is None:
            return words("return.no_shift")
        return "" if session.may(Permission.SELL) else words("return.not_allowed")

    def open(self, sale_id: str) -> None:
        """The panel of a sale."""
        if self.off() or self._busy:
            return
        self._sale_id, self._refund_id = sale_id, self._session.services.clock.new_id()
        self._found, self._wish, self._reason, self._error = None, {}, "", ""
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

    def submit(self, approval: Approval | None = None) -> None:
        """Take it back."""
        if self._busy or self._found is None or not self._wish or not self._reason:
            return
        session = self._session
        s, operator, shift = session.services, session.on_duty, session.shift
        if shift is None:
            return
        sale_id, name, wish = self._sale_id, self._refund_id, self._lines()
        reason = session.words(f"return.reason.{self._reason}")
        self._busy, self._error = True, ""
        self._show()
        session.runner.run(
            lambda: return_goods(
                *(s, operator, str(shift.shift_id), sale_id, wish),
                reason=reason,
                approval=approval,
                refund_id=name,
            ),
            self._made,
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _line(self, line_no: int) -> OpenLine | None:
        lines = self._found.lines if self._found and not self._busy else ()
        return next((one for one in lines if one.line_no == line_no and one.open_milli), None)

    def _set(self, line_no: int, milli: int) -> None:
        self._wish = {**self._wish, line_no: milli}
        if not milli:
            del self._wish[line_no]
        self._error = ""
        self._ask()

    def _lines(self) -> Wish:
        return tuple(sorted(self._wish.items()))

    def _ask(self) -> None:
        s, sale_id, wish = self._session.services, self._sale_id, self._lines()
        self._session.runner.run(
            lambda: preview_return(s, sale_id, wish),
            lambda found: self._previewed(sale_id, wish, found),
            self._refused,
            lane="read",
        )

    def _previewed(self, sale_id: str, wish: Wish, found: Returning) -> None:
        if sale_id != self._sale_id or wish != self._lines():
            return
        first = self._found is None
        self._found = found
        only = [one for one in found.lines if one.open_milli]
        if first and len(only) == 1 and only[0].open_milli == vm.PIECE:
            self._set(only[0].line_no, vm.PIECE)  # there is only one thing that can be meant
        self._show()

    def _made(self, done: Returned) -> None:
        self._busy = False
        shown = vm.done(done, self._session.words)
        self._close()
        self._done(done.returning.sale_id, shown)

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        if not self._sale_id:
            return
        if needed(trouble) and self._found is not None:
            what, figure, facts = vm.asked(self._found, self._session.words)
            asked = Asked(
                action=str(trouble.facts["action"]),
                permission=str(trouble.facts["permission"]),
                binding=str(trouble.facts["binding"]),
                what=what,
                amount=figure,
                facts=facts,
                amount_minor=self._found.total_minor,
                reason=self._session.words(f"return.reason.{self._reason}"),
            )
            self._show()
            self.asking.ask(asked, self.submit)
            return
        self._session.sound("error")
        self._error = self._session.words.error(trouble)
        if self._found is None:
            self._session.refused(trouble)
            self._close()
            return
        self._show()

    def _close(self) -> None:
        self._sale_id, self._found = "", None
        self._view.put_return(None)

    def _show(self) -> None:
        if self._found is not None and self._session.operator is not None:
            self._view.put_return(
                vm.panel(
                    self._found,
                    self._wish,
                    self._reason,
                    busy=self._busy,
                    error=self._error,
                    words=self._session.words,
                )
            )
