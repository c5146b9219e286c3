"""Brings a screen into a state worth a picture, step by step, each when the one before has landed.

For `make screens` and nothing else: a screen reads its rows on another thread, so a picture of an
opened row must wait until there are rows, without a loop of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.bridge.session import Session

PAUSE_MS = 40


def _settle() -> None:
    """A moment for layouts that ask for another pass."""


def pose(screen: QWidget, session: Session, steps: Sequence[Callable[[], object]] = ()) -> QWidget:
    """The screen, activated; `steps` follow one by one while nothing is under way.

    Its property `posed` is True once the last step has landed.
    """
    waiting: list[Callable[[], object]] = [*steps, _settle, _settle]
    timer = QTimer(screen, interval=PAUSE_MS)

    def next_step() -> None:
        if getattr(session.runner, "under_way", 0):
            return
        if waiting:
            waiting.pop(0)()
        else:
            timer.stop()
            screen.setProperty("posed", True)

    timer.timeout.connect(next_step)
    activated = getattr(screen, "activated", None)
    if callable(activated):
        activated()
    timer.start()
    return screen
