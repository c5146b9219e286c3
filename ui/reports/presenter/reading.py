"""Reads reports on the report lane, one at a time: what was asked for last is what is shown.

How far a report is crosses as one plain value that the screen looks at; a report that nobody waits
for any more is stopped at its next piece, so the lane is free for the one that somebody does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.errors import Refused
from app.domain.money import PPM
from app.domain.shop import business_date
from app.reports.period import Period, around
from app.reports.report import Drill, Report
from app.usecases.report import catalogue, sales
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.reports.viewmodel import typed
from ui.reports.viewmodel.page import (
    COMPARES,
    SPANS,
    TRAFFIC,
    Asking,
    PageVM,
    WorkVM,
    page,
    spanned,
)
from ui.reports.viewmodel.report import ReportVM, shown

ME = "reports"
CODES = frozenset(one.code for one in catalogue.REPORTS)


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: PageVM) -> None:
        """Show this."""
        ...


class Progress:
    """How far a report is: written by its thread, read by the screen, one value at a time."""

    def __init__(self) -> None:
        self.share: tuple[int, int] = (0, 0)
        self.stopped = False

    def tell(self, done: int, total: int) -> bool:
        """Called on the report thread; False stops the work."""
        self.share = (done, total)
        return not self.stopped

    @property
    def ppm(self) -> int | None:
        """In millionths; None while nobody knows."""
        done, total = self.share
        return done * PPM // total if total else None


@dataclass(frozen=True, slots=True)
class Made:
    """A report and its words."""

    report: Report
    words: ReportVM


class ReportsPresenter:
    """One reports screen: the owner's day of today until something else is chosen."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._asking = Asking(period=around("day", self.today))
        self._made: Made | None = None
        self._behind: Made | None = None  # receipts behind a row of `_made`
        self._progress: Progress | None = None
        self._state = "loading"
        self._stale = True
        self.error = self.said = ""
        self.said_role = "muted"
        self.exporting = False

    # --- what the screen asks ----------------------------------------------------------------

    @property
    def today(self) -> str:
        """The business date now."""
        shop = self._session.shop
        return business_date(self._session.now_ms(), shop.zone, shop.cutoff_hour)

    @property
    def asking(self) -> Asking:
        """What is asked for."""
        return self._asking

    @property
    def made(self) -> Made | None:
        """What is in front, once it has been read: what print and export take."""
        return self._behind or self._made

    @property
    def in_traffic(self) -> bool:
        """Whether visitors are entered."""
        return self._state == TRAFFIC

    def load(self) -> None:
        """The screen comes to the front: read again what may have changed since."""
        if self._stale and not self.in_traffic:
            self._read()
        else:
            self.show()

    def changed(self) -> None:
        """A sale or a return elsewhere: days that are not over are read when next looked at."""
        if self._asking.period.until_on >= self.today:
            self._stale = True

    def choose(self, code: str) -> None:
        """Another report; `traffic` is where visitors are entered."""
        if code == TRAFFIC:
            self._drop()
            self._state = TRAFFIC
            self.show()
        elif code and (code != self._asking.code or self.in_traffic):
            self._ask(replace(self._asking, code=code))

    def span(self, name: str) -> None:
        """A day, a week, a month ... around the days in front."""
        period = spanned(self._asking, name, self.today)
        self._ask(replace(self._asking, span=name, period=period))

    def step(self, by: int) -> None:
        """Later (1) or earlier (-1); there is nothing later than today."""
        period = typed.stepped(self._asking.period, by)
        if by < 0 or period.from_on <= self.today:
            self._ask(replace(self._asking, period=period))

    def now(self) -> None:
        """The days that today is in."""
        span = "day" if self._asking.span == "any" else self._asking.span
        self._ask(replace(self._asking, span=span, period=around(span, self.today)))

    def typed(self, text: str) -> str:
        """Days that somebody typed; why they cannot be read, or an empty text."""
        try:
            period = typed.read(text, self.today, self._asking.span)
        except Refused as wrong:
            return self._session.words.error(wrong)
        self._ask(replace(self._asking, span=period.span, period=period))
        return ""

    def day_of(self, bd: str) -> None:
        """The owner's day of a date: somebody was sent here for it."""
        self._ask(Asking("day", "day", around("day", bd)))

    def sent(self, errand: str) -> None:
        """Somebody was sent here: `day:<date>` is the owner's day of it, `<span>:<report>` a report
        around today, a report's code alone is that report."""
        verb, _, what = errand.partition(":")
        if verb == "day" and what[:1].isdigit():
            self.day_of(what)
        elif verb in SPANS and what in CODES:
            self._ask(Asking(what, verb, around(verb, self.today)))
        elif verb in CODES:
            self.choose(verb)
        else:
            self.load()

    def next_compare(self) -> None:
        """Held against nothing, the days before, last year, and around."""
        at = COMPARES.index(self._asking.compare)
        self._ask(replace(self._asking, compare=COMPARES[(at + 1) % len(COMPARES)]))

    def again(self) -> None:
        """Read again after an error, or what somebody stopped."""
        self._read()

    def cancel(self) -> bool:
        """Stop what is under way. Says whether something was."""
        if self._progress is None:
            return False
        self._progress.stopped = True
        return True

    def back(self) -> bool:
        """From receipts to the report they stand behind. Says whether there was a way back."""
        if self._behind is None:
            return False
        self._behind = None
        self.show()
        return True

    def open(self, drill: Drill | None) -> None:
        """What stands behind a row or a figure."""
        if drill is None:
            return
        go = {"sale": "history", "member": "members"}
        if drill.kind in go:
            self._session.send(go[drill.kind], f"{drill.kind}:{drill.key}")
        elif drill.kind == "refund":  # of no receipt: it stands in the history by itself
            self._session.send("history", f"sale:blind:{drill.key}")
        elif drill.kind == "day":
            self.day_of(drill.key)
        elif drill.kind == "receipts":
            self._read_behind(drill)
        else:
            where = drill.key or f"{drill.epoch}.{drill.seq}"
            self.say(self._session.words("reports.in_journal", where=where))

    def tick(self) -> None:
        """A moment has passed: the line moves."""
        if self._progress is not None:
            self.show()

    def say(self, text: str, role: str = "positive") -> None:
        """A sentence under the page's head."""
        self.said, self.said_role = text, role
        self.show()

    # --- reading -----------------------------------------------------------------------------

    def _ask(self, asking: Asking) -> None:
        self._asking, self._made = asking, None
        self._read()

    def _drop(self) -> None:
        """What was asked for is not waited for any more."""
        if self._progress is not None:
            self._progress.stopped = True
        self._progress = None
        self._behind = None
        self.error = self.said = ""

    def _read(self) -> None:
        self._drop()
        self._state, self._stale = "loading", False
        session, asking = self._session, self._asking
        progress = self._progress = Progress()
        s, operator, words = session.services, session.on_duty, session.words

        def make() -> Made:
            report = catalogue.make(
                s, operator, asking.code, asking.period, asking.held, tell=progress.tell
            )
            return Made(report, shown(report, words))

        def landed(made: Made) -> None:
            self._made = made
            self._state = "nothing" if made.words.nothing else "shown"

        self._run(make, landed, progress)

    def _read_behind(self, drill: Drill) -> None:
        if self._made is None:
            return
        session, period = self._session, self._made.report.period
        self._drop()
        progress = self._progress = Progress()
        s, operator, words = session.services, session.on_duty, session.words

        def make() -> Made:
            report = sales.receipts(s, operator, drill, _days(drill, period))
            return Made(report, shown(report, words))

        def landed(made: Made) -> None:
            self._behind = made

        self._run(make, landed, progress)

    def _run(
        self, make: Callable[[], Made], landed: Callable[[Made], None], progress: Progress
    ) -> None:
        def done(made: Made) -> None:
            if self._progress is progress and self._session.operator is not None:
                self._progress = None
                landed(made)
                self.show()

        def refused(trouble: Trouble) -> None:
            if self._progress is progress:
                self._refused(trouble)

        self.show()
        self._session.runner.run(make, done, refused, initiator=ME, lane="report")

    def _refused(self, trouble: Trouble) -> None:
        self._progress = None
        words = self._session.words
        if isinstance(trouble, Refused) and trouble.code == "work.cancelled":
            self._stale = True
            text = words("reports.stopped")
        else:
            text = words.error(trouble)
        if self._made is None:
            self._state, self.error = "error", text
            self.show()
        else:
            self.say(text, "danger")

    def show(self) -> None:
        """Put the page as it stands."""
        words = self._session.words
        made = self.made
        state = "shown" if self._behind is not None else self._state
        found = page(self._asking, self.today, words, state)
        work = None
        if self._progress is not None:
            work = WorkVM(words("reports.reading"), self._progress.ppm)
        self._view.put(
            replace(
                found,
                chosen=TRAFFIC if self.in_traffic else found.chosen,
                title=words("reports.traffic") if self.in_traffic else _title(made, found),
                about=_about(made, found) if not self.in_traffic else "",
                report=made.words if made else None,
                behind=self._behind is not None,
                work=work,
                exporting=self.exporting,
                error=self.error,
                said=self.said,
                said_role=self.said_role,
            )
        )


def _title(made: Made | None, found: PageVM) -> str:
    return made.words.title if made else found.title


def _about(made: Made | None, found: PageVM) -> str:
    return made.words.about if made else found.about


def _days(drill: Drill, period: Period) -> Period:
    """A row of the days' report is about its own days."""
    if drill.dim != "day":
        return period
    return around("month" if len(drill.key) == 7 else "day", f"{drill.key}-01"[:10])
