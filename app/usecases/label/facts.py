"""What a label says of an item: every field by its name, in the language of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.catalog import SHELF, Item, ItemKind, price_on
from app.domain.label.shape import LabelTemplate
from app.domain.label.weigh_code import pattern_for, weigh_code
from app.domain.money import times
from app.domain.shop import Shop, business_date
from app.words import amount, quantity


@dataclass(frozen=True, slots=True)
class Told:
    """What only the person at the screen knows: the weight on the pan, how many days it keeps."""

    grams: int = 0
    keeps_days: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What all labels of a job share. `member_lists` are the members' price lists."""

    shop: Shop
    language: str
    now_ms: int
    member_lists: tuple[str, ...] = ()
    departments: tuple[tuple[str, str], ...] = ()


def facts_of(item: Item, setting: Setting, told: Told, template: LabelTemplate) -> dict[str, str]:
    """Field to text; what does not apply is empty.

    Refused `labels.plu`, `labels.too_much`, `labels.pattern` where the template carries a weighed
    code and the item or the shop has none to give.
    """
    shop, language = setting.shop, setting.language
    name = item.named(language)
    other = item.name_en if name == item.name else item.name
    price = price_on(item.prices, SHELF, setting.now_ms)
    unit = "kg" if item.kind is ItemKind.WEIGHED else item.unit
    facts = {
        "name": name,
        "second_name": other if other != name else "",
        "spec": item.spec,
        "unit": unit,
        "department": dict(setting.departments).get(item.department_id, ""),
        "barcode": item.barcodes[0] if item.barcodes else "",
        "plu": item.plu,
        "shop": shop.shop_name,
        **_dates(setting, told),
    }
    if price is None:
        return facts
    facts["price"] = money(price, shop)
    facts["unit_price"] = f"{money(price, shop)}/{unit}"
    facts["was_price"] = _was(item, price, setting)
    facts["member_price"] = _member(item, price, setting)
    if told.grams:
        total = times(price, told.grams)
        facts["weight"] = f"{quantity(told.grams)} kg"
        facts["total"] = money(total, shop)
        if "weigh_code" in template.named:
            facts["weigh_code"] = _weigh_code(item, setting, told.grams, total)
    return facts


def money(minor: int, shop: Shop) -> str:
    """With the currency's sign: a label stands alone."""
    return f"{shop.currency.sign}{amount(minor, shop.currency.digits)}"


def _dates(setting: Setting, told: Told) -> dict[str, str]:
    shop = setting.shop
    today = date.fromisoformat(business_date(setting.now_ms, shop.zone, shop.cutoff_hour))
    last = (today + timedelta(days=told.keeps_days)).isoformat() if told.keeps_days else ""
    return {"date": today.isoformat(), "best_before": last}


def _was(item: Item, price: int, setting: Setting) -> str:
    """The price that holds without an end, where one with an end is below it."""
    lasting = [one for one in item.prices if one.list_id == SHELF and not one.until_ms]
    usual = price_on(tuple(lasting), SHELF, setting.now_ms)
    return money(usual, setting.shop) if usual is not None and usual > price else ""


def _member(item: Item, price: int, setting: Setting) -> str:
    """The lowest price that a member may have, where it is below everybody's."""
    offered = [
        found
        for name in setting.member_lists
        if (found := price_on(item.prices, name, setting.now_ms)) is not None and found < price
    ]
    return money(min(offered), setting.shop) if offered else ""


def _weigh_code(item: Item, setting: Setting, grams: int, total: int) -> str:
    patterns = _weighing(setting.shop.label_patterns)
    long = pattern_for(patterns, long=True)
    return weigh_code(long or pattern_for(patterns, long=False), item.plu, grams, total)


def _weighing(patterns: Sequence[str]) -> tuple[str, ...]:
    """Patterns that carry a weight first: the till then knows how much was sold."""
    return tuple(sorted(patterns, key=lambda one: "W" not in one))
