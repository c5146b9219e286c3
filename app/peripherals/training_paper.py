"""Paper of a training till: every slip says TRAINING at its top and at its end (hardware.md 6.1).

It stands before whatever lays slips out, so that no kind of slip, now or later, can go without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Slip = dict[str, Any]
_LAST = ("feed", "cut")


class TrainingPaper:
    """Fulfils `usecases.ports.Paper` in front of another. `mark` is the sentence on the paper."""

    def __init__(self, paper: Any, mark: Callable[[], str]) -> None:
        self._paper, self._mark = paper, mark

    def in_language(self, language: str) -> TrainingPaper:
        """The same in another language."""
        return TrainingPaper(self._paper.in_language(language), self._mark)

    def __getattr__(self, name: str) -> Callable[..., Slip]:
        lay_out: Callable[..., Slip] = getattr(self._paper, name)

        def marked_slip(*args: Any, **named: Any) -> Slip:
            return marked(lay_out(*args, **named), self._mark())

        return marked_slip


def marked(slip: Slip, mark: str) -> Slip:
    """The slip with the mark before everything and behind everything but the cut."""
    line = {"is": "text", "text": mark, "align": "center", "bold": True, "tall": True}
    items: list[Slip] = list(slip["items"])
    end = len(items)
    while end and items[end - 1]["is"] in _LAST:
        end -= 1
    return {**slip, "items": [line, *items[:end], line, *items[end:]]}
