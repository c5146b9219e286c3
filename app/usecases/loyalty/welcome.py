"""What a new member is given at once: the vouchers of the occasion, and growth to begin with."""

from __future__ import annotations

from app.domain.document import Body, Kind
from app.domain.loyalty import counts
from app.domain.loyalty.counts import Count
from app.store.engine import Tx
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.vouchers import issue_by_rule
from app.usecases.services import Services

ENROL = "enrol"


def welcome(tx: Tx, s: Services, member_id: str, *, operator_id: str) -> int:
    """In the transaction of the enrolment; how many vouchers were given."""
    growth = programs.load(tx).growth.on_enrol
    if growth:
        on = day_of(tx, s).today
        body: Body = {
            "member_id": member_id,
            "kind": "growth",
            "n": growth,
            "reason": ENROL,
            "approval": "",
            "at_ms": s.clock.now_ms(),
            "counts": counts.body((Count(member_id, on, growth=growth),)),
        }
        commit.seal(tx, s, Kind.ADJUST, body, operator_id=operator_id)
    return len(issue_by_rule(tx, s, member_id, ENROL, operator_id=operator_id))
