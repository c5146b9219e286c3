"""The shift so far, on screen and on paper, as often as one likes."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import CASH, Shift, ShiftReport, TenderGap
from app.store import drafts, journal, staff
from app.store import shifts as rows
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.services import Services


def x_report(s: Services, shift_id: str) -> ShiftReport:
    """What the shift's documents add up to now. Report thread. Refused `shift.unknown`."""
    with s.db.report() as tx:
        return report_of(tx, shift_id, s.clock.now_ms())


def print_x(s: Services, operator: Operator, shift_id: str) -> Outcome[str]:
    """The print job of the X: of one's own shift, or of another's with the right to it.

    Without that right the paper is blind: whoever is to count must not read what there should be.

    Refused `permission.missing`, `printer.not_set`, `shift.unknown`.
    """
    require_printer(s)
    with s.db.write() as tx:
        report = report_of(tx, shift_id, s.clock.now_ms())
        if report.shift.operator_id != operator.operator_id:
            require(operator, Permission.X_REPORT)
        report = replace(report, blind=not operator.may(Permission.X_REPORT))
        job_id = enqueue(tx, s, "x_report", s.paper.x_report(report))
    return Outcome(job_id, Changes(prints=True), (Print(job_id),))


def shifts(s: Services, limit: int = 30) -> tuple[Shift, ...]:
    """This till's shifts, newest first. Report thread."""
    with s.db.report() as tx:
        return rows.listed(tx, limit)


def report_of(tx: Tx, shift_id: str, now_ms: int) -> ShiftReport:
    """The report at this moment; Refused `shift.unknown`. A closed one is as it was closed."""
    shift = rows.get(tx, shift_id)
    if shift is None:
        raise Refused("shift.unknown")
    shop, head = shops.load(tx), journal.head(tx)
    person = staff.get(tx, shift.operator_id)
    first, last = rows.span(tx, shift_id)
    counted, due, was_counted = rows.drawer(tx, shift_id)
    return ShiftReport(
        shop_name=shop.shop_name,
        till_no=shop.till_no,
        operator_name=person.name if person else "?",
        shift=shift,
        totals=rows.totals(tx, shift_id),
        at_ms=shift.closed_ms or now_ms,
        zone=shop.zone,
        currency=shop.currency_code,
        first_seq=first,
        last_seq=last,
        head_hash=head.hash.hex() if head else "",
        closed=bool(shift.closed_ms),
        parked=len(drafts.parked(tx)),
        recounts=max(0, len(rows.counts(tx, shift_id)) - 1),
        tax=rows.tax(tx, shift_id),
        gaps=(TenderGap(CASH, due, counted),) if was_counted else (),
    )
