"""The runner's synchronous twin, shipped: presenters' tests and stories need no threads, no Qt."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from app.domain.errors import Refused, Unavailable
from app.usecases.outcome import Effect
from ui.bridge.landing import land
from ui.bridge.ports import Lane, Perform, Trouble
from ui.bridge.wire import Wire, WireLike


class InstantRunner:
    """Runs each op where it stands. What an op's delivery asks for runs after that delivery, as in
    the real one; a bug is raised to the caller. Refusals nobody listens for are in `unheard`.
    """

    def __init__(self, committed: WireLike | None = None, perform: Perform | None = None) -> None:
        self._committed: WireLike = committed or Wire()
        self._perform = perform or self._keep
        self._waiting: deque[Callable[[], None]] = deque()
        self._landing = False
        self.effects: list[Effect] = []
        self.unheard: list[Trouble] = []

    def run(
        self,
        op: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_refused: Callable[[Trouble], None] | None = None,
        *,
        initiator: str = "",
        lane: Lane = "write",
    ) -> None:
        """As `Work.run`; lanes make no difference here."""
        self._waiting.append(lambda: self._one(op, on_done, on_refused, initiator))
        if self._landing:
            return
        self._landing = True
        try:
            while self._waiting:
                self._waiting.popleft()()
        finally:
            self._landing = False
            self._waiting.clear()

    def _one(
        self,
        op: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_refused: Callable[[Trouble], None] | None,
        initiator: str,
    ) -> None:
        try:
            result = op()
        except (Refused, Unavailable) as trouble:
            (on_refused or self.unheard.append)(trouble)
            return
        value = land(result, self._committed, self._perform, initiator)
        if on_done is not None:
            on_done(value)

    def _keep(self, effects: tuple[Effect, ...]) -> None:
        self.effects.extend(effects)
