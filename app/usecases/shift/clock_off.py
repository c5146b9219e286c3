"""Whether somebody set the till's clock, for the screen to warn (A12): a jump expires nothing and
revives nothing, but whoever stands here should know."""

from __future__ import annotations

from app.store import shifts
from app.usecases import commit
from app.usecases.services import Services


def clock_off(s: Services) -> int:
    """By how much the wall clock was set, in milliseconds: since the last document, or noted in
    the shift that is open; 0 for not. Reader thread."""
    with s.db.read() as tx:
        pending = commit.jumped_ms(tx, s)
        if pending:
            return pending
        shift = shifts.current(tx)
        return shifts.jumped_ms(tx, shift.shift_id) if shift else 0
