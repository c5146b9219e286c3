"""Attendance: whose month, which day, what is put right there, and one's own clock. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission
from app.usecases.outcome import Changes
from app.usecases.staff import attendance, edit, sheets
from app.usecases.staff.attendance import Clocked, Month
from app.usecases.staff.hours import instant
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people import saving
from ui.people.hours import viewmodel as vm
from ui.people.hours.viewmodel import EditVM, HoursVM, PersonRow

ME = "hours"
Read = tuple[tuple[Operator, ...], dict[str, int], Month]


class View(Protocol):
    """What the presenter asks of the page."""

    def put(self, shown: HoursVM) -> None:
        """Show this."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction that is being made."""

    stamp: str = ""
    kind: str = "out"
    time: str = ""
    reason: str = ""
    time_error: str = ""
    reason_error: str = ""
    sure: bool = False
    busy: bool = False
    serial: int = 0


class HoursPresenter:
    """One page of attendance."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._people: tuple[Operator, ...] = ()
        self._at_work: dict[str, int] = {}
        self._sheet: Month | None = None
        self._who, self._month, self._day = "", "", ""
        self._draft = Draft()
        self._error, self._said = "", ("", "muted")

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the month in front."""
        session = self._session
        if not session.loaded or session.operator is None:
            return
        self._who = self._who or str(session.on_duty.operator_id)
        self._month = self._month or session.at(session.now_ms()).date().isoformat()[:7]
        s, by, who, month = session.services, session.on_duty, self._who, self._month
        session.runner.run(
            lambda: (
                edit.all_people(s),
                attendance.at_work(s),
                attendance.month(s, by, month, who),
            ),
            self._found,
            self._failed,
            initiator=ME,
            lane="report",
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.staff:
            self.load()

    def _found(self, found: Read) -> None:
        people, at_work, sheet = found
        if (sheet.operator_id, sheet.month) != (self._who, self._month):
            return  # an answer to an older question
        self._people, self._at_work, self._sheet, self._error = people, at_work, sheet, ""
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._show()

    @property
    def _may_others(self) -> bool:
        return self._session.may(Permission.ATTENDANCE)

    # --- whose, when ---------------------------------------------------------------------------

    def choose(self, operator_id: str) -> None:
        """Another person's month."""
        if operator_id != self._who:
            self._who, self._day = operator_id, ""
            self._fresh()
            self.load()

    def month_by(self, step: int) -> None:
        """The month before or the next one."""
        first = date.fromisoformat(f"{self._month}-01")
        months = first.year * 12 + first.month - 1 + step
        self._month = f"{months // 12}-{months % 12 + 1:02d}"
        self._day = ""
        self._fresh()
        self.load()

    def stand(self, bd: str) -> None:
        """A day of the sheet: its stamps can be put right."""
        if bd != self._day:
            self._day = bd
            self._fresh()
            self._show()

    # --- one's own clock -----------------------------------------------------------------------

    def clock(self) -> None:
        """The one who stands here comes or goes."""
        s, who = self._session.services, self._session.on_duty
        self._session.runner.run(
            lambda: attendance.clock_own(s, who), self._clocked, self._refused, initiator=ME
        )

    def _clocked(self, done: Clocked) -> None:
        self._session.sound("ok")
        at = self._session.clock(done.at_ms)
        key = "hours.clocked_out" if done.kind == "out" else "hours.clocked_in"
        self._said = (self._session.words(key, name=done.operator.name, at=at), "positive")
        self.load()

    # --- putting right -------------------------------------------------------------------------

    def pick_stamp(self, key: str) -> None:
        """The stamp to put right; empty for a new one."""
        found = next((s for s in vm.stamps_of(self._today()) if vm.key_of(s) == key), None)
        at = self._session.clock(found.at_ms) if found else ""
        self._fresh(stamp=key, kind=found.kind if found else "out", time=at)
        self._show()

    def kind(self, code: str) -> None:
        """In or out."""
        self._put(kind=code)

    def time(self, text: str) -> None:
        """The time is typed."""
        self._put(time=text, time_error="", sure=False)

    def reason(self, text: str) -> None:
        """Why is typed."""
        self._put(reason=text, reason_error="", sure=False)

    def save(self) -> None:
        """Write it; the sheet follows."""
        draft, session = self._draft, self._session
        if draft.busy or not self._day or not self._may_others:
            return
        shop = session.shop
        try:
            at_ms = instant(self._day, draft.time, shop.zone, shop.cutoff_hour)
        except Refused as wrong:
            self._put(time_error=session.words.error(wrong))
            session.sound("error")
            return
        if not self._has_reason():
            return
        s, by, who = session.services, session.on_duty, self._who
        place = vm.place_of(draft.stamp) if draft.stamp else None
        self._write(
            lambda: attendance.correct(
                *(s, by, who), kind=draft.kind, at_ms=at_ms, reason=draft.reason, replaces=place
            )
        )

    def strike(self) -> None:
        """The stamp counts no more; asked twice."""
        draft = self._draft
        if draft.busy or not draft.stamp or not self._has_reason():
            return
        if not draft.sure:
            self._put(sure=True)
            return
        s, by, who = self._session.services, self._session.on_duty, self._who
        place, why = vm.place_of(draft.stamp), draft.reason
        self._write(lambda: attendance.strike(s, by, who, place, reason=why))

    def export(self) -> None:
        """The month in front as an Excel table."""
        s, by, month, who = self._session.services, self._session.on_duty, self._month, self._who
        saving.save(self._session, lambda: sheets.hours(s, by, month, who), self._tell)

    def _tell(self, text: str, role: str) -> None:
        self._said = (text, role)
        self._show()

    def back(self) -> bool:
        """Esc: what was typed is given up. Says whether there was anything."""
        draft = self._draft
        if draft.busy or not (draft.time or draft.reason or draft.stamp):
            return False
        self._fresh()
        self._show()
        return True

    def _has_reason(self) -> bool:
        if self._draft.reason.strip():
            return True
        self._session.sound("error")
        self._put(reason_error=self._session.words("hours.reason_first"))
        return False

    def _write(self, op: Callable[[], Any]) -> None:
        self._put(busy=True)
        self._session.runner.run(op, lambda _none: self._written(), self._refused, initiator=ME)

    def _written(self) -> None:
        self._fresh()
        at = self._session.clock(self._session.now_ms())
        self._said = (self._session.words("hours.saved", at=at), "positive")
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._said = (self._session.words.error(trouble), "danger")
        self._put(busy=False, sure=False)

    # --- showing -------------------------------------------------------------------------------

    def _days_so_far(self, sheet: attendance.Month) -> list[attendance.Day]:
        """The newest first: whoever just clocked in sees it."""
        today = self._session.at(self._session.now_ms()).date().isoformat()
        return [one for one in reversed(sheet.days) if one.bd <= today or one.work]

    def _today(self) -> attendance.Day | None:
        days = self._sheet.days if self._sheet else ()
        return next((one for one in days if one.bd == self._day), None)

    def _fresh(self, **changes: Any) -> None:
        self._draft = replace(Draft(serial=self._draft.serial + 1), **changes)
        self._said = ("", "muted")

    def _put(self, **changes: Any) -> None:
        self._draft = replace(self._draft, **changes)
        self._show()

    def _show(self) -> None:
        self._view.put(self._vm())

    def _vm(self) -> HoursVM:
        words, sheet, session = self._session.words, self._sheet, self._session
        if self._error:
            return HoursVM("error", self._error)
        if sheet is None:
            return HoursVM("loading")
        me = str(session.on_duty.operator_id) if session.operator else ""
        since = self._at_work.get(me, 0)
        note = words("hours.since", at=session.clock(since)) if since else words("hours.not_in")
        return HoursVM(
            "rows",
            people=self._rows() if self._may_others else (),
            chosen=self._who,
            title=sheet.name,
            month=vm.month_title(sheet.month, words),
            sums=vm.sums(sheet, words),
            days=tuple(vm.day_row(one, words, session.clock) for one in self._days_so_far(sheet)),
            day=self._day,
            edit=self._edit() if self._may_others and self._day else None,
            clock_key=words("hours.clock_out" if since else "hours.clock_in"),
            clock_note=note,
            said=self._said[0],
            said_role=self._said[1],
        )

    def _rows(self) -> tuple[PersonRow, ...]:
        words = self._session.words
        return tuple(
            PersonRow(
                str(one.operator_id),
                one.name,
                words("hours.here") if str(one.operator_id) in self._at_work else "",
            )
            for one in self._people
            if one.active or str(one.operator_id) == self._who
        )

    def _edit(self) -> EditVM:
        words, draft = self._session.words, self._draft
        stamps = vm.stamps_of(self._today())
        strike = ""
        if draft.stamp:
            strike = words("hours.strike_sure" if draft.sure else "hours.strike")
        return EditVM(
            draft.serial,
            words("hours.put_right", day=words.day(date.fromisoformat(self._day))),
            vm.stamp_keys(stamps, words, self._session.clock),
            draft.stamp,
            draft.kind,
            draft.time,
            draft.time_error,
            draft.reason,
            draft.reason_error,
            words("people.saving" if draft.busy else "hours.save"),
            strike,
            draft.busy,
        )
