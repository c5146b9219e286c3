"""Goods, a book and a member to measure with: the same on every machine."""

from __future__ import annotations

from app.domain.catalog import SHELF, Item, ItemKind, Price, TaxClass, TaxProfile
from app.domain.ids import ItemId, MemberId, OperatorId, SaleId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import MemberTerms
from app.domain.money import CURRENCIES
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.priced import Book

NOW = 1_790_000_000_000
TAX = TaxProfile(
    "prc",
    True,
    (TaxClass("standard", 130_000, "13%", "13%"), TaxClass("reduced", 90_000, "9%", "9%")),
    "for measuring only",
)
BOOK = Book(
    CURRENCIES["CNY"],
    TAX,
    tiers=(TierTerms("gold", "金卡", "Gold", 2, "gold", (("d1", 50_000), ("*", 20_000))),),
)
MEMBER = MemberTerms(MemberId("m1"), "陈雨桐", "138****6027", "gold")


def item_of(number: int) -> Item:
    """One of many goods; every seventh is weighed."""
    prices = [Price(SHELF, 250 + number % 5000)]
    if number % 3 == 0:
        prices.append(Price("gold", 230 + number % 5000))
    weighed = number % 7 == 0
    return Item(
        ItemId(f"i{number}"),
        f"好丽友巧克力派（{number} 枚装）",
        f"d{number % 10}",
        "standard" if number % 4 else "reduced",
        tuple(prices),
        ItemKind.WEIGHED if weighed else ItemKind.PIECE,
        "kg" if weighed else "盒",
    )


def basket_of(count: int) -> Basket:
    """A basket with so many different lines."""
    lines = []
    for number in range(1, count + 1):
        item = item_of(number)
        quantity = 1354 if item.kind is ItemKind.WEIGHED else 1000 * (1 + number % 3)
        lines.append(BasketLine(number, item, quantity, item.prices[0].price_minor))
    return Basket(SaleId("s1"), OperatorId("u1"), NOW, tuple(lines), next_line_no=count + 1)
