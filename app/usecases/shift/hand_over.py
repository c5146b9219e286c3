"""Hands the till from one operator to the next in one gesture: the shift that was counted is
closed, and the next one begins with what was counted. All of it, or nothing."""

from __future__ import annotations

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.shift import Counted, Shift
from app.store import shifts, staff
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.keeping.room import make_room
from app.usecases.outcome import Changes, Effect, Outcome, Print
from app.usecases.services import Services
from app.usecases.shift.close import Closing, close_in, content_minor
from app.usecases.shift.count import check_counted, closable, seal_count
from app.usecases.shift.open import open_in


def hand_over(
    s: Services,
    operator: Operator,
    shift_id: str,
    to_operator_id: str,
    counted: Counted | None = None,
    *,
    keep_parked: bool = False,
    approval: Approval | None = None,
    reason: str = "",
) -> Outcome[Shift]:
    """The next operator's shift, opened with what was counted. `counted` counts now; without it the
    last count stands.

    Refused as `count` and `close`, and `hand_over.self`, `hand_over.cannot` (name),
    `operator.unknown`, `shift.not_counted`: a drawer that nobody counted is nobody's float.
    """
    require(operator, Permission.SHIFT)
    if counted is not None:
        check_counted(counted)
    make_room(s)
    with s.db.write() as tx:
        shift = closable(tx, operator, shift_id)
        taker = _taker(tx, shift, to_operator_id)
        if counted is not None:
            seal_count(tx, s, operator, shift, counted)
        elif not shifts.counts(tx, shift_id):
            raise Refused("shift.not_counted")
        closed, job_id = close_in(
            *(tx, s, operator, shift_id),
            Closing(keep_parked, approval, reason, handed_over=True),
        )
        content, next_id = content_minor(closed), s.clock.new_id()
        commit.seal(
            *(tx, s, Kind.SHIFT_HAND_OVER),
            {
                "shift_id": shift_id,
                "to": taker.operator_id,
                "next_shift_id": next_id,
                "counted": content,
                "at_ms": s.clock.now_ms(),
            },
            operator_id=operator.operator_id,
            business_date=shift.business_date,
        )
        opened = open_in(tx, s, taker, content, next_id)
    effects: tuple[Effect, ...] = (Print(job_id),) if job_id else ()
    return Outcome(opened, Changes(shift=True, prints=True), effects)


def takers(s: Services, shift: Shift) -> tuple[Operator, ...]:
    """Who could go on with the drawer: active, may sell, and not the one who has it. Reader."""
    with s.db.read() as tx:
        people = staff.people(tx)
    return tuple(
        one
        for one in people
        if one.operator_id != shift.operator_id
        and one.may(Permission.SHIFT)
        and one.may(Permission.SELL)
    )


def _taker(tx: Tx, shift: Shift, operator_id: str) -> Operator:
    person = staff.get(tx, operator_id)
    if person is None:
        raise Refused("operator.unknown")
    if person.operator_id == shift.operator_id:
        raise Refused("hand_over.self", name=person.name)
    if not person.may(Permission.SHIFT) or not person.may(Permission.SELL):
        raise Refused("hand_over.cannot", name=person.name)
    return person
