"""Counts a shift's drawer blind: what was counted stands in the journal before anybody is told.

A recount is another document: the old one stays with what it differed by (R41).
"""

from __future__ import annotations

from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.insight.difference import Candidate, find
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import CASH, Counted, CountResult, Shift, ShiftTotals, TenderGap
from app.domain.shift.terms import terms_of
from app.domain.tendering import KINDS
from app.store import journal, shifts
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.shift_facts import facts_of
from app.usecases import commit
from app.usecases.keeping.room import make_room
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.shift.open import require_open

MOST = 99_999  # pieces of one kind: more is a slip of the hand
COUNTABLE = tuple(one.code for one in KINDS if one.by_hand)  # beside cash: what leaves slips


def count(s: Services, operator: Operator, shift_id: str, counted: Counted) -> Outcome[CountResult]:
    """Journal the count, then say what it differs by, and why that may be.

    Refused: `permission.missing`, `shift.not_open`, `shift.of_another` (without the right to an X),
    `count.number` (a number of pieces, or a sum, that cannot be), `count.tender`.
    """
    require(operator, Permission.SHIFT)
    check_counted(counted)
    make_room(s)
    with s.db.write() as tx:
        shift = closable(tx, operator, shift_id)
        doc = seal_count(tx, s, operator, shift, counted)
        times = len(shifts.counts(tx, shift_id))
    return Outcome(told(s, operator, shift_id, doc, counted, times=times), Changes(shift=True))


def last_count(s: Services, operator: Operator, shift_id: str) -> CountResult | None:
    """The newest count that still holds: nothing was sold or moved since. Report thread."""
    with s.db.report() as tx:
        doc = valid_count(tx, shift_id)
        times = len(shifts.counts(tx, shift_id))
    return told(s, operator, shift_id, doc, counted_in(doc), times=times) if doc else None


def told(
    s: Services,
    operator: Operator,
    shift_id: str,
    doc: Document,
    counted: Counted,
    *,
    times: int,
) -> CountResult:
    """What this person may know of a count: all of it, or whether it agrees."""
    gaps = gaps_in(doc)
    with s.db.read() as tx:
        limit = terms_of(shops.load(tx)).limit_minor
    seen = operator.may(Permission.X_REPORT)
    return CountResult(
        shift_id,
        (doc.epoch, doc.seq),
        doc.body["at_ms"],
        counted,
        agrees=not any(one.difference_minor for one in gaps),
        over_limit=worst(gaps) > limit,
        counts=times,
        seen=seen,
        gaps=gaps if seen else (),
        candidates=_candidates(s, shift_id, counted, gaps) if seen else (),
    )


def closable(tx: Tx, operator: Operator, shift_id: str) -> Shift:
    """The open shift, one's own, or another's with the right to an X: who went home without closing
    must not keep the shop from selling. Refused as `require_open`, `shift.unknown`."""
    shift = shifts.get(tx, shift_id)
    if shift is None:
        raise Refused("shift.unknown")
    if not operator.may(Permission.X_REPORT) or shift.closed_ms:
        require_open(tx, operator, shift_id)
    return shift


def seal_count(tx: Tx, s: Services, operator: Operator, shift: Shift, counted: Counted) -> Document:
    """The count's document, with what should have been there at this moment."""
    expected = expected_by(shifts.totals(tx, shift.shift_id))
    cash = counted.cash_minor
    return commit.seal(
        *(tx, s, Kind.SHIFT_COUNT),
        {
            "shift_id": shift.shift_id,
            "at_ms": s.clock.now_ms(),
            "denominations": [list(one) for one in counted.denominations],
            "counted": cash,
            "expected": expected[CASH],
            "difference": cash - expected[CASH],
            "tenders": [[kind, n, expected.get(kind, 0)] for kind, n in counted.tenders],
        },
        operator_id=operator.operator_id,
        business_date=shift.business_date,
    )


def valid_count(tx: Tx, shift_id: str) -> Document | None:
    """The document of the newest count, if documents still expect what it was held against."""
    made = shifts.counts(tx, shift_id)
    doc = journal.document(tx, made[-1].epoch, made[-1].seq) if made else None
    if doc is None:
        return None
    expected = expected_by(shifts.totals(tx, shift_id))
    stood = {CASH: doc.body["expected"]} | {kind: due for kind, _, due in doc.body["tenders"]}
    same = all(expected.get(kind, 0) == due for kind, due in stood.items())
    return doc if same else None


def expected_by(totals: ShiftTotals) -> dict[str, int]:
    """What there should be of each tender that can be counted; cash is always among them."""
    found = {kind: minor for kind, _, minor in totals.by_tender if kind in COUNTABLE}
    return found | {CASH: totals.cash_expected_minor}


def gaps_in(doc: Document) -> tuple[TenderGap, ...]:
    """What a count's document says, cash first."""
    body = doc.body
    others = (TenderGap(kind, due, n) for kind, n, due in body["tenders"])
    return (TenderGap(CASH, body["expected"], body["counted"]), *others)


def counted_in(doc: Document) -> Counted:
    """What was counted, as its document has it."""
    body = doc.body
    return Counted(
        tuple((value, n) for value, n in body["denominations"]),
        tuple((kind, n) for kind, n, _ in body["tenders"]),
    )


def worst(gaps: tuple[TenderGap, ...]) -> int:
    """The largest difference of any tender, whichever way."""
    return max((abs(one.difference_minor) for one in gaps), default=0)


def _candidates(
    s: Services, shift_id: str, counted: Counted, gaps: tuple[TenderGap, ...]
) -> tuple[Candidate, ...]:
    if not worst(gaps):
        return ()
    with s.db.read() as tx:
        shop = shops.load(tx)
        rounding = shifts.totals(tx, shift_id).rounding_minor
        notes = shop.currency.notes_minor
        facts = facts_of(tx, shift_id, counted, gaps, notes=notes, rounding_minor=rounding)
    return find(facts)


def check_counted(counted: Counted) -> None:
    """Refused `count.number`, `count.tender` for what nobody can have counted."""
    values = [value for value, _ in counted.denominations]
    if len(values) != len(set(values)):
        raise Refused("count.number")
    for value, n in counted.denominations:
        if value <= 0 or not 0 <= n <= MOST:
            raise Refused("count.number")
    kinds = [kind for kind, _ in counted.tenders]
    for kind in kinds:
        if kind not in COUNTABLE:
            raise Refused("count.tender", tender=kind[:20])
    sums = (counted.cash_minor, *(minor for _, minor in counted.tenders))
    # a tender named twice would be posted twice; a sum beyond all money is no sum
    if len(kinds) != len(set(kinds)) or not all(0 <= minor <= MAX_MINOR for minor in sums):
        raise Refused("count.number")
