"""What a member agreed to, when, how and before whom: a log that is only added to (R53, R56)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.store import members, staff
from app.usecases.member.file_write import write_file
from app.usecases.member.find import known, shown
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

WHAT = ("notices", "marketing", "health")
HOW = ("spoken", "signed", "online", "form", "withdrawn", "import")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One entry: `what` notices, marketing or health; `how` one of HOW."""

    at_ms: int
    what: str
    given: bool
    how: str
    operator_name: str


def consents(s: Services, member_id: str) -> tuple[ConsentRow, ...]:
    """The log, the newest first: the proof that a message was wanted (R56). Reader thread."""
    with s.db.read() as tx:
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        return tuple(
            ConsentRow(at_ms, what, bool(given), how, names.get(operator_id, ""))
            for at_ms, operator_id, what, given, how in reversed(members.consents(tx, member_id))
        )


def set_consent(
    s: Services, operator: Operator, member_id: str, what: str, given: bool, *, how: str
) -> Outcome[Member]:
    """One consent given or withdrawn; written also when it only confirms what stood.

    A cashier may: stopping must be as easy as beginning (R52). Without `health` the health note is
    gone. Refused: `permission.missing`, `member.unknown`, `consent.unknown`.
    """
    require(operator, Permission.MEMBER_ENROL)
    if what not in WHAT or how not in HOW:
        raise Refused("consent.unknown", what=f"{what} {how}"[:40])
    with s.db.write() as tx:
        before = known(tx, member_id)
        after = replace(before, consents=replace(before.consents, **{what: given}))
        if what == "health" and not given:
            after = replace(after, health_note="")
        write_file(
            *(tx, s, Kind.MEMBER_EDIT, after, operator),
            what=["consents"],
            consents=[(what, given, how)],
        )
    return Outcome(shown(after), Changes(members=frozenset({member_id})))
