"""A small shop in a few words: `basket("2 cola, 0.5 apple, cola -10%, all -1.00", tier="gold")`."""

import re
from dataclasses import replace

from app.domain.catalog import SHELF, Item, ItemKind, Price, TaxClass, TaxProfile
from app.domain.ids import ItemId, MemberId, OperatorId, SaleId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import MemberTerms
from app.domain.money import CURRENCIES, Rounding, parse_amount
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Basket, BasketLine, ManualDiscount, PriceOverride
from app.domain.pricing.priced import Book
from app.domain.shop import CashRounding

CNY = CURRENCIES["CNY"]
NOW = 1_789_000_000_000
DAY = 86_400_000

PRC = TaxProfile(
    "prc",
    True,
    (
        TaxClass("standard", 130_000, "13%", "13%"),
        TaxClass("reduced", 90_000, "9%", "9%"),
        TaxClass("service", 60_000, "6%", "6%"),
        TaxClass("zero", 0, "0%", "0%"),
    ),
    "a test",
)
NYC = TaxProfile(
    "nyc",
    False,
    (TaxClass("standard", 88_750, "8.875%", "8.875%"), TaxClass("reduced", 0, "0%", "0%")),
    "a test",
)
TIERS = (
    TierTerms("gold", "金卡", "Gold", 2, "gold", (("food", 100_000), ("drinks", 50_000))),
    TierTerms("silver", "银卡", "Silver", 1, "", (("*", 50_000), ("drinks", 0))),
    TierTerms("staff", "员工", "Staff", 9, "", (("*", 1_000_000),)),
)
BOOK = Book(CNY, PRC, TIERS)
NYC_BOOK = Book(CURRENCIES["USD"], NYC, TIERS)


def item(
    name: str,
    price: int,
    *,
    tax: str = "standard",
    dept: str = "sundries",
    weighed: bool = False,
    **lists: int,
) -> Item:
    """An item at a shelf price in minor units, and its prices on other lists."""
    prices = (Price(SHELF, price), *(Price(name_, minor) for name_, minor in lists.items()))
    kind = ItemKind.WEIGHED if weighed else ItemKind.PIECE
    return Item(ItemId(name), name, dept, tax, prices, kind)


ITEMS = {
    one.name: one
    for one in (
        item("cola", 300, dept="drinks", gold=270),
        item("milk", 650, tax="reduced", dept="food"),
        item("bread", 800, tax="reduced", dept="food", gold=790),
        item("wine", 9900, dept="drinks", gold=12000),
        item("apple", 1280, tax="reduced", dept="fruit", weighed=True),
        item("pen", 100),
        item("clip", 5),
        item("gift", 0),
        item("tv", 100_000),
    )
}

CASHIER = Operator(OperatorId("c1"), "李", Role.CASHIER)
MANAGER = Operator(OperatorId("m1"), "王", Role.MANAGER)
OWNER = Operator(OperatorId("o1"), "张", Role.OWNER)
TECHNICIAN = Operator(OperatorId("t1"), "周", Role.TECHNICIAN)


def minor(text: str) -> int:
    return parse_amount(text, CNY)


def member(tier: str, member_id: str = "mem1") -> MemberTerms:
    return MemberTerms(MemberId(member_id), "陈小桐", "138****1234", tier)


def discount(text: str) -> ManualDiscount:
    """`10%` or `1.00`."""
    if text.endswith("%"):
        rate = parse_amount(text[:-1], CURRENCIES["KWD"]) * 10
        return ManualDiscount("price_match", CASHIER.operator_id, rate_ppm=rate)
    return ManualDiscount("price_match", CASHIER.operator_id, amount_minor=minor(text))


def basket(words: str, *, tier: str = "") -> Basket:
    """Lines `2 cola`, `0.354 apple`, `label 9.90 apple`; hands `cola = 2.50`, `all -10%`."""
    lines: dict[str, BasketLine] = {}
    whole = None
    for part in (one.strip() for one in words.split(",") if one.strip()):
        if set_ := re.fullmatch(r"(\w+) = ([\d.]+)", part):
            name, price = set_[1], minor(set_[2])
            over = PriceOverride(price, "damaged", MANAGER.operator_id)
            lines[name] = replace(lines[name], override=over)
        elif off := re.fullmatch(r"(\w+) -([\d.]+%?)", part):
            if off[1] == "all":
                whole = discount(off[2])
            else:
                lines[off[1]] = replace(lines[off[1]], discount=discount(off[2]))
        elif label := re.fullmatch(r"label ([\d.]+) (\w+)", part):
            found, no = ITEMS[label[2]], len(lines) + 1
            lines[label[2]] = BasketLine(
                no, found, 1000, found.prices[0].price_minor, "label", minor(label[1])
            )
        else:
            qty, name = part.split()
            milli = parse_amount(qty, CURRENCIES["KWD"])
            found, no = ITEMS[name], len(lines) + 1
            lines[name] = BasketLine(no, found, milli, found.prices[0].price_minor)
    return Basket(
        SaleId("s1"),
        CASHIER.operator_id,
        NOW,
        tuple(lines.values()),
        member(tier) if tier else None,
        whole,
        next_line_no=len(lines) + 1,
    )


def rounding(step: int, mode: str = "half_up") -> CashRounding:
    return CashRounding(step, Rounding(mode))


def rows(text: str) -> list[list[str]]:
    """The cells of a table in text: one row a line, cells between bars; `#` begins a remark."""
    kept = [line.strip() for line in text.strip().splitlines()]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in kept
        if line and not line.startswith("#")
    ]
