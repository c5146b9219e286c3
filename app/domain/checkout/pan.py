"""Several goods weighed one after another: what lay on the pan before is not sold again.

An item's weight is the reading less what lay there when the last item was confirmed. A pan that
is seen empty, or lighter than that, starts anew; so do a basket given up and a log-out.
"""

from __future__ import annotations

from dataclasses import dataclass

EMPTY_GRAMS = 20  # a reading in motion says little; at or below this the pan was cleared


@dataclass(frozen=True, slots=True)
class Pan:
    """`before`: grams on the pan that were sold already, 0 when it is empty or nobody knows."""

    before: int = 0

    def seen(self, grams: int, *, still: bool) -> Pan:
        """A reading. Goods were taken off: what is left cannot be more than what is there."""
        if grams <= EMPTY_GRAMS:
            return Pan()
        if still and grams < self.before:
            return Pan(grams)
        return self

    def item(self, grams: int) -> int:
        """What the item weighs that was put on since; zero or less: nothing was."""
        return grams - self.before

    def confirmed(self, grams: int) -> Pan:
        """The item is sold: all that lies there now is the next one's before."""
        return Pan(max(grams, 0))
