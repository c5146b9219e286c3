"""How attempts stand: those to be asked about (after a crash, too), a sale's, and a day's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.attempt import machine
from app.domain.attempt.states import Attempt, Phase
from app.domain.shop import business_date
from app.store import shop as shops
from app.store.queries import attempts
from app.store.queries.attempts import AttemptRow
from app.usecases.services import Services

LOOK_BACK_DAYS = 3  # an approved payment beside every sale: gateways reverse for so long

__all__ = ["AttemptRow", "Standing", "of_day", "of_sale", "one", "standing", "to_settle"]


@dataclass(frozen=True, slots=True)
class Standing:
    """For health and the top of the window: `open` are being asked about, `unsolved` want a
    person."""

    open: tuple[AttemptRow, ...] = ()
    unsolved: tuple[AttemptRow, ...] = ()


def to_settle(s: Services) -> tuple[Attempt, ...]:
    """All that must be asked about, as after a restart: the gateway is asked first. Those that were
    approved and pay for nothing (yet) are here too, as they are. Reader thread."""
    now_ms = s.clock.monotonic_ms()
    with s.db.read() as tx:
        today = business_date(s.clock.now_ms(), *shops.day_rule(tx))
        since = (date.fromisoformat(today) - timedelta(days=LOOK_BACK_DAYS)).isoformat()
        rows = (*attempts.unsettled(tx), *attempts.approved_unused(tx, since))
    return tuple(machine.found(attempt_of(row), now_ms) for row in rows)


def attempt_of(row: AttemptRow) -> Attempt:
    """An attempt as its row has it."""
    return Attempt(
        *(row.attempt_id, row.kind, row.amount_minor, row.currency),
        sale_id=row.sale_id,
        of=row.origin_id,
        whole_minor=row.whole_minor,
        phase=Phase(row.state),
        next=None,  # what was sent once is never sent again: it is asked about
        given_up=row.state in ("reversing", "giving_back"),
        approval_no=row.approval_no,
        got_minor=row.got_minor,
        got_currency=row.got_currency,
        why=row.why,
    )


def one(s: Services, attempt_id: str) -> Attempt | None:
    """One attempt as it was written down last. Reader thread."""
    with s.db.read() as tx:
        row = attempts.get(tx, attempt_id)
    return attempt_of(row) if row else None


def standing(s: Services) -> Standing:
    """What is not over. Reader thread."""
    with s.db.read() as tx:
        return Standing(attempts.unsettled(tx), attempts.unsolved(tx))


def of_sale(s: Services, sale_id: str) -> tuple[AttemptRow, ...]:
    """A sale's attempts, or a return's refunds. Reader thread."""
    with s.db.read() as tx:
        return attempts.of_sale(tx, sale_id)


def of_day(s: Services, bd: str) -> tuple[AttemptRow, ...]:
    """A business date's. Report thread."""
    with s.db.report() as tx:
        return attempts.of_day(tx, bd)
