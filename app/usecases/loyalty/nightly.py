"""The night's work: tiers judged anew, what has ended swept out, benefits and birthdays given.

In short transactions, so that the counter never waits; done at the first shift of a business day
and by `shuke nightly`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.loyalty.tier_rules import TierRule
from app.domain.permissions import Operator, Permission, require
from app.usecases.loyalty.night import presents, preview, review, sweep, work
from app.usecases.loyalty.night.preview import TierExample, TierMove, TierPreview
from app.usecases.loyalty.night.work import Work
from app.usecases.loyalty.purse import now_of
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

__all__ = [
    "Night",
    "NightlyReport",
    "TierExample",
    "TierMove",
    "TierPreview",
    "due",
    "preview_tiers",
    "run",
]


@dataclass(frozen=True, slots=True)
class NightlyReport:
    """What was done. `held` says why nothing was: `clock` (the clock was set forward), `done`
    (earlier on this date, or there is nothing to do)."""

    on: str
    reviewed: int = 0
    up: int = 0
    down: int = 0
    expired_lots: int = 0
    expired_points: int = 0
    expired_minor: int = 0
    earned_minor: int = 0
    vouchers: int = 0
    birthdays: int = 0
    held: str = ""
    stopped: bool = False


class Night:
    """The night's work in slices: each call of `slice` is one short write transaction.

    For who shares the write lane with the counter: one slice a job. `over` says that all is done;
    a night that is left in the middle is done again from where the journal says, nothing twice.
    """

    def __init__(
        self, s: Services, *, operator_id: str = "", by_owner: bool = False, page: int = work.PAGE
    ) -> None:
        """`page`: members or lots in one slice."""
        self._work = Work(s, operator_id, page)
        self._steps = _steps(self._work, by_owner)
        self.over = False

    def slice(self) -> tuple[str, int]:
        """The next transaction: the step's name and how many it handled. Writer thread."""
        for told in self._steps:
            return told
        self.over = True
        return "", 0

    def report(self) -> NightlyReport:
        """What was done so far."""
        one = self._work
        return NightlyReport(
            on=one.today,
            reviewed=one.reviewed,
            up=one.up,
            down=one.down,
            expired_lots=one.expired_lots,
            expired_points=one.expired_points,
            expired_minor=one.expired_minor,
            earned_minor=one.earned_minor,
            vouchers=one.vouchers,
            birthdays=one.birthdays,
            held=one.held,
            stopped=not self.over,
        )

    @property
    def changes(self) -> Changes:
        """Who has another tier now; the screens read the rest when they are looked at."""
        return Changes(members=frozenset(self._work.moved))


def due(s: Services) -> bool:
    """Whether this business date's night work has not been done yet. Reader thread."""
    with s.db.read() as tx:
        return not work.done(tx, s)


def run(
    s: Services,
    *,
    operator_id: str = "",
    by_owner: bool = False,
    stop: Callable[[], bool] | None = None,
    tell: Callable[[str, int], None] | None = None,
) -> Outcome[NightlyReport]:
    """All of it, for the business date of now; what was done already is not done again.

    `by_owner` sweeps although the clock was set forward in this run. `tell(step, count)`.
    """
    night = Night(s, operator_id=operator_id, by_owner=by_owner, page=work.LARGE)
    s.db.keep_pages(work.PAGES)
    try:
        while not (stop and stop()):
            step, count = night.slice()
            if night.over:
                break
            if tell:
                tell(step, count)
    finally:
        s.db.keep_pages()
    return Outcome(night.report(), night.changes)


def judge_now(s: Services, operator: Operator) -> Outcome[NightlyReport]:
    """Everyone judged by the rules as they were just saved, page by page, without waiting for the
    night: the owner changed them and wants to see who moves.

    Refused `permission.missing`. Nothing is swept and no benefits are given: that is the night's.
    """
    require(operator, Permission.PROGRAM_EDIT)
    of = Work(s, operator.operator_id)
    with s.db.write() as tx:
        of.today, steps = now_of(tx, s)[1], review.steps_of(tx)
    if steps is not None:
        for _ in review.review_all(of, steps):
            pass
    told = NightlyReport(on=of.today, reviewed=of.reviewed, up=of.up, down=of.down)
    return Outcome(told, Changes(members=frozenset(of.moved)))


def _steps(of: Work, by_owner: bool) -> Iterator[tuple[str, int]]:
    work.begin(of, by_owner=by_owner)
    yield "begin", 0
    if of.held:
        return
    for name, step in (
        ("since", work.since),
        ("sweep", sweep.sweep),
        ("review", review.review),
        ("benefits", presents.benefits),
        ("birthdays", presents.birthdays),
    ):
        for count in step(of):
            yield name, count
    work.end(of)
    yield "end", 0


def preview_tiers(s: Services, rules: tuple[TierRule, ...], *, most: int = 20) -> TierPreview:
    """Who would move by these rules: judged, nothing written. Reports' reader thread."""
    return preview.preview(s, rules, most)
