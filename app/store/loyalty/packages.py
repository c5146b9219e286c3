"""Packages as rows: a plan as it was sold, its lots, its pauses, its uses by day."""

from __future__ import annotations

from app.domain.loyalty.package import Package
from app.store.engine import Tx


def get(tx: Tx, package_id: str, *, today: str = "") -> Package | None:
    """One package, used up and expired ones too. `today` is the business date of `used_today`."""
    raise NotImplementedError


def of(
    tx: Tx, *member_ids: str, today: str, household: str = "", all_: bool = False
) -> tuple[Package, ...]:
    """Packages of these members, and shareable ones of their household, the nearest end first.

    Those with something left and not over; `all_`: every one. `owner_name` is set for others'.
    """
    raise NotImplementedError
