"""One night's work as it goes on: for which date, since when, and what was done so far.

A night is a row of short write transactions with a rest after each. What it did is told by its last
document (`expire` with a part `night`), so that nothing has to be remembered outside the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.document import Body, Kind
from app.domain.shop import business_date
from app.store import journal
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import nights
from app.store.loyalty.nights import Night, Place
from app.usecases import commit
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

PAGE = 1_000  # members or lots in one transaction: some ten milliseconds
LARGE = 8_000  # the same where nobody waits at a counter: pages of the file are written once
PAGES = 256  # MiB of the file in memory meanwhile: twice as quick with a million members
DOCUMENTS = 500  # documents read in one transaction

Rest = Iterator[int]  # a step's transactions, each with how many it handled


@dataclass(slots=True)
class Work:
    """The night's date and counts. `last` is the night before; `as_of` what this one has seen.

    `touched` are members named by documents since then, `terms` the nouns that changed.
    """

    s: Services
    operator_id: str
    page: int = PAGE
    today: str = ""
    last: Night | None = None
    as_of: Place = (0, 0)
    held: str = ""
    touched: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    reviewed: int = 0
    up: int = 0
    down: int = 0
    expired_lots: int = 0
    expired_points: int = 0
    expired_minor: int = 0
    earned_minor: int = 0
    vouchers: int = 0
    birthdays: int = 0

    @property
    def first(self) -> bool:
        """Whether there is no night before to go on from."""
        return self.last is None


def done(tx: Tx, s: Services) -> bool:
    """Whether this business date's work is done, or there is nothing to do in this shop."""
    if journal.head(tx) is None or not nights.anything(tx):
        return True
    last = nights.last(tx)
    return last is not None and last.on >= now_of(tx, s)[1]


def begin(work: Work, *, by_owner: bool) -> None:
    """Find out the date, the night before, and whether the clock can be trusted."""
    with work.s.db.write() as tx:
        head = journal.head(tx)
        work.today = now_of(tx, work.s)[1] if head else ""
        if head is None or done(tx, work.s):
            work.held = "done"
            return
        work.last, work.as_of = nights.last(tx), (head.epoch, head.seq)
        if not by_owner and _clock_was_set(tx, work):
            work.held = "clock"


def _clock_was_set(tx: Tx, work: Work) -> bool:
    """Whether the date is one that the clock was set forward to, not lived through.

    It was when a jump since the night before crossed a date and was not taken back, or when the
    wall clock is behind the effective time (which never goes back).
    """
    zone, cutoff = shops.day_rule(tx)
    now_ms = work.s.clock.now_ms()
    if business_date(now_ms, zone, cutoff) < work.today:
        return True
    jumps = nights.jumps(tx, work.last.as_of if work.last else (0, 0))
    pulse = tx.pulse
    if pulse.mono_ms >= 0:  # set since the last document: the next one will say so
        should = pulse.wall_ms + work.s.clock.monotonic_ms() - pulse.mono_ms
        if abs(now_ms - should) > commit.JUMP_MS:
            jumps.append((should, now_ms))
    elif (head := journal.head(tx)) and now_ms - head.dev_ms > commit.AWAY_MS:
        jumps.append((head.dev_ms, now_ms))
    if work.first:  # long ago is no reason: only a jump to this very date
        jumps = [one for one in jumps if business_date(one[1], zone, cutoff) >= work.today]
    crossed = any(
        business_date(before, zone, cutoff) < business_date(after, zone, cutoff)
        for before, after in jumps
    )
    return crossed and sum(after - before for before, after in jumps) > commit.JUMP_MS


def since(work: Work) -> Rest:
    """Read what happened since the night before: whom it concerns, which terms changed."""
    if work.last is None:
        return
    place = work.last.as_of
    while True:
        with work.s.db.write() as tx:
            found = nights.touched(tx, place, work.last.at, DOCUMENTS)
        place = found.place
        work.touched |= found.members
        work.terms |= found.terms
        yield len(found.members)
        if not found.more or place >= work.as_of:
            return


def end(work: Work) -> None:
    """Say that this date's work is done."""
    night: Body = {
        "on": work.today,
        "as_of": list(work.as_of),
        "reviewed": work.reviewed,
        "up": work.up,
        "down": work.down,
        "lots": work.expired_lots,
        "vouchers": work.vouchers,
        "birthdays": work.birthdays,
    }
    at_ms = work.s.clock.now_ms()
    body: Body = {"holders": 0, "at_ms": at_ms, "today": work.today, "night": night}
    with work.s.db.write() as tx:
        commit.seal(tx, work.s, Kind.EXPIRE, body, operator_id=work.operator_id)
