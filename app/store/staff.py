"""The people who work here: what they may do, when they came, how often a PIN was wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.document import Body
from app.domain.ids import OperatorId
from app.domain.permissions import MATRIX, Operator, Permission, Role
from app.store.engine import Row, Tx

_OPERATOR = "SELECT operator_id, name, role, language, active, card_token FROM operator"
_STAMP = "SELECT epoch, seq, operator_id, kind, at_ms, bd FROM attendance"


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong PINs in a row, and until when no further one is taken."""

    failures: int = 0
    locked_until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A second person's word as the journal has it."""

    action: str
    binding: str
    approver_id: str
    sale_id: str
    at_ms: int


def approval(tx: Tx, approval_id: str) -> Word | None:
    """An approval that was journalled; None when there is none such."""
    row = tx.one(
        "SELECT action, binding, approver_id, sale_id, at_ms FROM approval WHERE approval_id = ?",
        (approval_id,),
    )
    return Word(*row) if row else None


def used(tx: Tx, approval_id: str) -> bool:
    """Whether a deed was done on this word: a document behind the approval's own names it."""
    mark, own = f'"approval":"{approval_id}"'.encode(), f'"approval_id":"{approval_id}"'.encode()
    place = (1 << 62, 1 << 62)
    while rows := tx.all(
        "SELECT epoch, seq, bytes FROM journal WHERE (epoch, seq) < (?, ?)"
        " ORDER BY epoch DESC, seq DESC LIMIT 200",
        place,
    ):
        for epoch, seq, data in rows:
            if mark in data:
                return True
            if own in data:
                return False
            place = (epoch, seq)
    return False


def body(operator: Operator, *, pin_hash: str | None = None) -> Body:
    """An entry of staff.change; without `pin_hash` the PIN stays as it is."""
    entry: Body = {
        "operator_id": operator.operator_id,
        "name": operator.name,
        "role": operator.role.value,
        "language": operator.language,
        "active": operator.active,
        "card_token": operator.card_token,
    }
    return entry if pin_hash is None else entry | {"pin_hash": pin_hash}


def rights(tx: Tx, role: Role) -> frozenset[Permission]:
    """What the role may do: as the shop decided it, else as the program comes."""
    decided = allowed(tx).get(role)
    return MATRIX[role] if decided is None else decided


def allowed(tx: Tx) -> dict[Role, frozenset[Permission]]:
    """The rights of the roles that somebody changed; names of a newer program mean nothing here."""
    found = {}
    for role, permissions in tx.all("SELECT role, permissions FROM role"):
        names = set(json.loads(permissions))
        found[Role(role)] = frozenset(one for one in Permission if one.value in names)
    return found


def role_place(tx: Tx, role: Role) -> tuple[int, int] | None:
    """Where the journal last changed this role: (epoch, seq)."""
    row = tx.one("SELECT epoch, seq FROM role WHERE role = ?", (role.value,))
    return (row[0], row[1]) if row else None


def people(tx: Tx, *, active_only: bool = True) -> tuple[Operator, ...]:
    """Everybody in the order in which they came."""
    rows, decided = tx.all(f"{_OPERATOR} ORDER BY position, operator_id"), allowed(tx)
    return tuple(_operator(row, decided) for row in rows if row[4] or not active_only)


def get(tx: Tx, operator_id: str) -> Operator | None:
    """One person, active or not."""
    row = tx.one(f"{_OPERATOR} WHERE operator_id = ?", (operator_id,))
    return _operator(row, allowed(tx)) if row else None


def by_card(tx: Tx, token: str) -> Operator | None:
    """The active person whose card this is."""
    row = tx.one(f"{_OPERATOR} WHERE card_token = ? AND card_token <> '' AND active = 1", (token,))
    return _operator(row, allowed(tx)) if row else None


def pin_hash(tx: Tx, operator_id: str) -> str:
    """The hash of a person's PIN; empty when none was set."""
    row = tx.one("SELECT pin_hash FROM operator WHERE operator_id = ?", (operator_id,))
    return row[0] if row else ""


def attempts(tx: Tx, operator_id: str) -> Attempts:
    """Wrong PINs so far."""
    row = tx.one(
        "SELECT failures, locked_until_ms FROM login_attempt WHERE operator_id = ?", (operator_id,)
    )
    return Attempts(*row) if row else Attempts()


def set_attempts(tx: Tx, operator_id: str, found: Attempts) -> None:
    """Remember wrong PINs (R: five, then 60 s doubling), over a restart too."""
    tx.sql(
        "INSERT OR REPLACE INTO login_attempt (operator_id, failures, locked_until_ms)"
        " VALUES (?, ?, ?)",
        (operator_id, found.failures, found.locked_until_ms),
    )


def last_stamp(tx: Tx, operator_id: str) -> Row | None:
    """Who came and went: a person's latest stamp in force (a corrected one stands in the journal
    alone): (epoch, seq, operator_id, kind, at_ms, bd)."""
    return tx.one(
        f"{_STAMP} WHERE operator_id = ? ORDER BY at_ms DESC, epoch DESC, seq DESC LIMIT 1",
        (operator_id,),
    )


def stamp(tx: Tx, place: tuple[int, int]) -> Row | None:
    """One stamp by its document."""
    return tx.one(f"{_STAMP} WHERE epoch = ? AND seq = ?", place)


def stamps(tx: Tx, operator_id: str, from_ms: int, until_ms: int) -> list[Row]:
    """A person's stamps from `from_ms` up to and without `until_ms`, oldest first."""
    return tx.all(
        f"{_STAMP} WHERE operator_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, epoch, seq",
        (operator_id, from_ms, until_ms),
    )


def _operator(row: Row, decided: dict[Role, frozenset[Permission]]) -> Operator:
    role = Role(row[2])
    return Operator(
        *(OperatorId(row[0]), row[1], role, row[3], bool(row[4]), row[5]),
        allowed=decided.get(role),
    )
