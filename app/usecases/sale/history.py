"""Looks back: the sales of this till, newest first, and one of them with its paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import returns
from app.domain.errors import Refused
from app.domain.returns.how import ReturnReason
from app.domain.sale import Sale, read
from app.domain.shop import Shop
from app.store import members, sales, spool, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import refunds
from app.store.queries import attempts
from app.store.queries.attempts import AttemptRow
from app.store.spool import NEVER_SAYS, Job
from app.usecases.ports import Slip
from app.usecases.printing.receipts import receipt_of
from app.usecases.returns.reasons import as_said
from app.usecases.services import Services

LATEST = (1 << 62, 0)  # (epoch, counter) behind every sale


@dataclass(frozen=True, slots=True)
class PrintState:
    """A print job: `state` is queued, sending, confirmed, unsure or failed; `reason` has a word.

    `device` is the printer that had it in the end: `printer`, or one that stood in (`printer-2`).
    """

    job_id: str
    state: str
    copy_no: int
    reason: str = ""
    at_ms: int = 0
    device: str = ""

    @property
    def says_no_more(self) -> bool:
        """A queue or a one-way wire has it: such a printer never tells whether it printed."""
        return self.reason in NEVER_SAYS


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale in the list. `tenders` are the kinds it was paid with; `print_state` of its original,
    empty when it had none or the spool was swept. `returned_minor` is what came back so far;
    `voided` when it was undone as a whole."""

    sale_id: str
    receipt_no: str
    short_no: str
    at_ms: int
    business_date: str
    operator_name: str
    member_name: str
    pieces_milli: int
    due_minor: int
    paid_minor: int
    tenders: tuple[str, ...]
    print_state: str
    returned_minor: int = 0
    voided: bool = False


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A return of a sale: its number, what went back, and its slip's print job if there is one.

    `how` as `returns.How`; `why` in the words of then; `went` is (where, minor units), `exchange`
    for what paid for other goods.
    """

    refund_id: str
    refund_no: str
    at_ms: int
    operator_name: str
    total_minor: int
    paid_out_minor: int
    print_job: str = ""
    how: str = "return"
    why: ReturnReason | None = None
    went: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """One sale whole: its facts, the receipt as it would be laid out now, its print jobs, and its
    returns, the oldest first. `attempts` are its payments by code, and those of its returns."""

    sale: Sale
    operator_name: str
    member_name: str
    receipt: Slip
    jobs: tuple[PrintState, ...]
    seq: int
    hash_hex: str
    refunds: tuple[RefundRow, ...] = ()
    attempts: tuple[AttemptRow, ...] = ()


def recent(
    s: Services,
    *,
    text: str = "",
    limit: int = 50,
    after: str = "",
    business_date: str = "",
    shift_id: str = "",
) -> tuple[SaleRow, ...]:
    """Sales, newest first. Reader thread.

    `text`: a receipt number, an amount, or part of an item's name. `after`: the sale id of the last
    row seen, to go on from there.
    """
    with s.db.read() as tx:
        if text.strip():
            return rows_of(tx, sales.search(tx, text, limit=limit))
        seen = sales.row(tx, after) if after else None
        found = sales.recent(
            tx,
            before=(seen.epoch, seen.counter) if seen else LATEST,
            limit=limit,
            business_date=business_date,
            shift_id=shift_id,
        )
        return rows_of(tx, found)


def detail(s: Services, sale_id: str) -> SaleDetail:
    """One sale. Refused `sale.unknown`. Reader thread."""
    with s.db.read() as tx:
        doc = sales.document(tx, sale_id)
        if doc is None:
            raise Refused("sale.unknown")
        shop = shops.load(tx)
        receipt = receipt_of(tx, doc, shop)
        member = members.get(tx, doc.body["member_id"]) if doc.body["member_id"] else None
        jobs = spool.of_sale(tx, sale_id)
        returned = _refunds(tx, sale_id, shop)
        of = (sale_id, *(back.refund_id for back in returned))
        tried = tuple(row for one in of for row in attempts.of_sale(tx, one))
    return SaleDetail(
        sale=read(doc.body, operator_id=doc.operator_id, business_date=doc.business_date),
        operator_name=receipt.operator_name,
        member_name=member.name if member else "",
        receipt=s.paper.receipt(receipt),
        jobs=tuple(_state(job) for job in jobs),
        seq=doc.seq,
        hash_hex=doc.hash.hex(),
        refunds=returned,
        attempts=tried,
    )


def print_state(s: Services, job_id: str) -> PrintState | None:
    """How a print job stands now; None when there is no such job. Reader thread."""
    with s.db.read() as tx:
        job = spool.get(tx, job_id)
    return _state(job) if job else None


def rows_of(tx: Tx, found: Iterable[sales.SaleRow]) -> tuple[SaleRow, ...]:
    """The store's rows with names, tenders and paper looked up."""
    names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
    return tuple(_row(tx, one, names.get(one.operator_id, "")) for one in found)


def _row(tx: Tx, one: sales.SaleRow, operator_name: str) -> SaleRow:
    whole = sales.by_id(tx, one.sale_id)
    member = members.get(tx, one.member_id) if one.member_id else None
    jobs, returned = spool.of_sale(tx, one.sale_id), refunds.of_sale(tx, one.sale_id)
    return SaleRow(
        sale_id=one.sale_id,
        receipt_no=one.receipt_no,
        short_no=one.short_no,
        at_ms=one.at_ms,
        business_date=one.business_date,
        operator_name=operator_name,
        member_name=member.name if member else "",
        pieces_milli=one.pieces_milli,
        due_minor=one.due_minor,
        paid_minor=one.paid_minor,
        tenders=tuple(dict.fromkeys(t.kind for t in whole.tenders)) if whole else (),
        print_state=jobs[0].state if jobs else "",
        returned_minor=sum(back.total_minor for back in returned),
        voided=any(back.how == "void" for back in returned),
    )


def _refunds(tx: Tx, sale_id: str, shop: Shop) -> tuple[RefundRow, ...]:
    names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
    return tuple(
        RefundRow(
            *(one.refund_id, one.no, one.at_ms, names.get(one.operator_id, "")),
            *(one.total_minor, one.paid_out_minor, spool.first_of(tx, one.refund_id)),
            *_how(tx, one.refund_id, shop),
        )
        for one in refunds.of_sale(tx, sale_id)
    )


def _how(
    tx: Tx, refund_id: str, shop: Shop
) -> tuple[str, ReturnReason | None, tuple[tuple[str, int], ...]]:
    """How it came back, why, and where its money went."""
    doc = refunds.document(tx, refund_id)
    if doc is None:
        return "return", None, ()
    body = doc.body
    went = [(kind, minor) for kind, minor, _ in returns.went(body) if minor]
    if net := sum(minor for _, minor in body.get("net", ())):
        went.append(("exchange", net))
    why = as_said(shop, str(body["reason"]), str(body.get("why", body["reason"])))
    return str(body.get("how", "return")), why, tuple(went)


def _state(job: Job) -> PrintState:
    return PrintState(job.job_id, job.state, job.copy_no, job.reason, job.changed_ms, job.device)
