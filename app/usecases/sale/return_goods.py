"""Goods come back: the exact mirror of what was paid, in one write transaction or not at all.

Money goes where it came from, lot by lot; points that the sale earned are taken back, what is no
longer there becomes a debt (R15); cash is rounded as R37 says. What the screen shows beforehand is
worked out by the same lines (`preview_return`).
"""

from __future__ import annotations

from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.returns import Heading
from app.store.engine import Tx
from app.usecases.outcome import Changes, Outcome
from app.usecases.returns.sealing import effects, made_before, reason_in, seal
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

    `reason` is the key of one of the shop's reasons: it says what becomes of the goods.
    Refused: `approval.needed` (a second person must allow it), `shift.*`, `sale.unknown`,
    `return.nothing`, `return.line_gone`, `return.whole`, `return.too_much` (name, open_milli),
    `return.part_of_a_use`, `return.other`, `reason.missing`, `reason.unknown`,
    `code.payment_card`.
    """
    name = refund_id or s.clock.new_id()
    with s.db.write() as tx:
        why = reason_in(tx, reason)
        made = made_before(tx, s, name, sale_id)
        if made is not None:
            return Outcome(made)
        sale = sale_of(tx, sale_id)
        shift = require_open(tx, operator, shift_id)
        work = work_out(tx, s, sale, lines, refund_id=name)
        word = _word(tx, s, operator, approval, work)
        heading = Heading(name, "", shift_id, s.clock.now_ms(), why, word)
        sealed = seal(tx, s, operator, shift, work, heading=heading)
    done = Returned(*(name, sealed.number, heading.at_ms, work.shown, sealed.purse, sealed.job_id))
    who = frozenset({sale.member_id} - {""})
    changes = Changes(sales=True, shift=True, prints=True, members=who)
    return Outcome(done, changes, effects(work.shown, sealed.job_id))


def _word(tx: Tx, s: Services, operator: Operator, approval: Approval | None, work: Worked) -> str:
    """The second person's word, for exactly these pieces of this sale."""
    total = work.shown.total_minor
    return require_word(
        *(tx, s, operator, Permission.RETURN, approval),
        action="sale.return",
        binding=binding_of("sale.return", work.sale.sale_id, *work.pieces, total),
        n=total,
    )
