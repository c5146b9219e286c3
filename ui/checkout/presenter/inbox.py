"""One queue for all that happens at the counter, so that nothing overtakes anything.

A scan must be looked up on another thread; a key pressed meanwhile waits for it. So the order of
the hands is the order of the sale, and a quick payment never leaves out what was scanned before.
"""

from __future__ import annotations

from collections.abc import Callable

Act = Callable[[], object]


class Slot:
    """A place in the queue whose turn comes when it is filled."""

    def __init__(self, act: Act | None = None) -> None:
        self.act = act
        self.closed = False


class Inbox:
    """Runs acts in the order in which they were put in; what an act itself puts in comes next."""

    def __init__(self) -> None:
        self._slots: list[Slot] = []
        self._draining = False
        self._next = 0

    @property
    def waiting(self) -> int:
        """How many acts have not had their turn yet."""
        return len(self._slots)

    def put(self, act: Act) -> None:
        """Run an act when everything before it is done: at once when nothing waits."""
        self._enter(Slot(act))
        self._drain()

    def hold(self) -> Slot:
        """A place for an answer that is still on its way."""
        slot = Slot()
        self._enter(slot)
        return slot

    def fill(self, slot: Slot, act: Act) -> None:
        """The answer is there. Filling twice does nothing: the first answer counts."""
        if not slot.closed:
            slot.closed = True
            slot.act = act
            self._drain()

    def _enter(self, slot: Slot) -> None:
        if self._draining:
            self._slots.insert(self._next, slot)
            self._next += 1
        else:
            self._slots.append(slot)

    def _drain(self) -> None:
        if self._draining:
            return
        self._draining = True
        try:
            while self._slots and (act := self._slots[0].act) is not None:
                del self._slots[0]
                self._next = 0
                act()
        finally:
            self._draining = False
