"""Money into the drawer and out of it beside sales: a document and a slip each, counted in X (R38).

Reasons are the shop's own data (`ShiftTerms.reasons`); words that are none of them are kept as they
are said. Who may not move cash alone does it with a second person's word.
"""

from __future__ import annotations

from app.domain import posting
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.shift.terms import DROP, CashReason, terms_of
from app.domain.slips import CashSlip, SlipHead
from app.store import shop as shops
from app.usecases import commit
from app.usecases.drawer.content import require_there
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.word import binding_of, require_word

ACTION = "cash.movement"


def reasons(s: Services) -> tuple[CashReason, ...]:
    """The shop's reasons, in their order. Reader thread."""
    with s.db.read() as tx:
        return terms_of(shops.load(tx)).reasons


def pay_in(
    s: Services,
    operator: Operator,
    shift_id: str,
    amount_minor: int,
    reason: str,
    *,
    approval: Approval | None = None,
) -> Outcome[None]:
    """Change brought from the safe. Refused as `pay_out`, but for the drawer's content."""
    return _move(s, operator, shift_id, amount_minor, reason, approval=approval)


def pay_out(
    s: Services,
    operator: Operator,
    shift_id: str,
    amount_minor: int,
    reason: str,
    *,
    approval: Approval | None = None,
) -> Outcome[None]:
    """Money to a supplier, for an errand.

    Refused: `approval.needed` and as `require_word`, `shift.not_open`, `amount.not_positive`,
    `amount.too_large`, `reason.missing`, `drawer.not_enough` (more than the drawer should hold; how
    much that is, only to who may see an X).
    """
    return _move(s, operator, shift_id, amount_minor, reason, out=True, approval=approval)


def drop(
    s: Services,
    operator: Operator,
    shift_id: str,
    amount_minor: int,
    *,
    approval: Approval | None = None,
) -> Outcome[None]:
    """Notes to the safe: less in the drawer, still the day's money. Refused as `pay_out`."""
    return _move(s, operator, shift_id, amount_minor, DROP, out=True, approval=approval)


def _move(
    s: Services,
    operator: Operator,
    shift_id: str,
    amount_minor: int,
    reason: str,
    *,
    out: bool = False,
    approval: Approval | None = None,
) -> Outcome[None]:
    if amount_minor <= 0:
        raise Refused("amount.not_positive")
    if amount_minor > MAX_MINOR:
        raise Refused("amount.too_large", text=str(amount_minor))
    said = without_card(reason).strip()[:100]
    if not said:
        raise Refused("reason.missing")
    with s.db.write() as tx:
        shop = shops.load(tx)
        terms, kind = terms_of(shop), Kind.CASH_OUT if out else Kind.CASH_IN
        code = terms.reason(said, "out" if out else "in")
        word = require_word(
            *(tx, s, operator, Permission.CASH_MOVEMENT, approval),
            action=ACTION,
            binding=binding_of(ACTION, kind.value, shift_id, amount_minor, code),
        )
        shift, now_ms = require_open(tx, operator, shift_id), s.clock.now_ms()
        signed = -amount_minor if out else amount_minor
        if out:
            require_there(tx, operator, shift_id, amount_minor)
        body = {"shift_id": shift_id, "amount": amount_minor, "reason": code, "at_ms": now_ms}
        doc = commit.seal(
            *(tx, s, kind, body | ({"approval": word} if word else {})),
            operator_id=operator.operator_id,
            postings=posting.of_cash(signed, unit=shop.currency_code, tid=shop.tid),
            business_date=shift.business_date,
        )
        head = SlipHead(shop, operator.name, now_ms, f"{shop.till_no}-{doc.epoch}-{doc.seq}")
        named = terms.named(code, shop.paper_language)
        slip = CashSlip(head, amount_minor, named, out=out, approved_by=_name(approval, word))
        job_id = enqueue(tx, s, "cash", s.paper.cash_movement(slip))
    paper: tuple[Effect, ...] = (Print(job_id),) if job_id else ()
    return Outcome(None, Changes(shift=True, prints=True), (KickDrawer(), *paper))


def _name(approval: Approval | None, word: str) -> str:
    return approval.approver_name if approval is not None and word else ""
