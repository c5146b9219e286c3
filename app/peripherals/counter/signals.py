"""What is shown and beeped to people: the newest only, on the device's thread, lost without harm.

A display that hangs, a buzzer without power: nobody at the counter may notice more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from hardware.api.display import Lamp

TIMES = {"ok": 1, "ask": 2, "error": 3}
Work = Callable[[Any], None]
Run = Callable[[Work], "Future[None]"]


class Newest:
    """One thing to be said on one device: what was not said yet is replaced, never queued."""

    def __init__(self) -> None:
        self._next: Work | None = None
        self._said: Work | None = None

    def say(self, work: Work, run: Run) -> None:
        """`run` hands a job to the device's thread and returns at once."""
        self._said = work
        waiting, self._next = self._next is not None, work
        if not waiting:
            run(self._now).add_done_callback(self._over)

    def again(self, run: Run) -> None:
        """The device is back: what it would be showing now."""
        if self._said is not None:
            self.say(self._said, run)

    def _now(self, device: Any) -> None:
        work, self._next = self._next, None
        if work is not None:
            work(device)

    def _over(self, done: Future[None]) -> None:
        """A job that never ran (its time was over, the device went) must not block the next."""
        if done.exception() is not None:
            self._next = None


def shown(lines: tuple[str, ...], lamp: str, figure: str) -> Work:
    """Work for a pole display."""
    light = Lamp(lamp)
    return lambda display: display.show(lines, lamp=light, figure=figure)


def beeped(pattern: str, when: str) -> Work | None:
    """Work for a buzzer; None where the shop does not want to hear this one."""
    if pattern not in TIMES or (pattern != "error" and when != "all"):
        return None
    times = TIMES[pattern]
    return lambda buzzer: buzzer.beep(times)
