"""An item while it is being typed: texts as they stand in the form, and the item they make. Pure.

Nothing typed is ever lost: what cannot be read stays in its field, with a sentence under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from app.domain.catalog import SHELF, Department, Item, ItemKind, Price, TaxProfile, price_on
from app.domain.errors import Refused
from app.domain.ids import ItemId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import clean_name
from app.domain.money import Currency, parse_amount, plain
from app.words import local
from ui.catalog.viewmodel.days import begins_ms, parse_day

Errors = dict[str, Refused]


@dataclass(frozen=True, slots=True)
class Around:
    """What an item may hang on: the shop's departments, classes, tiers and units; its day."""

    departments: tuple[Department, ...]
    tax: TaxProfile
    tiers: tuple[TierTerms, ...]
    units: tuple[str, ...]
    currency: Currency
    zone: tzinfo
    cutoff_hour: int

    @property
    def lists(self) -> tuple[TierTerms, ...]:
        """The tiers that have a price list of their own, each list once."""
        seen: dict[str, TierTerms] = {}
        for tier in self.tiers:
            if tier.price_list and tier.price_list != SHELF:
                seen.setdefault(tier.price_list, tier)
        return tuple(seen.values())

    def department(self, department_id: str) -> Department | None:
        """The department of an id."""
        return next((d for d in self.departments if d.department_id == department_id), None)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """The form. `item` is what stands in the shop (an empty id: nothing yet); the rest is typed.

    `lists` are (price list, text); `dropped` are announced prices that are to go.
    """

    item: Item
    name: str = ""
    name_en: str = ""
    spec: str = ""
    unit: str = ""
    kind: ItemKind = ItemKind.PIECE
    price: str = ""
    from_day: str = ""
    cost: str = ""
    plu: str = ""
    department_id: str = ""
    tax_class: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    barcodes: tuple[str, ...] = ()
    dropped: tuple[Price, ...] = ()
    active: bool = True


def blank(around: Around, *, name: str = "", code: str = "", department_id: str = "") -> Item:
    """A new item: the department one looks at, else the first; its usual tax class."""
    department = around.department(department_id) or next(iter(around.departments), None)
    classes = around.tax.classes
    tax_class = department.tax_class if department else classes[0].tax_class if classes else ""
    return Item(
        item_id=ItemId(""),
        name=name,
        department_id=department.department_id if department else "",
        tax_class=tax_class,
        prices=(),
        unit=around.units[0] if around.units else "",
        barcodes=(code,) if code else (),
    )


def draft_of(item: Item, around: Around, now_ms: int) -> ItemDraft:
    """The form as it opens."""
    digits = around.currency.digits

    def shown(minor: int | None) -> str:
        return "" if minor is None else plain(minor, digits)

    return ItemDraft(
        item,
        name=item.name,
        name_en=item.name_en,
        spec=item.spec,
        unit=item.unit,
        kind=item.kind,
        price=shown(price_on(item.prices, SHELF, now_ms)),
        cost=shown(item.cost_minor),
        plu=item.plu,
        department_id=item.department_id,
        tax_class=item.tax_class,
        lists=tuple(
            (tier.price_list, shown(price_on(item.prices, tier.price_list, now_ms)))
            for tier in around.lists
        ),
        barcodes=item.barcodes,
        active=item.active,
    )


def announced(draft: ItemDraft, now_ms: int) -> tuple[Price, ...]:
    """Shelf prices that begin later, the soonest first, without those that are to go."""
    later = [p for p in draft.item.prices if p.list_id == SHELF and p.from_ms > now_ms]
    return tuple(sorted((p for p in later if p not in draft.dropped), key=lambda p: p.from_ms))


def item_of(draft: ItemDraft, around: Around, now_ms: int) -> tuple[Item | None, Errors]:
    """The item that the form makes, or what is wrong in which field."""
    errors: Errors = {}
    try:
        name = clean_name(draft.name)
    except Refused as wrong:
        name = ""
        errors["name"] = wrong
    if not draft.unit.strip():
        errors["unit"] = Refused("unit.empty")
    cost = _amount("cost", draft.cost, around.currency, errors)
    prices = _prices(draft, around, now_ms, errors)
    if errors:
        return None, errors
    return (
        replace(
            draft.item,
            name=name,
            name_en=draft.name_en.strip(),
            spec=draft.spec.strip(),
            unit=draft.unit.strip(),
            kind=draft.kind,
            prices=prices,
            cost_minor=cost,
            plu=draft.plu.strip(),
            department_id=draft.department_id,
            tax_class=draft.tax_class,
            barcodes=draft.barcodes,
            active=draft.active,
        ),
        {},
    )


def _amount(field: str, text: str, currency: Currency, errors: Errors) -> int | None:
    """An amount of nought or more; None for an empty field or one that is wrong."""
    if not text.strip():
        return None
    try:
        minor = parse_amount(text, currency)
    except Refused as wrong:
        errors[field] = wrong
        return None
    if minor < 0:
        errors[field] = Refused("price.negative")
        return None
    return minor


def _prices(draft: ItemDraft, around: Around, now: int, errors: Errors) -> tuple[Price, ...]:
    """Every price after the edit: shelf now or from a day, the lists, and what was announced."""
    kept = [p for p in draft.item.prices if p not in draft.dropped]
    asked = _amount("price", draft.price, around.currency, errors)
    if draft.from_day.strip():
        from_ms = _from_ms(draft.from_day, around, now, errors)
        if asked is None and "price" not in errors:
            errors["price"] = Refused("amount.unreadable", text="")
        if asked is not None:
            same = [p for p in kept if (p.list_id, p.from_ms) == (SHELF, from_ms)]
            kept = [p for p in kept if p not in same]
            kept.append(Price(SHELF, asked, from_ms))
    elif asked != price_on(draft.item.prices, SHELF, now):
        kept = _set_now(kept, SHELF, asked, now)
    for list_id, text in draft.lists:
        own = _amount(f"list.{list_id}", text, around.currency, errors)
        if own != price_on(draft.item.prices, list_id, now):
            kept = _set_now(kept, list_id, own, now)
    return tuple(kept)


def _set_now(prices: Sequence[Price], list_id: str, asked: int | None, now: int) -> list[Price]:
    """A list's price from now on; prices of other lists, and announced ones, stay."""
    kept = [p for p in prices if p.list_id != list_id or p.from_ms > now]
    return kept if asked is None else [Price(list_id, asked), *kept]


def _from_ms(text: str, around: Around, now_ms: int, errors: Errors) -> int:
    try:
        day = parse_day(text, local(now_ms, around.zone).date())
    except Refused as wrong:
        errors["from_day"] = wrong
        return 0
    begins = begins_ms(day, around.zone, around.cutoff_hour)
    if begins <= now_ms:
        errors["from_day"] = Refused("day.past", text=text.strip()[:20])
    return begins
