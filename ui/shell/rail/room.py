"""Which places stand on the rail and which behind More: by what the window is high. Pure.

Places keep their order for every role and at every height, so a place's number is the same on
every till; a lower window only puts more of the last ones behind More.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.shell.places import Place

NUMBERED = 9  # Alt+1 .. Alt+9; Alt+0 opens More, or goes to the tenth where there is no More


@dataclass(frozen=True, slots=True)
class Reach:
    """`shown` on the rail from above, `rest` behind More."""

    shown: tuple[Place, ...]
    rest: tuple[Place, ...] = ()

    @property
    def every(self) -> tuple[Place, ...]:
        """All of them, in the rail's order."""
        return (*self.shown, *self.rest)

    def at(self, number: int) -> str:
        """The place of a number key (10 is the 0), or an empty text."""
        if number > NUMBERED and self.rest:
            return ""
        return self.every[number - 1].name if number <= len(self.every) else ""

    def number(self, place: int) -> int:
        """The number key of the place at this position, from 0; 0 when only More leads there."""
        last = NUMBERED if self.rest else NUMBERED + 1
        return place + 1 if place < last else 0


def reach(places: Sequence[Place], room: int) -> Reach:
    """Places for a rail with room for so many keys; More takes one of them when they are more."""
    if len(places) <= room:
        return Reach(tuple(places))
    shown = max(1, room - 1)
    return Reach(tuple(places[:shown]), tuple(places[shown:]))
