"""Who looked at what nobody needs at the counter: full numbers, health notes, exports (R54)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.store import members, staff
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One look: `what` phone or health."""

    at_ms: int
    what: str
    why: str
    operator_name: str


def full_phone(s: Services, operator: Operator, member_id: str, why: str) -> Outcome[str]:
    """The whole number, journalled before it is told. Writer thread.

    Refused: `permission.missing`, `member.unknown`, `reason.missing`.
    """
    require(operator, Permission.MEMBER_FULL_PHONE)
    member = _look(s, operator, member_id, "phone", why)
    return Outcome(member.phone, Changes(members=frozenset({member_id})))


def health(s: Services, operator: Operator, member_id: str, why: str) -> Outcome[str]:
    """The health note, journalled likewise (R52: sensitive). Refused as `full_phone`."""
    require(operator, Permission.MEMBER_HEALTH)
    member = _look(s, operator, member_id, "health", why)
    return Outcome(member.health_note, Changes(members=frozenset({member_id})))


def seen(s: Services, member_id: str) -> tuple[SeenRow, ...]:
    """Who looked, the newest first. Reader thread."""
    with s.db.read() as tx:
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        return tuple(
            SeenRow(at_ms, what, why, names.get(operator_id, ""))
            for at_ms, operator_id, _, what, why in reversed(
                members.events(tx, member_id, kind="seen")
            )
        )


def note_look(
    tx: Tx, s: Services, operator: Operator, member_id: str, *, what: str, why: str, n: int = 1
) -> None:
    """Journal a look. Refused `reason.missing`, `code.payment_card`."""
    reason = without_card(why).strip()[:100]
    if not reason:
        raise Refused("reason.missing")
    commit.seal(
        *(tx, s, Kind.MEMBER_SEEN),
        {"member_id": member_id, "what": what, "why": reason, "n": n, "at_ms": s.clock.now_ms()},
        operator_id=operator.operator_id,
    )


def _look(s: Services, operator: Operator, member_id: str, what: str, why: str) -> Member:
    with s.db.write() as tx:
        member = known(tx, member_id)
        note_look(tx, s, operator, member_id, what=what, why=why)
    return member
