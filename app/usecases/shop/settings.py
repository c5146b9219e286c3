"""The shop's settings: read whole, changed by name, each change a document."""

from __future__ import annotations

from typing import TypedDict, Unpack

from app.domain.permissions import DiscountLimits, Operator
from app.domain.shop import CashRounding, Shop
from app.usecases.outcome import Outcome
from app.usecases.services import Services


class ShopChanges(TypedDict, total=False):
    """What may be changed after the first start; numbers, currency and zone stand for good."""

    shop_name: str
    till_name: str
    branch: str
    phone: str
    tax_no: str
    cutoff_hour: int
    paper_language: str
    paper_columns: int
    rounding: CashRounding
    limits: DiscountLimits
    footer: str
    auto_lock_minutes: int
    label_patterns: tuple[str, ...]
    extra: dict[str, str]


def load(s: Services) -> Shop:
    """The shop as it stands now. Reader thread."""
    raise NotImplementedError


def change(s: Services, operator: Operator, **fields: Unpack[ShopChanges]) -> Outcome[Shop]:
    """The shop after the change; nothing is written when nothing changes.

    Refused: `permission.missing`, `name.*`, `settings.value` (field).
    """
    raise NotImplementedError
