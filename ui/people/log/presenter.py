"""A person's log: whose, which month, out as a file. Knows no Qt."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from app.domain.permissions import Operator, Permission
from app.domain.shop import business_date
from app.usecases.staff import edit, person, sheets
from app.usecases.staff.attendance import days_of
from app.usecases.staff.person import Log
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people import saving
from ui.people.hours.viewmodel import month_title
from ui.people.log import viewmodel as vm
from ui.people.log.viewmodel import LogVM

ME = "log"


class View(Protocol):
    """What the presenter asks of the page."""

    def put(self, shown: LogVM) -> None:
        """Show this."""
        ...


class LogPresenter:
    """One page of what somebody did."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._people: tuple[Operator, ...] = ()
        self._log: Log | None = None
        self._who, self._month = "", ""
        self._error, self._said = "", ("", "muted")

    def load(self) -> None:
        """Read the month in front."""
        session = self._session
        if not session.loaded or session.operator is None:
            return
        shop = session.shop
        today = business_date(session.now_ms(), shop.zone, shop.cutoff_hour)
        self._who = self._who or str(session.on_duty.operator_id)
        self._month = self._month or today[:7]
        s, by, who, days = session.services, session.on_duty, self._who, days_of(self._month)
        session.runner.run(
            lambda: (edit.all_people(s), person.log(s, by, who, days[0], days[-1])),
            self._found,
            self._failed,
            initiator=ME,
            lane="report",
        )

    def choose(self, operator_id: str) -> None:
        """Another person."""
        if operator_id != self._who:
            self._who, self._said = operator_id, ("", "muted")
            self.load()

    def month_by(self, step: int) -> None:
        """The month before or the next one."""
        first = date.fromisoformat(f"{self._month}-01")
        months = first.year * 12 + first.month - 1 + step
        self._month, self._said = f"{months // 12}-{months % 12 + 1:02d}", ("", "muted")
        self.load()

    def export(self) -> None:
        """The month in front as an Excel table."""
        if self._log is None:
            return
        s, by, who, days = self._session.services, self._session.on_duty, self._who, self._log
        saving.save(
            self._session, lambda: sheets.log(s, by, who, days.from_on, days.until_on), self._say
        )

    def _found(self, found: tuple[tuple[Operator, ...], Log]) -> None:
        people, log = found
        if (log.operator_id, log.from_on[:7]) != (self._who, self._month):
            return  # an answer to an older question
        self._people, self._log, self._error = people, log, ""
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._show()

    def _say(self, text: str, role: str) -> None:
        self._said = (text, role)
        self._show()

    def _show(self) -> None:
        words, log, session = self._session.words, self._log, self._session
        if self._error:
            self._view.put(LogVM("error", self._error))
            return
        if log is None:
            self._view.put(LogVM("loading"))
            return
        others = self._people if session.may(Permission.STAFF_EDIT) else ()
        self._view.put(
            LogVM(
                "rows",
                people=tuple((str(one.operator_id), one.name) for one in others),
                chosen=self._who,
                title=log.name,
                month=month_title(self._month, words),
                counts=vm.counts(log, words),
                rows=vm.rows(log, words, lambda at_ms: words.moment(session.at(at_ms))),
                more=words("deed.more") if log.more else "",
                said=self._said[0],
                said_role=self._said[1],
            )
        )
