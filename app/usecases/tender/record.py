"""Writes down what is known of an attempt now, and opens a case where the owner must look.

An attempt that has come to its end stays there: the same success said twice is one success. An end
that a person gave by hand yields to its gateway's own word, which may have been on its way.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.attempt.machine import BY_HAND
from app.domain.attempt.states import ENDS, Attempt, Phase
from app.domain.document import Body, Kind
from app.store.engine import Tx
from app.store.queries import attempts
from app.store.queries.attempts import AttemptRow
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.tender.standing import attempt_of

KEPT = frozenset({*ENDS, Phase.REVERSING, Phase.GIVING_BACK})
RESTORED = "restored"  # why a person must look, and the case's name
GONE = "gone"  # paid for by a person's word, and its gateway says no
_FIXED = frozenset(one.value for one in ENDS - {Phase.APPROVED})


def to_keep(before: Attempt, after: Attempt) -> bool:
    """Whether this step must be written down before anything follows from it."""
    return after.phase is not before.phase and after.phase in KEPT


def record(
    s: Services, attempt: Attempt, *, case: str = "", operator_id: str = ""
) -> Outcome[bool]:
    """True when it was news. `case`: late, owed, amount, used_id; `gone` comes from here."""
    with s.db.write() as tx:
        row = attempts.get(tx, attempt.attempt_id)
        if row is None or _stays(row, attempt.phase):
            return Outcome(False)
        if row.booked_id:  # a person said that it is there, and it is not: the sale stands
            attempt, case = replace(attempt, phase=Phase.WRONG), case or GONE
        keep(tx, s, attempt, row, case=case, operator_id=operator_id)
    return Outcome(True, Changes(cases=bool(case)))


def _stays(row: AttemptRow, phase: Phase) -> bool:
    if row.state == phase.value:
        return True
    if row.booked_id and phase in (Phase.REVERSING, Phase.GIVING_BACK):
        return True  # it pays for a sale; what goes back of that is a return
    told = row.why != BY_HAND or phase is Phase.REVERSING  # giving up is no gateway's word
    return row.state in _FIXED and told


def keep(
    tx: Tx,
    s: Services,
    attempt: Attempt,
    row: AttemptRow,
    *,
    case: str,
    operator_id: str,
    word: Body | None = None,
) -> None:
    """The document of what is known, and the case. `word`: a person's, in place of a gateway's."""
    body = _body(attempt, s.clock.now_ms()) | (word or {})
    doc = commit.seal(tx, s, Kind.PAY_RESULT, body, operator_id=operator_id)
    if case:
        open_case(tx, s, attempt, row, case, (doc.epoch, doc.seq))


def leave_to_owner(tx: Tx, s: Services, operator_id: str) -> int:
    """After a restore that lacks documents: what was being taken then may have paid for a sale that
    is gone with them. Nothing of it is sent back by itself; each is a case. How many.

    What was given up goes back as before, and refunds go on under their own numbers.
    """
    rows = (*attempts.unsettled(tx), *attempts.approved_unused(tx, ""))
    rows = tuple(one for one in rows if one.state in ("written", "approved"))
    for row in rows:
        attempt = replace(attempt_of(row), phase=Phase.WRONG, why=RESTORED)
        keep(tx, s, attempt, row, case=RESTORED, operator_id=operator_id)
    return len(rows)


def _body(attempt: Attempt, now_ms: int) -> Body:
    return {
        "attempt_id": attempt.attempt_id,
        "state": attempt.phase.value,
        "got": attempt.got_minor,
        "got_cur": attempt.got_currency,
        "no": attempt.approval_no,
        "why": attempt.why,
        "at_ms": now_ms,
    }


def open_case(
    tx: Tx, s: Services, attempt: Attempt, row: AttemptRow, case: str, *at: tuple[int, int]
) -> None:
    """What a person must look at: a case, with the attempt and `at` as its evidence."""
    body: Body = {
        "case_id": f"pay.{attempt.attempt_id}.{case}",
        "rule": f"pay.{case}",
        "subject": f"operator:{row.operator_id}",
        "bd": row.bd,
        "at_ms": s.clock.now_ms(),
        "level": "high",
        "data": {
            "who": row.operator_id,
            "amount": attempt.amount_minor,
            "rows": [[row.epoch, row.seq], *map(list, at)],
            "facts": {
                "kind": attempt.kind,
                "got_minor": attempt.got_minor,
                "got": attempt.got_currency,
                "no": attempt.approval_no,
                "attempt": attempt.attempt_id,
                "refund": bool(attempt.of),
                "known": False,  # nothing of this is usual
            },
        },
    }
    commit.seal(*(tx, s, Kind.CASE_OPEN, body), operator_id=row.operator_id)
