"""Opens and shows a shift, and leads to its count, its drawer and the Z. Knows no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.permissions import Permission
from app.domain.shift import Shift, ShiftReport
from app.domain.shift.terms import terms_of
from app.usecases.outcome import Changes
from app.usecases.sale.draft import ParkedBasket, parked
from app.usecases.shift.close import kept_minor
from app.usecases.shift.open import current, is_too_long, open_shift
from app.usecases.shift.report import print_x, shifts, x_report
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shift import counting, days, drawing
from ui.shift import viewmodel as vm
from ui.shift.counting import CountPresenter, Over
from ui.shift.days import DaysPresenter
from ui.shift.drawing import DrawerPresenter
from ui.shift.viewmodel import ShiftVM

ME = "shift"
Found = tuple[Shift | None, ShiftReport | None, tuple[ParkedBasket, ...], bool]


class View(counting.View, drawing.View, days.View, Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: ShiftVM) -> None:
        """Show this."""
        ...

    def offer_float(self, text: str) -> None:
        """Put the float of the last shift into the field, to be typed over."""
        ...

    def show_drawer(self) -> None:
        """The drawer's page comes to the front."""
        ...


class ShiftPresenter:
    """One shift screen. Figures are read on the report lane: they never stand before a scan."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._shown = ShiftVM("loading")
        self._shift: Shift | None = None
        self._printing = False
        self.drawer = DrawerPresenter(view, session)
        self.days = DaysPresenter(view, session, self._count_first)
        self.counting = CountPresenter(
            *(view, session, self._over, self._act), next_z=lambda: self.days.next_z
        )

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
        """Begin to count; parked baskets stand on the page that this is asked from, and stay."""
        self._begin_count(keep_parked=bool(self._shown.parked))

    def _count_first(self, keep_parked: bool) -> None:
        """From the page of days, which has asked about parked baskets already."""
        self._begin_count(keep_parked=keep_parked)

    def _begin_count(self, *, keep_parked: bool) -> None:
        shown, shift = self._shown, self._shift
        if shown.state == "open" and not shown.close_off and shift is not None:
            self._show(replace(shown, said="", error=""))
            self.counting.begin(shift, keep_parked=keep_parked)

    def back(self) -> bool:
        """Esc: out of what is open, the innermost first. Says whether anything was."""
        return self.counting.leave() or self.drawer.leave()

    # --- what came back ----------------------------------------------------------------------

    def _read(self) -> Found:
        s = self._session.services
        shift = current(s)
        if shift is None:
            before = shifts(s, 1)
            return None, x_report(s, before[0].shift_id) if before else None, (), False
        return shift, x_report(s, shift.shift_id), parked(s), is_too_long(s, shift)

    def _found(self, found: Found) -> None:
        if self._session.operator is None:
            return
        shift, report, waiting, too_long = found
        self._shift = shift
        if shift is None:
            self._show(self._closed_vm(report))
            before = self._float_of(report)
            self._view.offer_float(
                self._session.words.fact("float_minor", before) if before else ""
            )
        else:
            self._show(self._open_vm(report, waiting, too_long))
        self.drawer.put_shift(shift)
        self.days.load()

    def _float_of(self, report: ShiftReport | None) -> int:
        """What lies in the drawer in the morning: what the last close left there."""
        terms = terms_of(self._session.shop)
        return kept_minor(report, terms) if report else max(0, terms.float_minor)

    def _open_vm(
        self, report: ShiftReport | None, waiting: tuple[ParkedBasket, ...], too_long: bool
    ) -> ShiftVM:
        assert report is not None
        session, words = self._session, self._session.words
        sees = session.may(Permission.X_REPORT)
        mine = report.shift.operator_id == session.on_duty.operator_id
        return ShiftVM(
            "open",
            about=vm.about(report, session.at(report.shift.opened_ms), words),
            sums=vm.sums(report, words, sees_cash=sees),
            x_off="" if sees else words("shift.x_off"),
            parked=tuple(vm.parked(one, session.at(one.parked_ms), words) for one in waiting),
            said=self._shown.said if self._shown.state == "open" else "",
            # a supervisor may: a cashier who went home must not keep the shop from selling
            warning=words("shift.too_long") if too_long else "",
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

    def _over(self, over: Over) -> None:
        """The count ended in a close, the day's perhaps, or in a hand-over: then the next one logs
        in."""
        session, words = self._session, self._session.words
        if over.z is not None:
            at, no = session.clock(over.z.at_ms), over.z.number
            said = words("shift.closed_day", at=at, no=no)
            self.days.closed(over.z)
        elif over.report is not None:
            said = words("shift.closed_at", at=session.clock(over.report.at_ms))
        else:
            said = words("shift.handed", name=over.to_name)
        mine, ended = session.shift, self._shift
        self._shift = None
        self._show(ShiftVM("closed", said=said, busy=False))
        if mine is not None and ended is not None and mine.shift_id == ended.shift_id:
            session.put_shift(None)
        self.load()
        if over.next_shift is not None:
            session.log_out()  # not locked: whoever handed over is not the one to come back

    def _act(self, act: str, target: str) -> None:
        """What one can do about a candidate cause: look at the receipt, note what was forgotten."""
        if act == "sale":
            self._session.send("history", f"sale:{target}")
        elif act in ("out", "in"):
            self.drawer.offer(act, int(target))
            self._view.show_drawer()
        else:
            self._view.show_drawer()

    def _refused(self, trouble: Trouble) -> None:
        self._printing = False
        words = self._session.words.error(trouble)
        self._show(replace(self._shown, busy=False, error=words))

    def _failed(self, trouble: Trouble) -> None:
        self._show(ShiftVM("error", error=self._session.words.error(trouble)))

    def _show(self, shown: ShiftVM) -> None:
        self._shown = shown
        self._view.put(shown)
