"""The rules' numbers as they hold in this shop: the program's file, and the shop's own over it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from app.domain.insight.sentinel import Terms
from app.domain.insight.sentinel.terms import terms_from
from app.domain.shop import Shop
from app.settings import RESOURCES

EXTRA = "sentinel"  # the shop's own numbers: JSON, {rule: {number: value, level: ..., on: ...}}


@cache
def given() -> dict[str, Any]:
    """The program's file, whole."""
    text = (RESOURCES / "sentinel" / "rules.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def terms_of(shop: Shop) -> Terms:
    """The numbers that hold. Own ones that cannot be read are as if there were none."""
    return terms_from(given(), own_of(shop), shop.currency.digits)


def own_of(shop: Shop) -> dict[str, dict[str, Any]]:
    """What the shop changed."""
    try:
        read = json.loads(shop.extra.get(EXTRA, "") or "{}")
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {code: own for code, own in read.items() if isinstance(own, dict)}
