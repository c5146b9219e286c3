"""Text that did not fit its place: every piece measures what it paints and tells it here.

A text that ends in `…` on purpose (`elide`) is not a cut. The test that walks all screens in both
languages asks `found()` after painting; in the shop the log is bounded and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 500


@dataclass(frozen=True, slots=True)
class Cut:
    """One text that needs `need` px and has `room`; `where` names the piece and its window."""

    where: str
    text: str
    need: int
    room: int

    def __str__(self) -> str:
        return f"{self.where}: {self.text!r} needs {self.need} px, has {self.room}"


class CutLog:
    """What was cut since the last `clear()`; each text once a place."""

    def __init__(self) -> None:
        self._cuts: dict[tuple[str, str], Cut] = {}

    def add(self, where: str, text: str, *, need: float, room: float) -> None:
        """Remember one cut text. Widths in logical pixels."""
        if len(self._cuts) < MOST:
            self._cuts[(where, text)] = Cut(where, text, round(need), round(room))

    def found(self) -> list[Cut]:
        """All cuts so far."""
        return list(self._cuts.values())

    def clear(self) -> None:
        """Begin a new screen."""
        self._cuts.clear()
