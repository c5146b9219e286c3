"""Which reports there are, and one door to all of them: the screen and the command line list it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.permissions import Operator
from app.reports.period import Period
from app.reports.report import Report, Term, Text
from app.store.queries.reports.days import Tell
from app.usecases.report import items, liabilities, members, sales, voids
from app.usecases.report.day import day
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Choice:
    """A report to choose. `group`: day, sales, goods, people, owed. `asks`: period, day (its
    last date) or nothing; `compares`: whether it can be held against other days."""

    code: str
    group: str
    asks: str = "period"
    compares: bool = False

    @property
    def name(self) -> Text:
        """As a list shows it."""
        return Term(f"report.choice.{self.code}")

    @property
    def about(self) -> Text:
        """One sentence of what it answers."""
        return Term(f"report.about.{self.code}")


REPORTS: tuple[Choice, ...] = (
    Choice("day", "day", "day"),
    *(Choice(f"sales.{dim}", "sales", compares=True) for dim in sales.DIMS if dim != "item"),
    Choice("sales.item", "goods", compares=True),
    Choice("items.abc", "goods"),
    Choice("items.margin", "goods"),
    Choice("items.slow", "goods", "nothing"),
    Choice("members", "people", compares=True),
    Choice("voids", "people"),
    Choice("liabilities", "owed", "day"),
)
GROUPS = ("day", "sales", "goods", "people", "owed")


def make(
    s: Services,
    operator: Operator,
    code: str,
    period: Period,
    compare: str = "",
    *,
    tell: Tell | None = None,
) -> Report:
    """The report of that code. Report thread: `tell(done, all)` hears how far it is and stops it
    with False. Refused: `permission.missing`, `report.unknown`, `work.cancelled`."""
    if code not in {one.code for one in REPORTS}:
        raise Refused("report.unknown", report=code[:20])
    head, _, tail = code.partition(".")
    if head == "sales":
        return sales.by(s, operator, tail, period, compare, tell=tell)
    if head == "day":
        return day(s, operator, period.until_on, tell=tell)
    if code == "items.slow":
        return items.slow(s, operator, tell=tell)
    if head == "items":
        return {"abc": items.abc, "margin": items.margin}[tail](s, operator, period, tell=tell)
    if head == "members":
        return members.members(s, operator, period, compare, tell=tell)
    if head == "voids":
        return voids.voids(s, operator, period, tell=tell)
    return liabilities.liabilities(s, operator, period.until_on, tell=tell)
