"""What every part of the view-model needs: the words, the book, the operator, the shop's clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.catalog import Item, ItemKind
from app.domain.permissions import Operator
from app.domain.pricing.priced import Book
from app.usecases.ports import DeviceState
from app.usecases.tender.terminals import GatewayState
from app.words import Words, amount, quantity


@dataclass(frozen=True, slots=True)
class Frame:
    """`clock` writes an instant as the shop's wall clock does; `now_ms` is this one."""

    words: Words
    book: Book
    operator: Operator
    clock: Callable[[int], str]
    devices: tuple[DeviceState, ...] = ()
    now_ms: int = 0
    gateways: tuple[GatewayState, ...] = ()

    @property
    def language(self) -> str:
        """`zh_CN` or `en`."""
        return self.words.lang

    @property
    def sign(self) -> str:
        """The currency's sign."""
        return self.book.currency.sign

    def money(self, minor: int, *, plus: bool = False) -> str:
        """An amount in figures, without a sign of currency."""
        return amount(minor, self.book.currency.digits, plus=plus)

    def named(self, item: Item) -> str:
        """Name and size in one line."""
        name = item.named(self.language)
        return f"{name} {item.spec}" if item.spec and item.spec not in name else name

    def unit(self, item: Item) -> str:
        """What one of it is called."""
        if item.kind is ItemKind.WEIGHED:
            return "kg"
        key = f"checkout.unit.{item.unit}"
        return self.words(key) if key in self.words else item.unit

    def qty(self, item: Item, milli: int) -> str:
        """`2`, or a weight with all its grams: `1.000`."""
        if item.kind is ItemKind.WEIGHED:
            return f"{milli // 1000:,}.{milli % 1000:03d}"
        return quantity(milli)

    def tier(self, tier_id: str) -> str:
        """A tier's name, or nothing."""
        tier = self.book.tier(tier_id) if tier_id else None
        return tier.named(self.language) if tier else ""

    def reason(self, code: str) -> str:
        """What a person chose as a reason, as words."""
        key = f"reason.{code}"
        return self.words(key) if key in self.words else code

    def role(self) -> str:
        """The operator's role as a word."""
        return self.words(f"shell.role.{self.operator.role.value}")
