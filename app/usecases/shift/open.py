"""Begins an operator's time at the till, with the float that lies in the drawer."""

from __future__ import annotations

from app.domain import posting
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission, require
from app.domain.shift import Shift
from app.domain.shift.terms import LONGEST_MS
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
        opened = open_in(tx, s, operator, float_minor)
    return Outcome(opened, Changes(shift=True))


def open_in(tx: Tx, s: Services, operator: Operator, float_minor: int, shift_id: str = "") -> Shift:
    """The same inside a transaction: a hand-over closes and opens in one."""
    _require_none(tx)
    shop = shops.load(tx)
    shift_id, now_ms = shift_id or s.clock.new_id(), s.clock.now_ms()
    doc = commit.seal(
        *(tx, s, Kind.SHIFT_OPEN),
        {"shift_id": shift_id, "float": float_minor, "at_ms": now_ms},
        operator_id=operator.operator_id,
        postings=posting.of_cash(float_minor, unit=shop.currency_code, tid=shop.tid),
    )
    return Shift(shift_id, operator.operator_id, doc.business_date, now_ms, float_minor)


def _require_none(tx: Tx, but: str = "") -> None:
    """One shift at a time: that of `but` does not count."""
    there = shifts.current(tx)
    if there is not None and there.operator_id != but:
        person = staff.get(tx, there.operator_id)
        raise Refused("shift.already_open", operator=person.name if person else "?")


def in_the_way(s: Services, operator: Operator) -> Refused | None:
    """Why this operator could not sell now: somebody else's shift is open, or the own one has been
    for more than 24 hours (R39). Reader thread."""
    with s.db.read() as tx:
        try:
            _require_none(tx, operator.operator_id)
            own = shifts.current(tx, operator.operator_id)
            if own is not None:
                _require_fresh(tx, s, own)
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


def require_selling(tx: Tx, s: Services, operator: Operator, shift_id: str) -> Shift:
    """The same, and not open for more than 24 hours (R39). Refused as `require_open`, and
    `shift.too_long` (hours)."""
    shift = require_open(tx, operator, shift_id)
    _require_fresh(tx, s, shift)
    return shift


def _require_fresh(tx: Tx, s: Services, shift: Shift) -> None:
    age_ms = age(tx, s, shift)
    if age_ms > LONGEST_MS:
        raise Refused("shift.too_long", hours=age_ms // 3_600_000)


def age(tx: Tx, s: Services, shift: Shift) -> int:
    """How long a shift has really been open, in milliseconds: a clock that was set, by however
    much, makes no shift older or younger (A12)."""
    elapsed = s.clock.now_ms() - shift.opened_ms
    return elapsed - commit.jumped_ms(tx, s) - shifts.jumped_ms(tx, shift.shift_id)


def is_too_long(s: Services, shift: Shift) -> bool:
    """Whether this shift must be closed before selling goes on. Reader thread."""
    with s.db.read() as tx:
        return age(tx, s, shift) > LONGEST_MS
