"""Begins an operator's time at the till, with the float that lies in the drawer."""

from __future__ import annotations

from app.domain import posting
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import Shift
from app.store import shifts, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


def open_shift(s: Services, operator: Operator, float_minor: int) -> Outcome[Shift]:
    """The new shift; one till has one open shift.

    Refused: `permission.missing`, `shift.already_open` (operator), `amount.negative`,
    `amount.too_large`.
    """
    require(operator, Permission.SHIFT)
    if float_minor < 0:
        raise Refused("amount.negative")
    if float_minor > MAX_MINOR:
        raise Refused("amount.too_large", text=str(float_minor))
    with s.db.write() as tx:
        _require_none(tx)
        shop = shops.load(tx)
        shift_id, now_ms = s.clock.new_id(), s.clock.now_ms()
        doc = commit.seal(
            *(tx, s, Kind.SHIFT_OPEN),
            {"shift_id": shift_id, "float": float_minor, "at_ms": now_ms},
            operator_id=operator.operator_id,
            postings=posting.of_cash(float_minor, unit=shop.currency_code, tid=shop.tid),
        )
    opened = Shift(shift_id, operator.operator_id, doc.business_date, now_ms, float_minor)
    return Outcome(opened, Changes(shift=True))


def _require_none(tx: Tx, but: str = "") -> None:
    """One shift at a time: that of `but` does not count."""
    there = shifts.current(tx)
    if there is not None and there.operator_id != but:
        person = staff.get(tx, there.operator_id)
        raise Refused("shift.already_open", operator=person.name if person else "?")


def in_the_way(s: Services, operator: Operator) -> Refused | None:
    """Why this operator could not open a shift now: somebody else's is open. Reader thread."""
    with s.db.read() as tx:
        try:
            _require_none(tx, operator.operator_id)
        except Refused as refusal:
            return refusal
    return None


def current(s: Services, operator: Operator | None = None) -> Shift | None:
    """The open shift of this till (of that operator, if one is named). Reader thread."""
    with s.db.read() as tx:
        return shifts.current(tx, operator.operator_id if operator else "")


def require_open(tx: Tx, operator: Operator, shift_id: str) -> Shift:
    """The shift, open and this operator's. Refused `shift.not_open`, `shift.of_another`."""
    shift = shifts.get(tx, shift_id)
    if shift is None or shift.closed_ms:
        raise Refused("shift.not_open")
    if shift.operator_id != operator.operator_id:
        person = staff.get(tx, shift.operator_id)
        raise Refused("shift.of_another", operator=person.name if person else "?")
    return shift
