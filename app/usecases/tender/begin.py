"""Writes an attempt down before anything is sent: whatever happens next, it will be found again."""

from __future__ import annotations

from app.domain.attempt.states import Attempt, Deed, Phase
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries import attempts
from app.store.queries.attempts import AttemptRow
from app.usecases import commit
from app.usecases.outcome import Outcome
from app.usecases.services import Services
from app.usecases.shift.open import require_selling
from app.usecases.tender.booking import GATEWAYS


def begin(
    s: Services, operator: Operator, shift_id: str, *, sale_id: str, kind: str, amount_minor: int
) -> Outcome[Attempt]:
    """A fresh attempt for a sale, in the journal. Its id is this till's and nobody else's, ever.

    Refused: `permission.missing`, `shift.*`, `tender.amount`, `pay.still_open` (another attempt for
    this sale is not over: money may come in by that one).
    """
    require(operator, Permission.SELL)
    if amount_minor <= 0:
        raise Refused("tender.amount")
    with s.db.write() as tx:
        shift = require_selling(tx, s, operator, shift_id)
        if any(one.state == "written" for one in attempts.of_sale(tx, sale_id)):
            raise Refused("pay.still_open")
        attempt = Attempt(
            *(fresh_id(s), kind, amount_minor, shops.load(tx).currency_code), sale_id=sale_id
        )
        _seal(tx, s, attempt, (operator.operator_id, shift_id, shift.business_date))
    return Outcome(attempt)


def fresh_id(s: Services) -> str:
    """32 letters and digits: all that a gateway takes as a merchant's own number."""
    return s.clock.new_id().replace("-", "")


def begin_refunds_of(tx: Tx, s: Services, body: Body, by: tuple[str, str, str]) -> None:
    """What of a return goes back through the gateways that had taken it, in the return's own
    transaction; the rest goes back by hand. `by`: operator, shift, business date."""
    netted = dict(body.get("net", ()))
    for kind in GATEWAYS:
        minor = sum(one["n"] for one in body["funds"] if one["k"] == kind) - netted.get(kind, 0)
        begin_refunds(tx, s, (body["sale_id"], body["refund_id"], kind), minor, by=by)


def kept(tx: Tx, sale_id: str, kind: str) -> tuple[tuple[AttemptRow, int], ...]:
    """The attempts that paid for a sale or a plan, and what each of them may still give back."""
    paid = (sale_id, kind, "approved")
    return tuple(
        (one, one.amount_minor - attempts.refunded_minor(tx, one.attempt_id))
        for one in attempts.of_sale(tx, sale_id)
        if (one.booked_id, one.kind, one.state) == paid
    )


def begin_refunds(
    tx: Tx, s: Services, of: tuple[str, str, str], minor: int, *, by: tuple[str, str, str]
) -> None:
    """So much goes back, attempt after attempt, up to what each of them has left. `of`: the sale
    or plan, the document that gives it back, the tender."""
    sale_id, refund_id, kind = of
    for paid, left in kept(tx, sale_id, kind):
        part = min(left, minor)
        if part > 0:
            back = Attempt(
                *(fresh_id(s), kind, part, paid.currency),
                sale_id=refund_id,
                of=paid.attempt_id,
                whole_minor=paid.amount_minor,
                phase=Phase.REFUNDING,
                next=Deed.REFUND,
            )
            _seal(tx, s, back, by)
            minor -= part


def _seal(tx: Tx, s: Services, attempt: Attempt, by: tuple[str, str, str]) -> None:
    operator_id, shift_id, business_date = by
    body: Body = {
        "attempt_id": attempt.attempt_id,
        "what": "refund" if attempt.of else "pay",
        "kind": attempt.kind,
        "amount": attempt.amount_minor,
        "cur": attempt.currency,
        "sale_id": attempt.sale_id,
        "shift_id": shift_id,
        "at_ms": s.clock.now_ms(),
    }
    if attempt.of:
        body |= {"of": attempt.of, "whole": attempt.whole_minor}
    commit.seal(
        *(tx, s, Kind.PAY_ATTEMPT, body), operator_id=operator_id, business_date=business_date
    )
