"""What happens to a result on the GUI thread: one order for the runner and its instant twin.

And what happens when somebody wishes for another before it landed: the newest wish only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.usecases.outcome import Changes, Outcome
from ui.bridge.ports import Lane, Perform, Trouble, Work
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


class Newest:
    """One op under way at a time; wishes meanwhile are one op more, of what is then.

    `ask()` says what to run as things stand, None for nothing. Each result is told, so that a
    hand that keeps moving sees something move.
    """

    def __init__(
        self,
        runner: Work,
        ask: Callable[[], Callable[[], Any] | None],
        found: Callable[[Any], None],
        refused: Callable[[Trouble], None],
        *,
        initiator: str,
        lane: Lane,
    ) -> None:
        self._runner, self._ask, self._found, self._refused = runner, ask, found, refused
        self._initiator, self._lane = initiator, lane
        self._under_way = self._again = False

    def wish(self) -> None:
        """Now, or as soon as what is under way has landed."""
        if self._under_way:
            self._again = True
            return
        op = self._ask()
        if op is not None:
            self._under_way = True
            self._runner.run(
                op,
                lambda result: self._landed(self._found, result),
                lambda trouble: self._landed(self._refused, trouble),
                initiator=self._initiator,
                lane=self._lane,
            )

    def _landed(self, tell: Callable[[Any], None], what: Any) -> None:
        again, self._under_way, self._again = self._again, False, False
        tell(what)
        if again:
            self.wish()
