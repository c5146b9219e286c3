"""Visitors by hour: entered by hand as they are told, or taken from a door counter's file."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.domain.errors import Refused, Unavailable
from app.domain.shop import business_date
from app.usecases.report import traffic
from app.usecases.report.traffic import TrafficPlan
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.reports.presenter.reading import ME
from ui.reports.viewmodel import typed
from ui.reports.viewmodel.counting import TrafficVM, planned, read_count, shown

MOST_BYTES = 20_000_000


class View(Protocol):
    """What the presenter asks of the screen."""

    def put_traffic(self, shown: TrafficVM) -> None:
        """Show this."""
        ...


class CountingPresenter:
    """One day's visitors at a time."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self.bd = ""
        self._hours: dict[int, int] = {}
        self._sent: dict[int, int] = {}
        self._plan: TrafficPlan | None = None
        self._error, self._error_hour, self._said = "", -1, ""
        self._busy = False

    @property
    def today(self) -> str:
        """The business date now."""
        shop = self._session.shop
        return business_date(self._session.now_ms(), shop.zone, shop.cutoff_hour)

    def load(self) -> None:
        """What is known of the day."""
        self.bd = self.bd or self.today
        s, bd = self._session.services, self.bd
        self._session.runner.run(
            lambda: traffic.visitors(s, bd), self._read, self._failed, initiator=ME, lane="read"
        )

    def step(self, by: int) -> None:
        """Another day; there is none after today."""
        there = typed.stepped(typed.read(self.bd or self.today, self.today), by).from_on
        if there <= self.today:
            self._to(there)

    def typed(self, text: str) -> str:
        """A day that somebody typed; why it cannot be read, or an empty text."""
        try:
            self._to(typed.read(text, self.today).until_on)
        except Refused as wrong:
            return self._session.words.error(wrong)
        return ""

    def enter(self, hour: int, text: str) -> bool:
        """So many came in that hour. Says whether it could be read; the same number is kept."""
        self._error, self._error_hour, self._said = "", -1, ""
        try:
            n = read_count(text)
        except Refused as wrong:
            self._error, self._error_hour = self._session.words.error(wrong), hour
            self.show()
            return False
        if n is None or n in (self._hours.get(hour), self._sent.get(hour)):
            self.show()
            return True
        session, bd = self._session, self.bd
        s, operator = session.services, session.on_duty
        self._sent[hour] = n

        def done(_total: int) -> None:
            if bd == self.bd:
                self._sent.pop(hour, None)
                self._hours[hour] = n
                self._said = session.words("reports.traffic.kept", hour=str(hour), n=n)
                self.show()

        def refused(trouble: Trouble) -> None:
            self._sent.pop(hour, None)
            self._error, self._error_hour = session.words.error(trouble), hour
            session.sound("error")
            self.show()

        session.runner.run(
            lambda: traffic.enter(s, operator, bd, hour, n), done, refused, initiator=ME
        )
        return True

    def look(self, path: str) -> None:
        """Read a door counter's file; nothing is kept yet."""
        if not path.strip() or self._busy:
            return
        s, file = self._session.services, Path(path.strip()).expanduser()
        self._busy, self._plan, self._error = True, None, ""
        self.show()
        self._session.runner.run(
            lambda: traffic.preview(s, _bytes(file)),
            self._looked,
            self._failed,
            initiator=ME,
            lane="report",
        )

    def take(self) -> None:
        """Keep what the file says."""
        plan = self._plan
        if plan is None or self._busy:
            return
        s, operator = self._session.services, self._session.on_duty
        self._busy = True
        self.show()
        self._session.runner.run(
            lambda: traffic.apply(s, operator, plan), self._taken, self._failed, initiator=ME
        )

    def show(self) -> None:
        """Put the page as it stands."""
        words = self._session.words
        self._view.put_traffic(
            shown(
                self.bd or self.today,
                self.today,
                self._hours,
                words,
                plan=planned(self._plan, words) if self._plan else (),
                error=self._error,
                error_hour=self._error_hour,
                said=self._said,
                busy=self._busy,
            )
        )

    def _to(self, bd: str) -> None:
        self.bd, self._hours, self._sent, self._plan = bd, {}, {}, None
        self._error, self._error_hour, self._said = "", -1, ""
        self.load()

    def _read(self, found: tuple[tuple[int, int], ...]) -> None:
        self._hours = dict(found)
        self.show()

    def _looked(self, plan: TrafficPlan) -> None:
        self._busy, self._plan = False, plan
        self.show()

    def _taken(self, days: int) -> None:
        self._busy, self._plan = False, None
        self._said = self._session.words("reports.traffic.taken", n=days)
        self._session.sound("done")
        self.load()

    def _failed(self, trouble: Trouble) -> None:
        self._busy = False
        self._error, self._error_hour = self._session.words.error(trouble), -1
        self._session.sound("error")
        self.show()


def _bytes(path: Path) -> bytes:
    """A file's content. Unavailable `file.unreadable` (path)."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Unavailable("file", "unreadable", path=str(path)) from error
