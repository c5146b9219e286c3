"""Takes a whole sale back as if it had not been: same till, same shift, before the Z.

The receipt stays in the journal; its mirror stands behind it. What is later than that is a return.
"""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.returns import Heading, How
from app.domain.sale import Sale
from app.store import sales
from app.store.engine import Tx
from app.store.loyalty import refunds
from app.usecases.outcome import Changes, Outcome
from app.usecases.returns.sealing import effects, made_before, reason_in, seal
from app.usecases.sale.returning import Returned, Returning, Worked, sale_of, voided, work_out
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.word import binding_of, require_word

ACTION = "sale.void"


def preview_void(s: Services, operator: Operator, shift_id: str, sale_id: str) -> Returning:
    """What voiding would give back. Reader thread. Refused as `void`, but for the approval."""
    with s.db.read() as tx:
        require_open(tx, operator, shift_id)
        return _work(tx, s, sale_of(tx, sale_id), shift_id, "preview").shown


def void(  # noqa: PLR0913 - who, which sale, why
    s: Services,
    operator: Operator,
    shift_id: str,
    sale_id: str,
    *,
    reason: str,
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """All of a sale comes back; a second call with the same `refund_id` gives the same.

    Refused: `approval.needed`, `shift.*`, `sale.unknown`, `void.other_shift` (receipt_no),
    `void.closed` (receipt_no), `void.returned` (receipt_no), `return.other`, `reason.*`.
    """
    name = refund_id or s.clock.new_id()
    with s.db.write() as tx:
        why = reason_in(tx, reason, voids=True)
        made = made_before(tx, s, name, sale_id)
        if made is not None:
            return Outcome(made)
        sale = sale_of(tx, sale_id)
        shift = require_open(tx, operator, shift_id)
        work = _work(tx, s, sale, shift_id, name)
        word = require_word(
            *(tx, s, operator, Permission.VOID, approval),
            action=ACTION,
            binding=binding_of(ACTION, sale_id, sale.due_minor),
            n=work.shown.total_minor,
        )
        heading = Heading(name, "", shift_id, s.clock.now_ms(), why, word, how=How.VOID)
        sealed = seal(tx, s, operator, shift, work, heading=heading)
    done = Returned(name, sealed.number, heading.at_ms, work.shown, sealed.purse, sealed.job_id)
    who = frozenset({sale.member_id} - {""})
    changes = Changes(sales=True, shift=True, prints=True, members=who)
    return Outcome(done, changes, effects(work.shown, sealed.job_id))


def _work(tx: Tx, s: Services, sale: Sale, shift_id: str, refund_id: str) -> Worked:
    short = ReceiptNo.parse(sale.receipt_no).short
    if sale.shift_id != shift_id:
        raise Refused("void.other_shift", receipt_no=short)
    if sales.in_z(tx, sale.sale_id):
        raise Refused("void.closed", receipt_no=short)
    if refunds.of_sale(tx, sale.sale_id):
        raise Refused("void.returned", receipt_no=short)
    wish = tuple((one.line_no, one.qty_milli) for one in sale.lines)
    return voided(work_out(tx, s, sale, wish, refund_id=refund_id))
