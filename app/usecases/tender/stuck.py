"""An attempt that no gateway has a word on: it becomes a case, and a person who looked into the
merchant's own app says whether the money is there.

The till never guesses, and nobody says "paid" alone of what they took themselves.
"""

from __future__ import annotations

from app.domain.attempt import machine
from app.domain.attempt.states import Attempt, Phase
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.store import drafts
from app.store.engine import Tx
from app.store.queries import attempts
from app.store.queries import sentinel as cases
from app.store.queries.attempts import AttemptRow
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.sentinel.cases import CONFIRMED, OPEN
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word
from app.usecases.tender.record import keep, open_case
from app.usecases.tender.standing import attempt_of

ACTION = "pay.settle"
STUCK, STUCK_BACK = "stuck", "stuck_back"
RULES = (f"pay.{STUCK}", f"pay.{STUCK_BACK}")  # cases that are settled by a word


def tell(s: Services) -> Outcome[int]:
    """A case for each attempt without a word for `machine.STUCK_MS`, once. How many. Writer
    thread."""
    with s.db.read() as tx:
        if not _untold(tx, s):
            return Outcome(0)
    with s.db.write() as tx:
        found = _untold(tx, s)
        for row in found:
            open_case(tx, s, attempt_of(row), row, _case(row))
    return Outcome(len(found), Changes(cases=bool(found)))


def waits(s: Services, case_id: str) -> str:
    """`stuck` or `stuck_back` while the attempt of that case waits for a person's word, else
    empty. Reader thread."""
    with s.db.read() as tx:
        case = cases.get(tx, case_id)
        if case is None or case.rule not in RULES or case.state != OPEN:
            return ""
        row = attempts.get(tx, case.data["facts"]["attempt"])
        return _case(row) if row is not None and _waits(row, case_id) else ""


def settle(
    s: Services,
    operator: Operator,
    case_id: str,
    reason: str,
    *,
    here: bool,
    approval: Approval | None = None,
) -> Outcome[Attempt]:
    """The money is `here` or it is not, and how that was seen; the case is closed with it.

    Refused: `permission.missing`, `reason.missing`, `case.unknown`, `pay.settled` (a gateway or
    somebody else was faster), `approval.*` (who took it does not say alone that it is paid).
    """
    require(operator, Permission.CASES)
    why = without_card(reason).strip()[:200]
    if not why:
        raise Refused("reason.missing")
    with s.db.write() as tx:
        case = cases.get(tx, case_id)
        if case is None or case.rule not in RULES:
            raise Refused("case.unknown")
        row = attempts.get(tx, case.data["facts"]["attempt"])
        if case.state != OPEN or row is None or not _waits(row, case_id):
            raise Refused("pay.settled")
        word = require_word(
            *(tx, s, operator, Permission.VOID, approval),
            action=ACTION,
            binding=binding_of(ACTION, case_id, row.amount_minor),
            n=row.amount_minor,
            alone=not here or operator.operator_id != row.operator_id,
        )
        draft = drafts.load(tx, row.sale_id)
        wanted = draft is not None and not draft.parked
        step = machine.by_hand(attempt_of(row), here=here, wanted=wanted)
        by = str(operator.operator_id)
        said = {"by_hand": why, "here": here, "approval": word}
        keep(tx, s, step.attempt, row, case=step.case, operator_id=by, word=said)
        body = {"case_id": case_id, "state": CONFIRMED, "reason": why, "at_ms": s.clock.now_ms()}
        commit.seal(tx, s, Kind.CASE_CLOSE, body, operator_id=by)
    return Outcome(step.attempt, Changes(cases=True))


def _untold(tx: Tx, s: Services) -> list[AttemptRow]:
    late = s.clock.now_ms() - machine.STUCK_MS
    waiting = [row for row in attempts.unsettled(tx) if row.changed_ms <= late]
    return [row for row in waiting if cases.get(tx, _name(row)) is None]


def _waits(row: AttemptRow, case_id: str) -> bool:
    return not attempt_of(row).over and _name(row) == case_id


def _case(row: AttemptRow) -> str:
    back = row.state in (Phase.GIVING_BACK, Phase.REFUNDING)
    return STUCK_BACK if back else STUCK


def _name(row: AttemptRow) -> str:
    return f"pay.{row.attempt_id}.{_case(row)}"
