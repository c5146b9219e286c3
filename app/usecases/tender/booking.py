"""A sale's own look at a gateway's money: approved, for this sale, this much, and only once. A plan
sold is a sale like any other here."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.tendering import Tender
from app.store.engine import Tx
from app.store.queries import attempts

GATEWAYS = ("wechat", "alipay")


def require_approved(tx: Tx, sale_id: str, tenders: tuple[Tender, ...]) -> None:
    """Refused `pay.not_approved` (tender): a tender that names an attempt is backed by one that a
    gateway approved, of this sale, of this amount, that no sale has booked. Confirmed by hand it
    names none."""
    named = [one for one in tenders if one.kind in GATEWAYS and one.reference]
    if len({one.reference for one in named}) < len(named):
        raise Refused("pay.not_approved", tender=named[0].kind)
    for one in named:
        row = attempts.get(tx, one.reference)
        backed = (
            row is not None
            and (row.kind, row.state, row.sale_id) == (one.kind, "approved", sale_id)
            and row.amount_minor == one.amount_minor
            and not row.booked_id
        )
        if not backed:
            raise Refused("pay.not_approved", tender=one.kind)
