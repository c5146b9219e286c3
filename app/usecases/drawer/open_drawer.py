"""Opens the drawer without a sale: who and why stands in the journal before it springs (R41)."""

from __future__ import annotations

from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.store import shop as shops
from app.store import staff
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.approve import VALID_MS


def no_sale(
    s: Services, operator: Operator, shift_id: str, reason: str, approval: Approval | None = None
) -> Outcome[None]:
    """Journal the opening, print its slip, and kick.

    Refused: `permission.missing` (without an approval), `approval.not_found`,
    `approval.other_action`, `approval.too_old` (60 s), `shift.not_open`, `reason.missing`.
    """
    why = without_card(reason).strip()[:100]
    if not why:
        raise Refused("reason.missing")
    now_ms = s.clock.now_ms()
    with s.db.write() as tx:
        if approval is None:
            require(operator, Permission.NO_SALE)
        else:
            _require_word(tx, approval, now_ms)
        shift = require_open(tx, operator, shift_id)
        commit.seal(
            *(tx, s, Kind.DRAWER_OPEN),
            {
                "shift_id": shift_id,
                "reason": why,
                "approval_id": approval.approval_id if approval else "",
                "at_ms": now_ms,
            },
            operator_id=operator.operator_id,
            business_date=shift.business_date,
        )
        zone = shops.load(tx).zone
        slip = s.paper.no_sale(operator=operator.name, reason=why, at_ms=now_ms, zone=zone)
        job_id = enqueue(tx, s, "no_sale", slip)
    paper: tuple[Effect, ...] = (Print(job_id),) if job_id else ()
    return Outcome(None, Changes(shift=True, prints=True), (KickDrawer(), *paper))


def _require_word(tx: Tx, approval: Approval, now_ms: int) -> None:
    """The word stands in the journal, is for this, and is fresh."""
    word = staff.approval(tx, approval.approval_id)
    if word is None:
        raise Refused("approval.not_found")
    if word.action != "no_sale" or word.binding != approval.binding:
        raise Refused("approval.other_action")
    if not 0 <= now_ms - word.at_ms <= VALID_MS:
        raise Refused("approval.too_old")
