"""What happens to a result on the GUI thread: one order for the runner and its instant twin."""

from __future__ import annotations

from typing import Any

from app.usecases.outcome import Changes, Outcome
from ui.bridge.ports import Perform
from ui.bridge.wire import WireLike

NOTHING = Changes()


def land(result: Any, committed: WireLike, perform: Perform, initiator: str) -> Any:
    """Tell the screens, then the devices (house.md principle 5); the value is for the caller."""
    if not isinstance(result, Outcome):
        return result
    if result.changes != NOTHING:
        committed.emit(result.changes, initiator)
    if result.effects:
        perform(result.effects)
    return result.value
