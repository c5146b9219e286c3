"""A basket and its tenders as text and back: what a draft holds. It may change its shape.

A draft that a newer or older program cannot read is left where it is and not shown; nothing was
paid for good in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.domain.catalog import Item, ItemKind, Price
from app.domain.member import MemberTerms
from app.domain.pricing.basket import (
    Approval,
    Basket,
    BasketLine,
    ManualDiscount,
    PriceOverride,
    VoidedLine,
)
from app.domain.tendering import Tender

VERSION = 1
Raw = dict[str, Any]


def write(basket: Basket, tenders: tuple[Tender, ...]) -> str:
    """The draft's text."""
    body = {"v": VERSION, "basket": asdict(basket), "tenders": [asdict(one) for one in tenders]}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Basket, tuple[Tender, ...]] | None:
    """What `write` wrote; None for a text of another version, or a damaged one."""
    try:
        raw = json.loads(text)
        if raw["v"] != VERSION:
            return None
        return _basket(raw["basket"]), tuple(Tender(**one) for one in raw["tenders"])
    except (ValueError, TypeError, KeyError):
        return None


def _basket(raw: Raw) -> Basket:
    return Basket(
        **{
            **raw,
            "lines": tuple(_line(one) for one in raw["lines"]),
            "member": MemberTerms(**raw["member"]) if raw["member"] else None,
            "discount": _discount(raw["discount"]),
            "voided": tuple(VoidedLine(**one) for one in raw["voided"]),
        }
    )


def _line(raw: Raw) -> BasketLine:
    override = raw["override"]
    return BasketLine(
        **{
            **raw,
            "item": _item(raw["item"]),
            "override": PriceOverride(**{**override, "approval": _approval(override["approval"])})
            if override
            else None,
            "discount": _discount(raw["discount"]),
        }
    )


def _item(raw: Raw) -> Item:
    return Item(
        **{
            **raw,
            "kind": ItemKind(raw["kind"]),
            "prices": tuple(Price(**one) for one in raw["prices"]),
            "barcodes": tuple(raw["barcodes"]),
        }
    )


def _discount(raw: Raw | None) -> ManualDiscount | None:
    return ManualDiscount(**{**raw, "approval": _approval(raw["approval"])}) if raw else None


def _approval(raw: Raw | None) -> Approval | None:
    return Approval(**raw) if raw else None
