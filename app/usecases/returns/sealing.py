"""Writes a return: its number, the sealed document, its slip. Every way back ends here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import posting, returns
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator
from app.domain.returns import Heading
from app.domain.returns.how import ReturnReason
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.store import journal, spool
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import refunds
from app.usecases import commit
from app.usecases.loyalty.purse import read_in
from app.usecases.outcome import Effect, KickDrawer, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.printing.refund_slip import refund_slip
from app.usecases.returns.reasons import the_reason
from app.usecases.sale.returning import BackTo, Returned, Returning, Worked, open_lines, sale_of
from app.usecases.services import Services
from app.usecases.tender.begin import begin_refunds_of


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a return left behind."""

    number: str
    purse: Purse | None
    job_id: str


def reason_in(tx: Tx, said: str, *, voids: bool = False) -> ReturnReason:
    """Why, by its key. Refused `reason.missing`, `reason.unknown`, `code.payment_card`."""
    return the_reason(shops.load(tx), without_card(said), voids=voids)


def next_number(tx: Tx, shop: Shop) -> str:
    """Returns count apart from receipts, gap-free per till: `01-03-1-R000012`."""
    head = journal.head(tx)
    if head is None:
        raise Refused("shop.missing")
    return f"{shop.tid}-{head.epoch}-R{refunds.next_no(tx):06d}"


def seal(  # noqa: PLR0913 - who, where, what
    tx: Tx, s: Services, operator: Operator, shift: Shift, work: Worked, *, heading: Heading
) -> Sealed:
    """Write the return of a sale's goods; `heading.number` is filled in."""
    shop = shops.load(tx)
    heading = replace(heading, number=next_number(tx, shop))
    sale = work.sale
    body = returns.body(sale, work.back, work.claw, work.moves, heading)
    commit.seal(
        *(tx, s, Kind.REFUND),
        body,
        operator_id=operator.operator_id,
        postings=posting.of_refund(
            *(sale, work.back, work.moves),
            unit=shop.currency_code,
            tid=shop.tid,
            deduct_minor=work.claw.deduct_minor,
            netted=heading.net,
        ),
        business_date=shift.business_date,
    )
    by = (str(operator.operator_id), heading.shift_id, shift.business_date)
    begin_refunds_of(tx, s, body, by)
    purse = read_in(tx, s, sale.member_id) if sale.member_id else None
    slip = refund_slip(tx, work.shown, heading, shop, operator.name, purse=purse)
    job_id = enqueue(tx, s, "refund", s.paper.refund(slip), sale_id=heading.refund_id)
    return Sealed(heading.number, purse, job_id)


def made_before(tx: Tx, s: Services, refund_id: str, sale_id: str) -> Returned | None:
    """The return that stands under this id already: nothing is given back twice.

    Refused `return.other` when it is one of another sale.
    """
    made = refunds.get(tx, refund_id)
    doc = refunds.document(tx, refund_id) if made else None
    if made is None or doc is None:
        return None
    if made.sale_id != sale_id:
        raise Refused("return.other")
    opened = open_lines(tx, sale_of(tx, sale_id)) if sale_id else Returning("", "", 0, "", "", ())
    body = doc.body
    shown = replace(
        opened,
        back=tuple(BackTo(*one) for one in returns.went(body)),
        total_minor=made.total_minor,
        tax_minor=body.get("tax", 0),
        rounding_minor=made.rounding_minor,
        paid_out_minor=made.paid_out_minor,
        points_back=body.get("points_back", 0),
        points_clawed=body.get("points_clawed", 0),
        points_debt=body.get("points_debt", 0),
        points_cash_minor=body.get("deducted", 0),
        how=body.get("how", "return"),
        netted_minor=sum(minor for _, minor in body.get("net", ())),
    )
    purse = read_in(tx, s, made.member_id) if made.member_id else None
    return Returned(
        made.refund_id, made.no, made.at_ms, shown, purse, spool.first_of(tx, refund_id)
    )


def effects(shown: Returning, job_id: str) -> tuple[Effect, ...]:
    """The drawer springs for cash that leaves it; paper follows."""
    drawer: tuple[Effect, ...] = (KickDrawer(),) if shown.paid_out_minor else ()
    return (*drawer, Print(job_id)) if job_id else drawer
