"""Ends a shift without a count, so that the next operator can begin (agreements 18)."""

from __future__ import annotations

from dataclasses import asdict, replace

from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import ShiftReport
from app.store import drafts
from app.usecases import commit
from app.usecases.outcome import Changes, Effect, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.sale import basket_codec
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.shift.report import report_of


def close(
    s: Services, operator: Operator, shift_id: str, *, keep_parked: bool = False
) -> Outcome[ShiftReport]:
    """The closed shift's report, its slip printed. A basket at the counter must be finished first.

    A manager may close another's shift, who went home without it.
    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `shift.basket_open`,
    `shift.parked` (n) until `keep_parked` says that parked baskets wait for the next shift.
    """
    require(operator, Permission.SHIFT)
    with s.db.write() as tx:
        report = report_of(tx, shift_id, s.clock.now_ms())
        if not operator.may(Permission.X_REPORT) or report.closed:
            require_open(tx, operator, shift_id)
        if any(_has_goods(one.data) for one in drafts.unfinished(tx)):
            raise Refused("shift.basket_open")
        if report.parked and not keep_parked:
            raise Refused("shift.parked", n=report.parked)
        doc = commit.seal(
            *(tx, s, Kind.SHIFT_CLOSE, _body(report)),
            operator_id=operator.operator_id,
            business_date=report.shift.business_date,
        )
        closed = replace(
            report,
            shift=replace(report.shift, closed_ms=report.at_ms),
            last_seq=doc.seq,
            head_hash=doc.hash.hex(),
            closed=True,
        )
        job_id = enqueue(tx, s, "shift_close", s.paper.x_report(closed))
    effects: tuple[Effect, ...] = (Print(job_id),) if job_id else ()
    return Outcome(closed, Changes(shift=True, prints=True), effects)


def _has_goods(data: str) -> bool:
    kept = basket_codec.read(data)
    return kept is not None and bool(kept[0].lines)


def _body(report: ShiftReport) -> Body:
    totals = asdict(report.totals)
    totals["by_tender"] = [list(one) for one in report.totals.by_tender]
    return {
        "shift_id": report.shift.shift_id,
        "at_ms": report.at_ms,
        "parked": report.parked,
        "totals": totals,
        "tax": [list(one) for one in report.tax],
        "first_seq": report.first_seq,
        "last_seq": report.last_seq,
        "head": report.head_hash,
    }
