"""Stored value's terms: wallets, and the order in which principal and bonus go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GENERAL = "general"  # the wallet that pays for everything


class SpendOrder(StrEnum):
    """Which part of stored value goes first (R3). Proportional keeps R6's ratio always true."""

    PROPORTIONAL = "proportional"
    PRINCIPAL_FIRST = "principal_first"
    BONUS_FIRST = "bonus_first"


@dataclass(frozen=True, slots=True)
class Wallet:
    """A purse of its own (购物卡): what it pays for; empty lists mean everything."""

    wallet_id: str
    name: str
    name_en: str = ""
    departments: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def pays_for(self, item_id: str, department_id: str) -> bool:
        """Whether this wallet may pay for an item."""
        return not self.restricted or department_id in self.departments or item_id in self.items

    @property
    def restricted(self) -> bool:
        """Whether it is for some goods only."""
        return bool(self.departments or self.items)

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class StoredValueTerms:
    """How stored value is spent. `bonus_is_discount`: the bonus part lowers revenue and tax base
    instead of paying as a tender (ledger-and-sync.md 10: a chain's setting).

    `keep_change` offers to put change into the wallet (存零). Above `pin_above_minor` the member's
    PIN is asked (0: never).
    """

    order: SpendOrder = SpendOrder.PROPORTIONAL
    bonus_is_discount: bool = False
    keep_change: bool = True
    pin_above_minor: int = 0
