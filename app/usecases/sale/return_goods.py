"""Goods come back: the exact mirror of what was paid, in one write transaction or not at all.

Money goes where it came from, lot by lot; points that the sale earned are taken back, what is no
longer there becomes a debt (R15); cash is rounded as R37 says. What the screen shows beforehand is
worked out by the same lines (`preview_return`).
"""

from __future__ import annotations

from app.domain import posting, returns
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.returns import Heading
from app.domain.shop import Shop
from app.store import journal, spool
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import refunds
from app.usecases import commit
from app.usecases.loyalty.purse import read_in
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.printing.refund_slip import refund_slip
from app.usecases.sale.returning import (
    BackTo,
    OpenLine,
    Returned,
    Returning,
    Wish,
    Worked,
    open_lines,
    sale_of,
    work_out,
)
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.word import binding_of, require_word

__all__ = ["BackTo", "OpenLine", "Returned", "Returning", "preview_return", "return_goods"]


def preview_return(s: Services, sale_id: str, lines: Wish = ()) -> Returning:
    """What a return would be; without lines, what of the sale may still come back. Reader thread.

    Refused as `return_goods`.
    """
    with s.db.read() as tx:
        sale = sale_of(tx, sale_id)
        if not lines:
            return open_lines(tx, sale)
        return work_out(tx, s, sale, lines, refund_id="preview").shown


def return_goods(  # noqa: PLR0913 - who, which sale, what, why
    s: Services,
    operator: Operator,
    shift_id: str,
    sale_id: str,
    lines: Wish,
    *,
    reason: str,
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """Take goods back; a second call with the same `refund_id` gives the same return.

    Refused: `approval.needed` (a second person must allow it), `shift.*`, `sale.unknown`,
    `return.nothing`, `return.line_gone`, `return.whole`, `return.too_much` (name, open_milli),
    `return.part_of_a_use`, `return.other`, `reason.missing`, `code.payment_card`.
    """
    why = without_card(reason).strip()[:100]
    if not why:
        raise Refused("reason.missing")
    name = refund_id or s.clock.new_id()
    with s.db.write() as tx:
        made = refunds.get(tx, name)
        if made is not None:
            return Outcome(_made(tx, s, made, sale_id))
        sale = sale_of(tx, sale_id)
        shift = require_open(tx, operator, shift_id)
        work = work_out(tx, s, sale, lines, refund_id=name)
        word = _word(tx, s, operator, approval, work)
        shop = shops.load(tx)
        heading = Heading(name, _number(tx, shop), shift_id, s.clock.now_ms(), why, word)
        commit.seal(
            *(tx, s, Kind.REFUND),
            returns.body(sale, work.back, work.claw, work.moves, heading),
            operator_id=operator.operator_id,
            postings=posting.of_refund(
                *(sale, work.back, work.moves),
                unit=shop.currency_code,
                tid=shop.tid,
                deduct_minor=work.claw.deduct_minor,
            ),
            business_date=shift.business_date,
        )
        purse = read_in(tx, s, sale.member_id) if sale.member_id else None
        slip = refund_slip(tx, work.shown, heading, shop, operator.name, purse=purse)
        job_id = enqueue(tx, s, "refund", s.paper.refund(slip), sale_id=name)
    done = Returned(name, heading.number, heading.at_ms, work.shown, purse, job_id)
    who = frozenset({sale.member_id} - {""})
    changes = Changes(sales=True, shift=True, prints=True, members=who)
    return Outcome(done, changes, _effects(work.shown, job_id))


def _word(tx: Tx, s: Services, operator: Operator, approval: Approval | None, work: Worked) -> str:
    """The second person's word, for exactly these pieces of this sale."""
    pieces = [f"{one.line_no}:{one.back_milli}" for one in work.shown.lines if one.back_milli]
    total = work.shown.total_minor
    return require_word(
        *(tx, s, operator, Permission.RETURN, approval),
        action="sale.return",
        binding=binding_of("sale.return", work.sale.sale_id, *pieces, total),
        n=total,
    )


def _number(tx: Tx, shop: Shop) -> str:
    """Returns count apart from receipts, gap-free per till: `01-03-1-R000012`."""
    head = journal.head(tx)
    if head is None:
        raise Refused("shop.missing")
    return f"{shop.tid}-{head.epoch}-R{refunds.next_no(tx):06d}"


def _made(tx: Tx, s: Services, made: refunds.RefundRow, sale_id: str) -> Returned:
    """The return that stands under this id already: nothing is given back twice."""
    if made.sale_id != sale_id:
        raise Refused("return.other")
    doc = refunds.document(tx, made.refund_id)
    shown = open_lines(tx, sale_of(tx, sale_id))
    body = doc.body if doc else {}
    shown = Returning(
        *(shown.sale_id, shown.receipt_no, shown.at_ms, shown.member_id, shown.member_name),
        shown.lines,
        total_minor=made.total_minor,
        tax_minor=body.get("tax", 0),
        rounding_minor=made.rounding_minor,
        paid_out_minor=made.paid_out_minor,
        points_back=body.get("points_back", 0),
        points_clawed=body.get("points_clawed", 0),
        points_debt=body.get("points_debt", 0),
        points_cash_minor=body.get("deducted", 0),
    )
    purse = read_in(tx, s, made.member_id) if made.member_id else None
    job_id = spool.first_of(tx, made.refund_id)
    return Returned(made.refund_id, made.no, made.at_ms, shown, purse, job_id)


def _effects(shown: Returning, job_id: str) -> tuple[Effect, ...]:
    """The drawer springs for cash that leaves it; paper follows."""
    drawer: tuple[Effect, ...] = (KickDrawer(),) if shown.paid_out_minor else ()
    return (*drawer, Print(job_id)) if job_id else drawer
