"""Edits the catalogue: each save is one document with the whole row, so history explains it."""

from __future__ import annotations

from app.domain.catalog import Department, Item, TaxProfile
from app.domain.loyalty.tier import TierTerms
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def save_item(s: Services, operator: Operator, item: Item) -> Outcome[Item]:
    """Write an item; an empty `item_id` makes a new one.

    Refused: `permission.missing`, `name.*`, `item.unknown`, `department.unknown`,
    `tax.unknown_class`, `barcode.check_digit`, `barcode.taken` (name), `plu.taken`, `plu.format`,
    `price.negative`, `price.too_large`, `unit.empty`.
    """
    raise NotImplementedError


def save_department(s: Services, operator: Operator, department: Department) -> Outcome[Department]:
    """Write a department; an empty id makes a new one. Refused `name.*`, `tax.unknown_class`."""
    raise NotImplementedError


def remove_department(s: Services, operator: Operator, department_id: str) -> Outcome[None]:
    """Refused `department.unknown`, `department.in_use` (n items)."""
    raise NotImplementedError


def save_tax(s: Services, operator: Operator, profile: TaxProfile) -> Outcome[TaxProfile]:
    """Replace the tax profile. Refused `tax.class_in_use`, `tax.rate`, `permission.missing`."""
    raise NotImplementedError


def save_tiers(
    s: Services, operator: Operator, tiers: tuple[TierTerms, ...]
) -> Outcome[tuple[TierTerms, ...]]:
    """Replace the tiers. Refused `tier.rate`, `tier.twice`, `tier.in_use`, `permission.missing`."""
    raise NotImplementedError
