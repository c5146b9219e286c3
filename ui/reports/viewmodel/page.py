"""The page as a whole: what there is to choose, which days, what is under way. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.reports.period import Period, around
from app.reports.report import say
from app.usecases.report.catalogue import GROUPS, REPORTS, Choice
from app.words import Words
from ui.reports.viewmodel import typed
from ui.reports.viewmodel.report import ReportVM

SPANS = ("day", "week", "month", "quarter", "year", "ten_years")
COMPARES = ("", "before", "last_year")
TRAFFIC = "traffic"


@dataclass(frozen=True, slots=True)
class ListedVM:
    """A line of the list: a report (`code`), or the name of a group (no code)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkVM:
    """Something long: what, how far in millionths (None: nobody knows)."""

    words: str
    share_ppm: int | None = None


@dataclass(frozen=True, slots=True)
class PageVM:
    """The page. `state`: loading, shown, nothing, error, traffic."""

    state: str
    listed: tuple[ListedVM, ...]
    chosen: str
    title: str
    about: str = ""
    asks: str = "period"
    span: str = "day"
    spans: tuple[tuple[str, str], ...] = ()
    days: str = ""
    later_off: str = ""
    compare: str = ""
    compare_words: str = ""
    compares: bool = False
    report: ReportVM | None = None
    behind: bool = False
    work: WorkVM | None = None
    exporting: bool = False
    error: str = ""
    said: str = ""
    said_role: str = "muted"


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: a report, its days, what they are held against."""

    code: str = "day"
    span: str = "day"
    period: Period = field(default_factory=lambda: Period("", ""))
    compare: str = ""

    @property
    def choice(self) -> Choice:
        """The report's line in the catalogue."""
        return next(one for one in REPORTS if one.code == self.code)

    @property
    def held(self) -> str:
        """What it is really held against."""
        return self.compare if self.choice.compares else ""


def listed(words: Words) -> tuple[ListedVM, ...]:
    """The list: the owner's day, then groups with their reports, then visitors."""
    found = []
    for group in GROUPS:
        if group != "day":
            found.append(ListedVM("", words(f"reports.group.{group}")))
        mine = (one for one in REPORTS if one.group == group)
        found += [ListedVM(one.code, say(one.name, words)) for one in mine]
    found.append(ListedVM("", words("reports.group.enter")))
    return (*found, ListedVM(TRAFFIC, words("reports.traffic")))


def spanned(asking: Asking, span: str, today: str) -> Period:
    """Another span around the same days: never days that are still to come."""
    anchor = min(asking.period.until_on, today)
    return around(span, anchor)


def page(asking: Asking, today: str, words: Words, state: str) -> PageVM:
    """Everything but the report itself."""
    choice, period = asking.choice, asking.period
    later = words("reports.no_later") if period.until_on >= today else ""
    return PageVM(
        state,
        listed(words),
        asking.code,
        say(choice.name, words),
        about=say(choice.about, words),
        asks=choice.asks,
        span=asking.span,
        spans=tuple((one, words(f"reports.span.{one}")) for one in SPANS),
        days=typed.said(period, words),
        later_off=later,
        compare=asking.compare,
        compare_words=words(f"reports.compare.{asking.compare or 'none'}"),
        compares=choice.compares,
    )
