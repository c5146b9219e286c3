"""Edits the catalogue: each save is one document with the whole row, so history explains it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog import Department, Item, TaxProfile
from app.domain.codes import stored_barcode, stored_plu
from app.domain.codes.cards import without_card
from app.domain.codes.gtin import LENGTHS, check_digit, is_digits, normal
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ids import ItemId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import clean_line, clean_name
from app.domain.money import MAX_MINOR, PPM
from app.domain.permissions import Operator, Permission, require
from app.store import catalog
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.catalog.list_items import every_item
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

_TOUCHED = Changes(catalog=True)


def save_item(s: Services, operator: Operator, item: Item) -> Outcome[Item]:
    """Write an item; an empty `item_id` makes a new one. Items are never deleted, only inactive.

    Refused: `permission.missing`, `name.*`, `item.unknown`, `department.unknown`,
    `tax.unknown_class`, `barcode.check_digit` (code, right), `barcode.unreadable`,
    `barcode.taken` (code, name), `plu.format`, `plu.taken`, `price.negative`, `price.too_large`,
    `unit.empty`.
    """
    require(operator, Permission.CATALOG_EDIT)
    cleaned = _cleaned(item)
    with s.db.write() as tx:
        before = catalog.get(tx, cleaned.item_id) if cleaned.item_id else None
        if cleaned.item_id and before is None:
            raise Refused("item.unknown")
        _require_known(tx, cleaned)
        _require_free(tx, cleaned)
        saved = cleaned if before else replace(cleaned, item_id=ItemId(s.clock.new_id()))
        if saved != before:
            seal_catalog(tx, s, operator, {"items": [catalog.item_body(saved)]})
    return Outcome(saved, _TOUCHED)


def save_department(s: Services, operator: Operator, department: Department) -> Outcome[Department]:
    """Write a department; an empty id makes a new one, at the end.

    Refused: `permission.missing`, `name.*`, `department.unknown`, `department.name_taken`,
    `tax.unknown_class`.
    """
    require(operator, Permission.CATALOG_EDIT)
    named = replace(
        department, name=clean_name(department.name), name_en=department.name_en.strip()[:200]
    )
    with s.db.write() as tx:
        others = catalog.departments(tx)
        book = shops.book(tx)
        book.tax.rate_ppm(named.tax_class)
        if any(
            one.name == named.name and one.department_id != named.department_id for one in others
        ):
            raise Refused("department.name_taken", name=named.name)
        saved = named
        if not named.department_id:
            last = max((one.position for one in others), default=0)
            saved = replace(named, department_id=s.clock.new_id(), position=last + 1)
        seal_catalog(tx, s, operator, {"departments": [catalog.department_body(saved)]})
    return Outcome(saved, _TOUCHED)


def remove_department(s: Services, operator: Operator, department_id: str) -> Outcome[None]:
    """Refused `permission.missing`, `department.unknown`, `department.in_use` (n items)."""
    require(operator, Permission.CATALOG_EDIT)
    with s.db.write() as tx:
        if catalog.department(tx, department_id) is None:
            raise Refused("department.unknown", name=department_id[:40])
        held = sum(1 for _ in every_item(tx, department_id=department_id))
        if held:
            raise Refused("department.in_use", n=held)
        seal_catalog(tx, s, operator, {"removed": {"departments": [department_id]}})
    return Outcome(None, _TOUCHED)


def save_tax(s: Services, operator: Operator, profile: TaxProfile) -> Outcome[TaxProfile]:
    """Write the shop's tax profile anew. Classes in use may change their rate, not go away.

    Refused: `permission.missing`, `tax.rate`, `tax.class_in_use`, `tax.included` (whether prices
    contain the tax stands for good).
    """
    require(operator, Permission.SETTINGS_EDIT)
    for one in profile.classes:
        clean_name(one.name)
        if not 0 <= one.rate_ppm <= PPM:
            raise Refused("tax.rate", name=one.name)
    with s.db.write() as tx:
        before = shops.tax_profile(tx, shops.load(tx).tax_profile)
        if profile.code != before.code or profile.included != before.included:
            raise Refused("tax.included")
        kept = {one.tax_class for one in profile.classes}
        used = {one.tax_class for one in catalog.departments(tx)}
        used |= {one.tax_class for one in every_item(tx)}
        for gone in sorted(used - kept):
            raise Refused("tax.class_in_use", tax_class=gone)
        seal_catalog(tx, s, operator, {"tax_profiles": [shops.tax_body(profile)]})
    return Outcome(profile, _TOUCHED | Changes(settings=True))


def save_tiers(
    s: Services, operator: Operator, tiers: tuple[TierTerms, ...]
) -> Outcome[tuple[TierTerms, ...]]:
    """Write the tiers; they are never removed, because members stand in them.

    Refused: `permission.missing`, `name.*`, `tier.rate`, `tier.twice`.
    """
    require(operator, Permission.SETTINGS_EDIT)
    if len({one.tier_id for one in tiers}) != len(tiers):
        raise Refused("tier.twice")
    for one in tiers:
        clean_name(one.name)
        if any(not 0 <= off <= PPM for _, off in one.discount_ppm):
            raise Refused("tier.rate", name=one.name)
    with s.db.write() as tx:
        seal_catalog(tx, s, operator, {"tiers": [shops.tier_body(one) for one in tiers]})
        saved = shops.tiers(tx)
    return Outcome(saved, _TOUCHED | Changes(settings=True))


def seal_catalog(tx: Tx, s: Services, operator: Operator, body: Body) -> None:
    """One catalog.change document; its `reason` is `edit` unless the body says otherwise."""
    whole: Body = {"reason": "edit"} | body
    commit.seal(tx, s, Kind.CATALOG_CHANGE, whole, operator_id=operator.operator_id)


def _cleaned(item: Item) -> Item:
    for price in item.prices:
        if price.price_minor < 0:
            raise Refused("price.negative")
        if price.price_minor > MAX_MINOR:
            raise Refused("price.too_large", most_minor=MAX_MINOR)
    if item.cost_minor is not None and not 0 <= item.cost_minor <= MAX_MINOR:
        raise Refused("price.negative")
    if not item.unit.strip():
        raise Refused("unit.empty")
    plu = stored_plu(item.plu)
    if plu and not (is_digits(plu) and len(plu) <= 6):
        raise Refused("plu.format", code=plu[:20])
    return replace(
        item,
        name=clean_name(item.name),
        name_en=clean_line(item.name_en)[:200],
        spec=clean_line(item.spec)[:60],
        unit=clean_line(item.unit)[:10],
        barcodes=tuple(dict.fromkeys(map(_barcode, item.barcodes))),
        plu=plu,
    )


def _barcode(text: str) -> str:
    code = stored_barcode(without_card(text))
    if is_digits(code) and len(code) in LENGTHS and not normal(code):
        raise Refused("barcode.check_digit", code=code, right=check_digit(code[:-1]))
    if not code or len(code) > 40 or not code.isascii() or not code.isprintable():
        raise Refused("barcode.unreadable", code=code[:40])
    return code


def _require_known(tx: Tx, item: Item) -> None:
    if catalog.department(tx, item.department_id) is None:
        raise Refused("department.unknown", name=item.department_id[:40])
    shops.tax_profile(tx, shops.load(tx).tax_profile).rate_ppm(item.tax_class)


def _require_free(tx: Tx, item: Item) -> None:
    for code, owner in catalog.barcode_owners(tx, item.barcodes).items():
        if owner != item.item_id:
            other = catalog.get(tx, owner)
            raise Refused("barcode.taken", code=code, name=other.name if other else "")
    holder = catalog.find_by_plu(tx, item.plu) if item.plu else None
    if holder is not None and holder.item_id != item.item_id:
        raise Refused("plu.taken", code=item.plu, name=holder.name)
