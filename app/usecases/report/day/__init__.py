"""The owner's day (F67): everything of one business date in one report, the same for ever.

It is folded from the journal's tables by business date alone. What is later (sales of other days,
merges, sweeps, a rebuild) changes nothing in it; a day that is still open says until when it is.
"""

from __future__ import annotations

from app.domain.permissions import Operator
from app.reports.period import Period, around
from app.reports.report import Curve, Figures, Report, Section, Table, Term, term
from app.store.queries.reports.days import Tell
from app.usecases.report.day import codes, members, standing, trade
from app.usecases.report.day.facts import DayFacts, of
from app.usecases.report.names import told
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services

STEPS = 10  # dimensions that a day is read by
_ALWAYS = ("headline", "members", "tenders", "returns", "shifts")
SHORT = (
    *("headline", "stand_out", "tenders", "shifts", "stored", "points", "vouchers", "members"),
)


def day(s: Services, operator: Operator, bd: str = "", *, tell: Tell | None = None) -> Report:
    """One business date, today's when none is said. Report thread.

    Refused: `permission.missing`, `report.period` (no date), `work.cancelled` (`tell` said no).
    """
    with asked(s, operator, tell, STEPS) as about:
        on = around("day", bd).from_on if bd else about.today
        return report_of(about, on)


def report_of(about: Asked, bd: str) -> Report:
    """The report of a date, in the names that things had when it was closed."""
    about.told = told(about.tx, bd)
    facts = of(about, bd)
    return Report(
        code="day",
        title=Term("report.title.day"),
        frame=about.frame,
        period=facts.period,
        sections=_sections(facts),
        compare=Period(facts.week, facts.week, "day"),
        subtitle=term("report.subtitle.day", till=about.shop.till_no),
        as_of_ms=about.now_ms if bd >= about.today else 0,
        short=SHORT,
    )


def _sections(f: DayFacts) -> tuple[Section, ...]:
    people = members.MemberDay(f)
    found: list[Section | None] = [
        trade.headline(f),
        standing.stand_out(f, people),
        trade.formula(f, "formula", f.week),
        trade.formula(f, "formula_year", f.year),
        trade.hours(f),
        trade.tenders(f),
        codes.codes(f),
        trade.departments(f),
        trade.items(f),
        trade.returns(f),
        trade.discounts(f),
        trade.tax(f),
        trade.shifts(f),
        people.stored(),
        people.points(),
        people.vouchers(),
        people.people(),
        people.plans(),
    ]
    return tuple(one for one in found if one is not None and _says(one, quiet=not f.total().n))


def _says(one: Section, *, quiet: bool) -> bool:
    """On a day without a sale, and of what the shop does not have, empty sections are left out."""
    if isinstance(one, Table):
        return bool(one.rows) or (one.code in _ALWAYS and not quiet)
    if isinstance(one, Curve):
        return bool(one.chart.labels)
    if isinstance(one, Figures):
        return one.code in _ALWAYS or any(x.value for x in one.figures)
    return True
