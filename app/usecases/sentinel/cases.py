"""Cases: what was found, which rows of the journal speak for it, and what it turned out to be.

Nobody dismisses a case about themselves; a confirmed one stays what it was found as. Both are
documents with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.codes.cards import without_card
from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.insight.sentinel import At
from app.domain.permissions import Operator, Permission, require
from app.store import journal, members, sales, staff
from app.store.engine import Tx
from app.store.queries import attempts
from app.store.queries import sentinel as rows
from app.store.queries.sentinel import CaseRow
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.tender.standing import attempt_of

OPEN, CONFIRMED, DISMISSED = STATES = ("open", "confirmed", "dismissed")
_AMOUNTS = ("due", "total", "amount", "refund")  # what a document came to, by whichever it has


@dataclass(frozen=True, slots=True)
class Case:
    """A case. `who` is the operator it happened under; the names are those of now, and empty where
    nobody is meant or the person was forgotten. `closed_by` is a name."""

    case_id: str
    rule: str
    subject: str
    bd: str
    at_ms: int
    level: str
    state: str
    amount_minor: int
    rows: tuple[At, ...]
    facts: Mapping[str, Any]
    who: str = ""
    who_name: str = ""
    member_id: str = ""
    member_name: str = ""
    closed_by: str = ""
    closed_ms: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the journal that a case names. `kind` is the document's (a return's is `refund.`
    and how); `sale_id` the sale that it is, or is about, empty for none."""

    at: At
    at_ms: int
    kind: str
    who_name: str
    no: str
    amount_minor: int
    reason: str
    sale_id: str


def cases(s: Services, state: str = OPEN, *, limit: int = 200) -> tuple[Case, ...]:
    """Cases of a state: open ones by gravity, then the newest first. Reader thread."""
    with s.db.read() as tx:
        people = _people(tx)
        return tuple(_case(tx, row, people) for row in rows.listed(tx, state, limit))


def counts(s: Services) -> dict[str, int]:
    """How many cases there are by state, and `open_high`. Reader thread."""
    with s.db.read() as tx:
        found = rows.counts(tx)
    summed = {state: sum(n for (one, _), n in found.items() if one == state) for state in STATES}
    return {**summed, "open_high": found.get((OPEN, "high"), 0)}


def evidence(s: Services, case_id: str) -> tuple[Evidence, ...]:
    """The rows that speak for a case, oldest first. Reader thread. Refused `case.unknown`."""
    with s.db.read() as tx:
        people, row = _people(tx), _required(tx, case_id)
        docs = [journal.document(tx, epoch, seq) for epoch, seq in row.data["rows"]]
        return tuple(_evidence(tx, doc, people) for doc in docs if doc is not None)


def close(s: Services, operator: Operator, case_id: str, state: str, reason: str) -> Outcome[Case]:
    """Say what it was: `dismissed` (an honest reason) or `confirmed`. Writer thread.

    Refused: `permission.missing`, `case.unknown`, `case.closed` (name), `reason.missing`,
    `case.own` (one's own is for somebody else to dismiss), `pay.settle_first` (a payment without
    an answer is settled: usecases/tender/stuck.py closes its case).
    """
    require(operator, Permission.CASES)
    if state not in (CONFIRMED, DISMISSED):
        raise ValueError(state)
    why = without_card(reason).strip()[:200]
    if not why:
        raise Refused("reason.missing")
    with s.db.write() as tx:
        row, people = _required(tx, case_id), _people(tx)
        if row.state != OPEN:
            raise Refused("case.closed", name=people.get(row.closed_by, "?"))
        if state == DISMISSED and str(operator.operator_id) in _concerned(row):
            raise Refused("case.own")
        if _waits_for_a_word(tx, row):
            raise Refused("pay.settle_first")
        body = {"case_id": case_id, "state": state, "reason": why, "at_ms": s.clock.now_ms()}
        commit.seal(tx, s, Kind.CASE_CLOSE, body, operator_id=str(operator.operator_id))
        after = _case(tx, _required(tx, case_id), people)
    return Outcome(after, Changes(cases=True))


def _waits_for_a_word(tx: Tx, row: CaseRow) -> bool:
    """Whether the case is of a payment that nobody has said anything about yet."""
    if not row.rule.startswith("pay.stuck"):
        return False
    attempt = attempts.get(tx, row.data["facts"]["attempt"])
    return attempt is not None and not attempt_of(attempt).over


def _concerned(row: CaseRow) -> set[str]:
    """The operators that a case is about."""
    sort, _, subject = row.subject.partition(":")
    return {row.data.get("who", ""), subject if sort == "operator" else ""} - {""}


def _required(tx: Tx, case_id: str) -> CaseRow:
    row = rows.get(tx, case_id)
    if row is None:
        raise Refused("case.unknown")
    return row


def _people(tx: Tx) -> dict[str, str]:
    return {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}


def _case(tx: Tx, row: CaseRow, people: Mapping[str, str]) -> Case:
    sort, _, subject = row.subject.partition(":")
    member = members.get(tx, subject) if sort == "member" and subject else None
    who = row.data.get("who", "")
    return Case(
        *(row.case_id, row.rule, row.subject, row.bd, row.at_ms, row.level, row.state),
        amount_minor=row.data.get("amount", 0),
        rows=tuple((epoch, seq) for epoch, seq in row.data.get("rows", ())),
        facts=row.data.get("facts", {}),
        who=who,
        who_name=people.get(who, ""),
        member_id=subject if sort == "member" else "",
        member_name=member.name if member else "",
        closed_by=people.get(row.closed_by, ""),
        closed_ms=row.closed_ms,
        why=row.why,
    )


def _evidence(tx: Tx, doc: Document, people: Mapping[str, str]) -> Evidence:
    body = doc.body
    sale_id = body.get("sale_id", "")
    known = sales.row(tx, sale_id) if sale_id else None
    kind = doc.kind.value
    if doc.kind is Kind.REFUND:
        kind = f"refund.{body.get('how', 'return')}"
    return Evidence(
        at=(doc.epoch, doc.seq),
        at_ms=body.get("at_ms", doc.dev_ms),
        kind=kind,
        who_name=people.get(doc.operator_id, ""),
        no=body.get("no", "") or (known.receipt_no if known else ""),
        amount_minor=next((body[one] for one in _AMOUNTS if isinstance(body.get(one), int)), 0),
        reason=str(body.get("reason", "")),
        sale_id=sale_id if known else "",
    )
