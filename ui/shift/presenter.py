"""Opens, shows and closes a shift: what a gesture asks for, what came of it. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.permissions import Permission
from app.domain.shift import Shift, ShiftReport
from app.usecases.outcome import Changes
from app.usecases.sale.draft import ParkedBasket, parked
from app.usecases.shift.close import close
from app.usecases.shift.open import current, open_shift
from app.usecases.shift.report import print_x, shifts, x_report
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shift import viewmodel as vm
from ui.shift.viewmodel import ShiftVM

ME = "shift"
Found = tuple[Shift | None, ShiftReport | None, tuple[ParkedBasket, ...]]


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: ShiftVM) -> None:
        """Show this."""
        ...

    def offer_float(self, text: str) -> None:
        """Put the float of the last shift into the field, to be typed over."""
        ...


class ShiftPresenter:
    """One shift screen. Figures are read on the report lane: they never stand before a scan."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._shown = ShiftVM("loading")
        self._shift: Shift | None = None
        self._printing = False

    @property
    def shown(self) -> ShiftVM:
        """What stands on the screen."""
        return self._shown

    def load(self) -> None:
        """Read everything again; a close that is being asked for is asked anew."""
        if self._shown.state == "error":
            self._show(ShiftVM("loading"))
        self._session.runner.run(self._read, self._found, self._failed, initiator=ME, lane="report")

    def changed(self, changes: Changes) -> bool:
        """Whether a commit touched what stands here."""
        return changes.shift or changes.sales or changes.drafts

    def open(self, text: str) -> None:
        """Begin a shift with the float typed; an empty field is a drawer without a float."""
        s, operator = self._session.services, self._session.on_duty
        try:
            minor = parse_amount(text or "0", self._session.shop.currency)
        except Refused as refusal:
            self._show(replace(self._shown, field_error=self._session.words.error(refusal)))
            return
        self._show(replace(self._shown, busy=True, field_error="", said=""))
        self._session.runner.run(
            lambda: open_shift(s, operator, minor), self._opened, self._open_refused, initiator=ME
        )

    def typed(self) -> None:
        """The float is being typed: what was wrong with it is over."""
        if self._shown.field_error:
            self._show(replace(self._shown, field_error=""))

    def print_x(self) -> None:
        """The X on paper; pressed twice while one is on its way it is printed once."""
        if self._shift is None or self._printing or self._shown.x_off:
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, self._shift.shift_id
        self._printing = True
        self._session.runner.run(
            lambda: print_x(s, operator, shift_id), self._printed, self._refused, initiator=ME
        )

    def ask_close(self) -> None:
        """Show what a close means now, parked baskets among it."""
        if self._shown.state == "open" and not self._shown.close_off:
            self._show(replace(self._shown, state="closing", said="", error=""))

    def back(self) -> bool:
        """Esc: not closing after all. Says whether there was anything to go back from."""
        if self._shown.state != "closing" or self._shown.busy:
            return False
        self._show(replace(self._shown, state="open", error=""))
        return True

    def close(self) -> None:
        """Close the shift; parked baskets were shown and wait for the next one."""
        if self._shift is None or self._shown.state != "closing" or self._shown.busy:
            return
        s, operator, shift_id = self._session.services, self._session.on_duty, self._shift.shift_id
        keep = bool(self._shown.parked)
        self._show(replace(self._shown, busy=True, error=""))
        self._session.runner.run(
            lambda: close(s, operator, shift_id, keep_parked=keep),
            self._closed,
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _read(self) -> Found:
        s = self._session.services
        shift = current(s)
        if shift is None:
            before = shifts(s, 1)
            return None, x_report(s, before[0].shift_id) if before else None, ()
        return shift, x_report(s, shift.shift_id), parked(s)

    def _found(self, found: Found) -> None:
        if self._session.operator is None:
            return
        shift, report, waiting = found
        self._shift = shift
        self._show(self._closed_vm(report) if shift is None else self._open_vm(report, waiting))
        if shift is None:
            before = report.shift.float_minor if report else 0
            self._view.offer_float(
                self._session.words.fact("float_minor", before) if before else ""
            )

    def _open_vm(self, report: ShiftReport | None, waiting: tuple[ParkedBasket, ...]) -> ShiftVM:
        assert report is not None
        session, words = self._session, self._session.words
        sees = session.may(Permission.X_REPORT)
        mine = report.shift.operator_id == session.on_duty.operator_id
        return ShiftVM(
            "closing" if self._shown.state == "closing" else "open",
            about=vm.about(report, session.at(report.shift.opened_ms), words),
            sums=vm.sums(report, words, sees_cash=sees),
            x_off="" if sees else words("shift.x_off"),
            parked=tuple(vm.parked(one, session.at(one.parked_ms), words) for one in waiting),
            said=self._shown.said if self._shown.state == "open" else "",
            # a supervisor may: a cashier who went home must not keep the shop from selling
            close_off="" if mine or sees else words("shift.of_another", name=report.operator_name),
        )

    def _closed_vm(self, report: ShiftReport | None) -> ShiftVM:
        session, words = self._session, self._session.words
        sees = session.may(Permission.X_REPORT)
        last = ""
        if report is not None:
            last = vm.last_words(report, session.at(report.shift.closed_ms), words)
        return ShiftVM(
            "closed",
            about=words("shift.none"),
            sums=vm.sums(report, words, sees_cash=sees) if report else None,
            last=last,
            said=self._shown.said,
            open_off="" if session.may(Permission.SHIFT) else words("shift.open_off"),
        )

    def _opened(self, shift: Shift) -> None:
        self._session.put_shift(shift)
        self._session.go("checkout")
        self.load()

    def _open_refused(self, trouble: Trouble) -> None:
        words = self._session.words.error(trouble)
        self._show(replace(self._shown, busy=False, field_error=words))

    def _printed(self, _job_id: str) -> None:
        self._printing = False
        self._show(replace(self._shown, said=self._session.words("shift.x_sent"), error=""))

    def _closed(self, report: ShiftReport) -> None:
        session = self._session
        mine = session.shift
        said = session.words("shift.closed_at", at=session.clock(report.at_ms))
        self._shift = None
        self._show(ShiftVM("closed", said=said, busy=False))
        if mine is not None and mine.shift_id == report.shift.shift_id:
            session.put_shift(None)
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._printing = False
        words = self._session.words.error(trouble)
        self._show(replace(self._shown, busy=False, error=words))
        if isinstance(trouble, Refused) and trouble.code == "shift.parked":
            self.load()

    def _failed(self, trouble: Trouble) -> None:
        self._show(ShiftVM("error", error=self._session.words.error(trouble)))

    def _show(self, shown: ShiftVM) -> None:
        self._shown = shown
        self._view.put(shown)
