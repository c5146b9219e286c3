"""A member's own PIN: asked above a limit, so that a copied card is no key to money (3.20)."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.store import staff
from app.usecases.member.file_write import write_file
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.pins import (
    TRIES,
    after_wrong,
    check_format,
    require_unlocked,
    since_the_clock,
)


def set_pin(
    s: Services, operator: Operator, member_id: str, pin: str, *, old: str = ""
) -> Outcome[None]:
    """A new PIN of six digits; empty takes it away. Writer thread (the hash takes time).

    The first PIN may be set at the counter. Another one needs the `old`, or a manager who has
    looked at the person: a cashier could give herself a key otherwise.
    Refused: `permission.missing`, `member.unknown`, `pin.format`, `pin.too_easy`, and as
    `check_pin`.
    """
    require(operator, Permission.MEMBER_ENROL)
    if pin:
        check_format(pin)
    with s.db.read() as tx:
        member = known(tx, member_id)
    if member.pin_hash and not operator.may(Permission.MEMBER_EDIT):
        check_pin(s, member_id, old)
    hashed = s.pins.hash(pin) if pin else ""
    with s.db.write() as tx:
        after = replace(known(tx, member_id), pin_hash=hashed)
        staff.set_attempts(tx, _guard(member_id), staff.Attempts())
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["pin"])
    return Outcome(None, Changes(members=frozenset({member_id})))


def check_pin(s: Services, member_id: str, pin: str) -> None:
    """Nothing when it is right, or the member has none. Writer thread, outside a transaction.

    Wrong ones are counted through restarts, as the staff's are. Refused: `member.unknown`,
    `card.pin_needed`, `pin.wrong` (left), `pin.locked` (seconds).
    """
    with s.db.read() as tx:
        member = known(tx, member_id)
        stored = staff.attempts(tx, _guard(member_id))
    if not member.pin_hash:
        return
    if not pin:
        raise Refused("card.pin_needed", name=member.name)
    so_far = since_the_clock(stored, s.clock.now_ms())
    require_unlocked(so_far, s.clock.now_ms())
    if _right(s, member, pin):
        if so_far.failures:
            _remember(s, member_id, staff.Attempts())
        return
    so_far = after_wrong(so_far, s.clock.now_ms())
    _remember(s, member_id, so_far)
    require_unlocked(so_far, s.clock.now_ms())
    raise Refused("pin.wrong", left=TRIES - so_far.failures)


def _right(s: Services, member: Member, pin: str) -> bool:
    return s.pins.verify(pin, member.pin_hash)


def _remember(s: Services, member_id: str, attempts: staff.Attempts) -> None:
    with s.db.write() as tx:
        staff.set_attempts(tx, _guard(member_id), attempts)


def _guard(member_id: str) -> str:
    """Members' tries stand in the same table as the staff's."""
    return f"m:{member_id}"
