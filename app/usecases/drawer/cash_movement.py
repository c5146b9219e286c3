"""Money into the drawer and out of it beside sales: a document each, counted in X (R38)."""

from __future__ import annotations

from app.domain import posting
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission, require
from app.store import shifts
from app.store import shop as shops
from app.usecases import commit
from app.usecases.outcome import Changes, KickDrawer, Outcome
from app.usecases.services import Services
from app.usecases.shift.open import require_open


def pay_in(
    s: Services, operator: Operator, shift_id: str, amount_minor: int, reason: str
) -> Outcome[None]:
    """Change brought from the safe. Refused as `pay_out`, but for the drawer's content."""
    if amount_minor <= 0:
        raise Refused("amount.not_positive")
    return _move(s, operator, shift_id, amount_minor, reason)


def pay_out(
    s: Services, operator: Operator, shift_id: str, amount_minor: int, reason: str
) -> Outcome[None]:
    """Money to the safe or a supplier.

    Refused: `permission.missing`, `shift.not_open`, `amount.not_positive`, `amount.too_large`,
    `reason.missing`, `drawer.not_enough` (more than the drawer should hold).
    """
    if amount_minor <= 0:
        raise Refused("amount.not_positive")
    return _move(s, operator, shift_id, -amount_minor, reason)


def _move(
    s: Services, operator: Operator, shift_id: str, signed_minor: int, reason: str
) -> Outcome[None]:
    require(operator, Permission.CASH_MOVEMENT)
    if abs(signed_minor) > MAX_MINOR:
        raise Refused("amount.too_large", text=str(abs(signed_minor)))
    if not reason.strip():
        raise Refused("reason.missing")
    with s.db.write() as tx:
        shift = require_open(tx, operator, shift_id)
        holds = shifts.totals(tx, shift_id).cash_expected_minor
        if holds + signed_minor < 0:
            raise Refused("drawer.not_enough", holds_minor=holds)
        shop = shops.load(tx)
        commit.seal(
            *(tx, s, Kind.CASH_IN if signed_minor > 0 else Kind.CASH_OUT),
            {
                "shift_id": shift_id,
                "amount": abs(signed_minor),
                "reason": without_card(reason).strip()[:100],
                "at_ms": s.clock.now_ms(),
            },
            operator_id=operator.operator_id,
            postings=posting.of_cash(signed_minor, unit=shop.currency_code, tid=shop.tid),
            business_date=shift.business_date,
        )
    return Outcome(None, Changes(shift=True), (KickDrawer(),))
