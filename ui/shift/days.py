"""Closes the till's day, shows past Zs, and adds the shop's drawers up. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from app.domain.errors import Refused
from app.domain.permissions import Permission
from app.domain.shift import Shift, ZReport
from app.usecases.device.spool import z_in_doubt
from app.usecases.shift.open import current
from app.usecases.shift.other_tills import ShopDay, TillDay, day_of_shop, see_z
from app.usecases.shift.z import print_z, z_close, z_preview, z_reports
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shift import z_words as vm
from ui.shift.z_words import DaysVM

ME = "shift"
LISTED = 60
PROOF = "SZ1:"
Found = tuple[ZReport, tuple[ZReport, ...], Shift | None, ShopDay, bool]


class View(Protocol):
    """What shows the page."""

    def put_days(self, shown: DaysVM) -> None:
        """The page."""
        ...

    def show_sheet(self) -> None:
        """The shop's sheet comes to the front: a slip was scanned."""
        ...


class DaysPresenter:
    """The page of Zs. Everything is read on the report lane. `count` begins the count of the open
    shift, which closes before the day or with it; parked baskets stay if it is told so."""

    def __init__(self, view: View, session: Session, count: Callable[[bool], None]) -> None:
        self._view, self._session, self._count = view, session, count
        self._open_shift: Shift | None = None
        self._shown = DaysVM()
        self._reports: dict[str, ZReport] = {}
        self._preview: ZReport | None = None
        self._keep_parked = False
        self._day = ""

    @property
    def shown(self) -> DaysVM:
        """What stands on the page."""
        return self._shown

    @property
    def next_z(self) -> int:
        """The number that the day would be closed with; 0 while it is not known."""
        return self._preview.z_no if self._preview else 0

    def load(self) -> None:
        """Read everything again; nothing for who may not close a day."""
        if not self._session.may(Permission.Z_CLOSE):
            words = self._session.words
            off = words("shift.z.off")
            self._shown, self._preview, self._reports = DaysVM(), None, {}
            self._open_shift = None
            self._show(nothing=off, z_off=off, print_off=off, z_title=words("shift.z.close_plain"))
            return
        s, day = self._session.services, self._day

        def read() -> Found:
            preview, past = z_preview(s), z_reports(s, LISTED)
            on = day or (past[0].business_date if past else preview.business_date)
            return preview, past, current(s), day_of_shop(s, on), z_in_doubt(s)

        self._session.runner.run(read, self._found, self._refused, initiator=ME, lane="report")

    def open(self, key: str) -> None:
        """Show a past Z; an empty key is what a Z would say now."""
        report = self._reports.get(key) if key else self._preview
        if report is not None:
            sheet = vm.sheet(report, self._session, tuple(self._reports.values())[:1])
            self._show(open_key=key, sheet=sheet, said="", error="")

    def close_day(self) -> None:
        """The Z, or the count that must come first. Parked baskets are said before either; pressed
        again they stay for tomorrow."""
        shown = self._shown
        if shown.busy or shown.z_off or shown.open_key:
            return
        if self._preview is not None and self._preview.parked and not self._keep_parked:
            self._keep_parked = True
            self._show(**self._z_key())
            return
        if self._open_shift is not None:
            self._count(self._keep_parked)
            return
        s, operator, keep = self._session.services, self._session.on_duty, self._keep_parked
        self._show(busy=True, said="", error="")
        self._session.runner.run(
            lambda: z_close(s, operator, keep_parked=keep),
            self._closed,
            self._refused,
            initiator=ME,
        )

    def print_again(self) -> None:
        """A copy of the Z that is shown."""
        report = self._reports.get(self._shown.open_key)
        if report is None or self._shown.busy or self._shown.print_off:
            return
        s, operator = self._session.services, self._session.on_duty
        self._show(busy=True, error="")
        self._session.runner.run(
            lambda: print_z(s, operator, report.epoch, report.z_no),
            lambda _: self._show(busy=False, said=self._session.words("shift.z.copy_sent")),
            self._refused,
            initiator=ME,
        )

    def step_day(self, by: int) -> None:
        """The shop's sheet of another day."""
        if self._shown.day:
            self._day = (date.fromisoformat(self._shown.day) + timedelta(days=by)).isoformat()
            self.load()

    def scanned(self, text: str) -> bool:
        """Another till's Z slip; whether it was one."""
        if not text.startswith(PROOF):
            return False
        s, operator = self._session.services, self._session.on_duty
        self._view.show_sheet()
        self._session.runner.run(
            lambda: see_z(s, operator, text), self._seen, self._refused, initiator=ME
        )
        return True

    # --- what came back ----------------------------------------------------------------------

    def _found(self, found: Found) -> None:
        if self._session.operator is None:
            return
        preview, past, shift, day, doubt = found
        words = self._session.words
        self._preview, self._open_shift = preview, shift
        self._keep_parked = self._keep_parked and bool(preview.parked)
        self._reports = {f"{one.epoch}.{one.z_no}": one for one in past}
        key = self._shown.open_key if self._shown.open_key in self._reports else ""
        at = date.fromisoformat(day.business_date)
        missing = words("shift.z.comma").join(one.rpartition("-")[2] for one in day.missing)
        self._show(
            sheet=vm.sheet(self._reports.get(key, preview), self._session, past[:1]),
            open_key=key,
            rows=tuple(vm.row(one, words) for one in past),
            tills=vm.tills(day, words),
            day=day.business_date,
            day_words=words.full_day(at),
            missing=words("shift.z.missing", tills=missing) if missing else "",
            nothing="",
            print_off="",
            doubt=words("shift.z.doubt") if doubt else "",
            **self._z_key(),
        )

    def _z_key(self) -> dict[str, str]:
        """What the key says that closes the day, or counts first and why; and why it may be off."""
        words, preview, shift = self._session.words, self._preview, self._open_shift
        off, why, step = "", "", "close"
        if shift is not None and self._may_count(shift):
            why, step = words("shift.z.count_why"), "count"
        elif shift is not None:
            off = words("shift.z.shift_open")
        title = words(f"shift.z.{step}", number=str(self.next_z))
        parked = ""
        if preview is not None and preview.parked:
            parked = words("shift.parked", n=preview.parked)
            if self._keep_parked:
                title = words(f"shift.z.{step}_parked")
        return {"z_title": title, "z_off": off, "z_why": why, "parked": parked}

    def _may_count(self, shift: Shift) -> bool:
        """One's own drawer, or another's with the right to an X."""
        session = self._session
        mine = shift.operator_id == session.on_duty.operator_id
        return mine or session.may(Permission.X_REPORT)

    def closed(self, report: ZReport) -> None:
        """The day is closed, here or at the end of a count: its Z stands on the page."""
        self._keep_parked, self._day = False, ""
        said = self._session.words("shift.z.closed", no=report.number)
        self._show(busy=False, said=said, open_key=f"{report.epoch}.{report.z_no}")
        self._session.sound("ok")

    def _closed(self, report: ZReport) -> None:
        self.closed(report)
        self.load()

    def _seen(self, till: TillDay) -> None:
        words = self._session.words
        said = words("shift.z.seen", till=till.till_no, number=str(till.z_no))
        self._day = till.business_date
        self._show(said=said, error="")
        self._session.sound("ok")
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._show(busy=False, error=self._session.words.error(trouble), said="")
        if isinstance(trouble, Refused) and trouble.code in ("z.parked", "z.shift_open"):
            self.load()

    def _show(self, **changes: object) -> None:
        self._shown = replace(self._shown, **changes)  # type: ignore[arg-type]
        self._view.put_days(self._shown)
