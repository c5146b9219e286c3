"""The shop's settings, tax profiles and tiers: from rows to the domain's values and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from app.domain.catalog import TaxClass, TaxProfile
from app.domain.document import Body
from app.domain.errors import Refused, Unavailable
from app.domain.loyalty.tier import TierTerms
from app.domain.money import Rounding
from app.domain.permissions import DiscountLimits
from app.domain.pricing.priced import Book
from app.domain.shop import CashRounding, Shop
from app.store import staff
from app.store.engine import Tx
from app.store.loyalty import program

_FIELDS = frozenset(field.name for field in fields(Shop))


def to_body(shop: Shop) -> Body:
    """The shop as the body of a document holds it."""
    return {name: _plain(value) for name, value in asdict(shop).items()}


def from_body(values: Body) -> Shop:
    """The shop that `to_body` wrote; names that this version does not know are kept in `extra`."""
    known = {name: value for name, value in values.items() if name in _FIELDS}
    for name, make in (("rounding", _rounding), ("limits", _limits)):
        if name in known:
            known[name] = make(known[name])
    if "label_patterns" in known:
        known["label_patterns"] = tuple(known["label_patterns"])
    return Shop(**known)


def load(tx: Tx) -> Shop:
    """The shop as it stands. Refused `shop.missing` before the first document."""
    known: Shop | None = tx.memo.get("shop")
    if known is not None:
        return known
    rows = tx.all("SELECT name, value FROM shop_setting")
    if not rows:
        raise Refused("shop.missing")
    try:
        found = from_body({name: json.loads(value) for name, value in rows})
    except (ValueError, KeyError, TypeError) as error:  # not what a document said
        raise Unavailable("database", "corrupt") from error
    tx.memo["shop"] = found
    return found


def setting(tx: Tx, name: str) -> Any:
    """One setting by its name, also those that are no field of `Shop`; None for none."""
    row = tx.one("SELECT value FROM shop_setting WHERE name = ?", (name,))
    return json.loads(row[0]) if row else None


def day_rule(tx: Tx) -> tuple[str, int]:
    """Time zone and cut-off hour: what a business date is told by."""
    found = load(tx)
    return found.zone, found.cutoff_hour


def tax_profile(tx: Tx, code: str) -> TaxProfile:
    """A tax profile that a document brought; Refused `tax.unknown_profile`."""
    row = tx.one("SELECT included, source, classes FROM tax_profile WHERE code = ?", (code,))
    if row is None:
        raise Refused("tax.unknown_profile", profile=code)
    classes = tuple(
        TaxClass(one["tax_class"], one["rate_ppm"], one["name"], one["name_en"])
        for one in json.loads(row[2])
    )
    return TaxProfile(code, bool(row[0]), classes, row[1])


def tax_body(profile: TaxProfile) -> Body:
    """A tax profile as catalog.change carries it."""
    return {name: _plain(value) for name, value in asdict(profile).items()}


def tiers(tx: Tx) -> tuple[TierTerms, ...]:
    """Every tier, lowest level first."""
    rows = tx.all(
        "SELECT tier_id, name, name_en, level, price_list, discounts FROM tier"
        " ORDER BY level, tier_id"
    )
    return tuple(
        TierTerms(tier_id, name, name_en, level, prices, _pairs(discounts))
        for tier_id, name, name_en, level, prices, discounts in rows
    )


def tier_body(tier: TierTerms) -> Body:
    """A tier as catalog.change carries it."""
    return {name: _plain(value) for name, value in asdict(tier).items()}


def book(tx: Tx, shop: Shop | None = None) -> Book:
    """What pricing looks things up in."""
    found = shop or load(tx)
    known: Book | None = tx.memo.get("book")
    if known is not None and tx.memo.get("shop") is found:
        return known
    made = Book(
        currency=found.currency,
        tax=tax_profile(tx, found.tax_profile),
        tiers=tiers(tx),
        limits=found.limits,
        rounding=found.rounding,
        program=program.load(tx),
        zone=found.zone,
        cutoff_hour=found.cutoff_hour,
        rights=tuple(staff.allowed(tx).items()),
    )
    tx.memo["book"] = made
    return made


def _pairs(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((name, ppm) for name, ppm in json.loads(text))


def _rounding(values: Body) -> CashRounding:
    return CashRounding(values["step_minor"], Rounding(values["mode"]))


def _limits(values: Body) -> DiscountLimits:
    return DiscountLimits(**values)


def _plain(value: Any) -> Any:
    """Tuples as lists, as canonical JSON would make them."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
