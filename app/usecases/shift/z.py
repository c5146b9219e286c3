"""The Z: closes the till's day over everything since the last one; numbered, sealed, signed.

It covers every document behind the last Z, whatever shift it is of: what arrives later belongs to
the next one, and no closed Z ever changes.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import Shift, ZReport, ZTotals
from app.domain.shift import z_document as documents
from app.domain.shop import Shop, business_date
from app.store import drafts, journal, shifts, spool, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries import z_rows
from app.store.queries.z_liabilities import liabilities
from app.usecases import commit
from app.usecases.device.spool import Z_SLIP
from app.usecases.keeping.room import make_room
from app.usecases.outcome import Changes, Effect, Outcome, Print
from app.usecases.printing.enqueue import enqueue, has_printer, require_printer
from app.usecases.report.names import stated
from app.usecases.report.on_paper import day_text
from app.usecases.services import Services
from app.usecases.shift.close import Closing, close_in

EMPTY_AFTER_MS = 4 * 3_600_000  # so long after a Z a day without a sale may have one of its own


def z_preview(s: Services) -> ZReport:
    """What a Z would say now; an open shift's sums are in it. Report thread."""
    with s.db.report() as tx:
        return _look(tx, s, z_rows.since(tx), operator_name="")


def z_close(
    s: Services,
    operator: Operator,
    *,
    keep_parked: bool = False,
    closing: Closing | None = None,
) -> Outcome[ZReport]:
    """The sealed Z, its slip printed. `closing` closes the open shift first, in the same
    transaction.

    Refused: `permission.missing`, `z.shift_open` (operator) without `closing`, `z.parked` (n) until
    `keep_parked`, `z.nothing_new` (number) when nothing happened since the last Z of this day; and
    as `close`. A day without a sale may be closed, once.
    """
    require(operator, Permission.Z_CLOSE)
    make_room(s)
    with s.db.write() as tx:
        commit.note_jump(tx, s)  # its document belongs to this Z, not between it and the next
        jobs = _close_shift(tx, s, operator, closing)
        waiting = len(drafts.parked(tx))
        if waiting and not keep_parked:
            raise Refused("z.parked", n=waiting)
        from_ = z_rows.since(tx)
        report = replace(_look(tx, s, from_, operator_name=operator.name), parked=waiting)
        if not _is_new(report.totals) and _is_closed(from_, report):
            raise Refused("z.nothing_new", number=from_.z_no - 1)
        made = _seal(tx, s, operator, report, from_)
        told = day_text(tx, s, made.business_date) if has_printer(s) else ""
        slip = s.paper.z_report(replace(made, day_text=told))
        jobs.append(enqueue(tx, s, Z_SLIP, slip))
    effects: tuple[Effect, ...] = tuple(Print(one) for one in jobs if one)
    return Outcome(made, Changes(shift=True, prints=True), effects)


def z_reports(s: Services, limit: int = 30) -> tuple[ZReport, ...]:
    """This till's Zs, newest first, as their documents say them. Report thread."""
    with s.db.report() as tx:
        return tuple(documents.read(doc) for doc in z_rows.listed(tx, limit))


def z_of(s: Services, epoch: int, z_no: int) -> ZReport:
    """One Z. Report thread. Refused `z.unknown`."""
    with s.db.report() as tx:
        return documents.read(_document(tx, epoch, z_no))


