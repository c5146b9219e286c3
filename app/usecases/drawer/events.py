"""What happened at the drawer in a shift beside sales: who opened it, why, what went in and out."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Kind
from app.store import journal, shifts, staff
from app.usecases.services import Services

_KINDS = (Kind.DRAWER_OPEN, Kind.CASH_IN, Kind.CASH_OUT)


@dataclass(frozen=True, slots=True)
class DrawerEvent:
    """`kind` is drawer.open, cash.in or cash.out; `amount_minor` is signed, 0 for an opening."""

    kind: str
    at_ms: int
    operator_name: str
    reason: str
    amount_minor: int
    approver_name: str = ""


def of_shift(s: Services, shift_id: str) -> tuple[DrawerEvent, ...]:
    """In the order they happened; nothing for a shift that is unknown. Report thread."""
    found = []
    with s.db.report() as tx:
        head = journal.head(tx)
        first, last = shifts.span(tx, shift_id)
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        after = (head.epoch if head else 0, first - 1)
        for doc in journal.read(tx, after=after, kinds=_KINDS):
            if doc.seq > last:
                break
            if doc.body.get("shift_id") != shift_id:
                continue
            amount = doc.body.get("amount", 0)
            said = doc.body.get("approval") or doc.body.get("approval_id", "")
            word = staff.approval(tx, said)
            found.append(
                DrawerEvent(
                    doc.kind.value,
                    doc.body.get("at_ms", doc.eff_ms),
                    names.get(doc.operator_id, "?"),
                    doc.body.get("reason", ""),
                    -amount if doc.kind is Kind.CASH_OUT else amount,
                    names.get(word.approver_id, "") if word else "",
                )
            )
    return tuple(found)
