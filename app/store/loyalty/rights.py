"""Lots and rights as rows: what a holder has, read by the range of the primary key.

Nothing here changes a row: moves in a document do (projections/moves.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.rights import Asset, Lot
from app.store.engine import Tx

Held = dict[tuple[str, Asset], int]
Place = tuple[str, str, str]  # last day, holder, lot: where a sweep stands


def held(tx: Tx, *holders: str) -> Held:
    """What may be spent here, by holder and asset: what `rights.spend` is given."""
    raise NotImplementedError


def lots(tx: Tx, *holders: str, empty: bool = False) -> tuple[Lot, ...]:
    """The lots of these holders that have something left; `empty`: used up ones too."""
    raise NotImplementedError


def lot(tx: Tx, holder: str, lot_id: str) -> Lot | None:
    """One lot, used up or not."""
    raise NotImplementedError


def of_group(tx: Tx, holder: str, group_id: str) -> tuple[Lot, ...]:
    """All lots of a holder that came at once (a top-up, a sale, a package), used up ones too."""
    raise NotImplementedError


def expiring(tx: Tx, before: str, limit: int, *, after: Place = ("", "", "")) -> tuple[Lot, ...]:
    """Lots with something left whose last day is before the business date `before`.

    In order of (last day, holder, lot); `after` is the place of the last one seen.
    """
    raise NotImplementedError


def held_by(tx: Tx, lots_: Iterable[Lot]) -> Held:
    """The rights that these lots stand on, whoever holds them: for sweeps, set-based."""
    raise NotImplementedError


def outstanding(tx: Tx) -> dict[Asset, int]:
    """What all holders have together, by asset: the unredeemed liability at this moment."""
    raise NotImplementedError
