"""Goods that come back while others are bought: what of their price pays for the new ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """A return that waits for the sale beside it: both are sealed together, or neither.

    `lines` are (line, thousandths) of the sale `sale_id`; `parts` are (tender's code, minor units)
    in the order in which they pay here: money from outside that would otherwise go back to where
    it came from. `assets` are (`stored` or `gift`, wallet or card, minor units): what lies in the
    purse of `member_id` or on the card again once it is done. `total_minor` is the goods' price.
    """

    refund_id: str
    sale_id: str
    receipt_no: str
    lines: tuple[tuple[int, int], ...]
    reason: str
    total_minor: int
    parts: tuple[tuple[str, int], ...] = ()
    assets: tuple[tuple[str, str, int], ...] = ()
    approval_id: str = ""
    member_id: str = ""

    @property
    def minor(self) -> int:
        """All that may pay for new goods."""
        return sum(minor for _, minor in self.parts)

    def used(self, due_minor: int) -> tuple[tuple[str, int], ...]:
        """What of each part pays for so much, the first parts first."""
        left, taken = max(0, due_minor), []
        for kind, minor in self.parts:
            part = min(left, minor)
            if part:
                taken.append((kind, part))
            left -= part
        return tuple(taken)

    def back_in(self, kind: str, reference: str) -> int:
        """What lies in that wallet or on that card again."""
        return sum(n for what, where, n in self.assets if (what, where) == (kind, reference))