def print_z(s: Services, operator: Operator, epoch: int, z_no: int) -> Outcome[str]:
    """A copy of a Z, marked and counted; the copy is a document (reprint).

    Refused: `permission.missing`, `printer.not_set`, `z.unknown`.
    """
    require(operator, Permission.Z_CLOSE)
    require_printer(s)
    with s.db.write() as tx:
        report = documents.read(_document(tx, epoch, z_no))
        paper_id = f"z-{epoch}-{z_no}"
        copies = max((job.copy_no for job in spool.of_sale(tx, paper_id)), default=0) + 1
        shift = shifts.current(tx)
        commit.seal(
            *(tx, s, Kind.REPRINT),
            {
                "sale_id": paper_id,
                "no": report.number,
                "copy_no": copies,
                "shift_id": shift.shift_id if shift else "",
            },
            operator_id=operator.operator_id,
        )
        told = day_text(tx, s, report.business_date)
        copy = replace(report, copy_no=copies, copied_by=operator.name, day_text=told)
        slip = s.paper.z_report(copy)
        job_id = enqueue(tx, s, Z_SLIP, slip, sale_id=paper_id, copy_no=copies)
    return Outcome(job_id, Changes(shift=True, prints=True), (Print(job_id),))


def _document(tx: Tx, epoch: int, z_no: int) -> Document:
    doc = z_rows.get(tx, epoch, z_no)
    if doc is None:
        raise Refused("z.unknown")
    return doc


def _close_shift(tx: Tx, s: Services, operator: Operator, closing: Closing | None) -> list[str]:
    """The open shift closed first, if there is one; its print job."""
    shift = shifts.current(tx)
    if shift is None:
        return []
    if closing is None:
        raise Refused("z.shift_open", operator=_name(tx, shift))
    return [close_in(tx, s, operator, str(shift.shift_id), closing)[1]]


def _name(tx: Tx, shift: Shift) -> str:
    person = staff.get(tx, shift.operator_id)
    return person.name if person else "?"


def _look(tx: Tx, s: Services, from_: z_rows.Since, *, operator_name: str) -> ZReport:
    """The day as it stands; number and place are those that a Z would have now."""
    shop, head = shops.load(tx), journal.head(tx)
    if head is None:
        raise Refused("shop.missing")
    totals, now_ms = z_rows.totals(tx, from_), s.clock.now_ms()
    first = next((span[1] for span in from_.spans if span[0] == head.epoch), head.seq + 1)
    grand = from_.grand_minor + totals.shift.sales_minor - totals.returns_minor
    day = z_rows.newest_day(tx) or _today(shop, now_ms)
    return ZReport(
        shop_name=shop.shop_name,
        till_no=shop.till_no,
        tid=shop.tid,
        epoch=head.epoch,
        z_no=from_.z_no,
        business_date=day,
        at_ms=now_ms,
        operator_name=operator_name,
        zone=shop.zone,
        currency=shop.currency_code,
        first_seq=first,
        last_seq=head.seq,
        totals=totals,
        before_minor=from_.grand_minor,
        grand_minor=grand,
        parked=len(drafts.parked(tx)),
    )


def _today(shop: Shop, now_ms: int) -> str:
    return business_date(now_ms, shop.zone, shop.cutoff_hour)


def _is_closed(from_: z_rows.Since, report: ZReport) -> bool:
    """Whether the last Z has this day already, or was made just now: a second press, or a Z of
    yesterday made this morning, closes no empty day."""
    if not from_.business_date:
        return False
    soon = report.at_ms - from_.at_ms < EMPTY_AFTER_MS
    return soon or from_.business_date >= report.business_date


def _is_new(totals: ZTotals) -> bool:
    """Whether anything happened that a day is closed for."""
    sums = totals.shift
    return bool(
        totals.shifts
        or totals.returns
        or sums.sales
        or sums.by_tender
        or sums.cash_in_minor
        or sums.cash_out_minor
    )


def _seal(tx: Tx, s: Services, operator: Operator, report: ZReport, from_: z_rows.Since) -> ZReport:
    head = journal.head(tx)
    report = replace(report, liabilities=liabilities(tx, report.currency))
    doc = commit.seal(
        *(tx, s, Kind.Z_CLOSE),
        documents.body_of(
            report,
            head=head.hash.hex() if head else "",
            spans=from_.spans,
            names=stated(tx, shops.load(tx), z_rows.open_dates(tx)),
        ),
        operator_id=operator.operator_id,
        business_date=report.business_date,
    )
    return documents.read(doc)
