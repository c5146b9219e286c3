"""A return's moves: what members get back into their lots, and the points that are taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.loyalty.terms import PointsTerms
from app.domain.returns.mirror import GoodsBack
from app.domain.rights import Lot, Move, Take
from app.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Claw:
    """Points taken back: out of lots, as debt, or off what is paid out (R15)."""

    takes: tuple[Take, ...] = ()
    debt: int = 0
    deduct_minor: int = 0

    @property
    def points(self) -> int:
        """Points that really left lots."""
        return sum(one.n for one in self.takes)


def given_back(
    sale: Sale,
    back: GoodsBack,
    *,
    refund_id: str,
    now_ms: int,
    today: str,
    reinstate_days: int = 0,
    holders: Mapping[str, str] | None = None,
) -> tuple[Move, ...]:
    """Stored value, points, gift money, package uses and vouchers back into their lots.

    Points whose lot has ended come into a new one of `reinstate_days` (R22; 0: into the old one).
    `holders` names who has a holder's things now (after a merge): those get a new lot.
    """
    raise NotImplementedError


def claw(
    points: int,
    lots: Sequence[Lot],
    *,
    sale_id: str,
    terms: PointsTerms,
    today: str,
    cash_minor: int = 0,
) -> Claw:
    """Points that this sale had given: its own lot first, then the nearest end, frozen ones too.

    What is missing is debt, or by `terms.short == "cash"` its worth off `cash_minor` (never more
    than that; the rest is debt).
    """
    raise NotImplementedError


def debt_lot(n: int, holder: str, *, refund_id: str, now_ms: int) -> Lot:
    """The debt of a return as a lot; the next points earned pay it first."""
    raise NotImplementedError
