"""The one app-wide signal: what a commit touched. Each screen decides whether it cares."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.bridge.wire import Wire, WireLike


class ChangeFeed(QObject):
    """`committed(Changes, initiator)`, always on the GUI thread: the runner emits it.

    A hidden screen marks itself dirty and reloads in `activated()`.
    """

    committed = Signal(object, str)


class PlainChangeFeed:
    """The same for presenters' tests and stories: no Qt loop needed."""

    def __init__(self) -> None:
        self._committed = Wire()

    @property
    def committed(self) -> WireLike:
        """(Changes, initiator)."""
        return self._committed
