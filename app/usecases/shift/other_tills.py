"""Reconciles several tills of a shop without a network: their Z slips are scanned in."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class TillDay:
    """One Z of one till on the shop's day sheet; `own` for this till's. Minor units."""

    tid: str
    epoch: int
    z_no: int
    business_date: str
    sales_minor: int
    refunds_minor: int
    expected_minor: int
    counted_minor: int
    difference_minor: int
    to_bank_minor: int
    grand_minor: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class ShopDay:
    """The day's drawers of a shop, by till; `missing` are tills seen before that have no Z yet."""

    business_date: str
    tills: tuple[TillDay, ...]
    missing: tuple[str, ...] = ()


def see_z(s: Services, operator: Operator, text: str) -> Outcome[TillDay]:
    """Take in what another till's Z slip says (its QR). A second scan changes nothing."""
    raise NotImplementedError


def day_of_shop(s: Services, business_date: str) -> ShopDay:
    """The day's Zs of all tills, own and seen. Report thread."""
    raise NotImplementedError
