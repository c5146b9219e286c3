"""What counts towards a member's tier, as documents carry it: a row a member and business date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """What a document adds to a member's day; a return's are negative, on the sale's own day (R26).

    `topup_minor` is folded by the largest of the day, the others by their sum.
    """

    member_id: str
    on: str
    visits: int = 0
    spend_minor: int = 0
    growth: int = 0
    topup_minor: int = 0


def body(counts: Iterable[Count]) -> list[dict[str, str | int]]:
    """Counts as a document's `counts` holds them: keys that are zero are left out."""
    written: list[dict[str, str | int]] = []
    for one in counts:
        numbers = {
            "visits": one.visits,
            "spend": one.spend_minor,
            "growth": one.growth,
            "topup": one.topup_minor,
        }
        row: dict[str, str | int] = {key: n for key, n in numbers.items() if n}
        if row:
            written.append({"m": one.member_id, "on": one.on, **row})
    return written


def read(rows: Iterable[Mapping[str, str | int]]) -> tuple[Count, ...]:
    """The counts that `body` wrote."""
    return tuple(
        Count(
            str(row["m"]),
            str(row["on"]),
            int(row.get("visits", 0)),
            int(row.get("spend", 0)),
            int(row.get("growth", 0)),
            int(row.get("topup", 0)),
        )
        for row in rows
    )
