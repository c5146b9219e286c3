"""Gives a whole basket up: what was in it is journalled, because who cancels what is a pattern."""

from __future__ import annotations

from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Basket
from app.domain.pricing.engine import price_shown
from app.domain.pricing.priced import PricedBasket
from app.domain.sale import voided
from app.store import drafts, sales
from app.store import shop as shops
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.shift.open import require_open


def cancel(
    s: Services, operator: Operator, shift_id: str, basket: Basket, reason: str
) -> Outcome[None]:
    """Journal the cancelled basket and drop its draft; an empty basket only loses its draft.

    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `basket.already_sold`.
    """
    require(operator, Permission.CANCEL_BASKET)
    with s.db.write() as tx:
        if sales.row(tx, basket.sale_id) is not None:
            raise Refused("basket.already_sold")
        drafts.drop(tx, basket.sale_id)
        if not basket.lines and not basket.voided:
            return Outcome(None, Changes(drafts=True))
        shift = require_open(tx, operator, shift_id)
        priced = price_shown(basket, shops.book(tx), s.clock.now_ms())
        commit.seal(
            *(tx, s, Kind.BASKET_CANCEL, _body(basket, priced, shift_id, reason)),
            operator_id=operator.operator_id,
            business_date=shift.business_date,
        )
    return Outcome(None, Changes(shift=True, drafts=True))


def _body(basket: Basket, priced: PricedBasket, shift_id: str, reason: str) -> Body:
    return {
        "sale_id": basket.sale_id,
        "shift_id": shift_id,
        "began_ms": basket.began_ms,
        "reason": without_card(reason).strip()[:100],
        "member_id": basket.member.member_id if basket.member else "",
        "amount": priced.due_minor,
        "lines": [
            {
                "item": one.line.item.item_id,
                "name": one.line.item.name,
                "qty": one.line.qty_milli,
                "amount": one.total_minor,
            }
            for one in priced.lines
        ],
        "voided": voided(basket),
    }
