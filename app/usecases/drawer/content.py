"""What the drawer should hold: asked by whoever takes money out of it, told to who may see an X."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission
from app.store import shifts
from app.store.engine import Tx


def require_there(tx: Tx, operator: Operator, shift_id: str, amount_minor: int) -> None:
    """Nobody takes out what cannot be in the drawer. Refused `drawer.not_enough` (holds_minor), or
    `drawer.not_so_much` for who counts blind: a refusal must not tell the sum either."""
    holds = shifts.totals(tx, shift_id).cash_expected_minor
    if amount_minor <= holds:
        return
    if operator.may(Permission.X_REPORT):
        raise Refused("drawer.not_enough", holds_minor=holds)
    raise Refused("drawer.not_so_much")
