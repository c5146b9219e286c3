"""What happened at the drawer in a shift beside sales: who opened it, why, what went in and out."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.services import Services


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
    """In the order they happened. Report thread."""
    raise NotImplementedError
