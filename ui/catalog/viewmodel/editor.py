"""The form of an item in words: fields with their errors, what one may choose, what a save does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.catalog import SHELF, price_on
from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.words import Words, amount, local
from ui.catalog.viewmodel.draft import Around, ItemDraft, announced

FIELDS = ("name", "name_en", "spec", "unit", "price", "from_day", "cost", "plu", "barcode")
UNITS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FieldVM:
    """A field: its text (filled when the form opens), its error, the words under it."""

    value: str
    error: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class PickVM:
    """A list to choose one from, in the form's place. Options are (code, title, note)."""

    name: str
    title: str
    options: tuple[tuple[str, str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class EditorVM:
    """The form. `state`: none (nothing chosen), form. `serial` grows when fields are filled anew.

    `lists` are (price list, label); `announced` are (place, words); `save_off` says why not.
    """

    state: str
    serial: int = 0
    item_id: str = ""
    new: bool = False
    title: str = ""
    about: str = ""
    price: str = ""
    per: str = ""
    fields: Mapping[str, FieldVM] = field(default_factory=dict)
    kind: str = ""
    kind_note: str = ""
    department: str = ""
    department_error: str = ""
    tax: str = ""
    lists: tuple[tuple[str, str], ...] = ()
    announced: tuple[tuple[int, str], ...] = ()
    barcodes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    active: bool = True
    place: str = ""
    place_off: str = ""
    dirty: bool = False
    save: str = ""
    save_off: str = ""
    said: str = ""
    said_role: str = "muted"
    pick: PickVM | None = None


@dataclass(frozen=True, slots=True)
class EditorState:
    """What the presenter knows about the form; `errors` are sentences by field."""

    draft: ItemDraft | None = None
    dirty: bool = False
    busy: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    said_role: str = "muted"
    place: str = ""
    pick: str = ""
    serial: int = 0


def editor(state: EditorState, around: Around, now_ms: int, words: Words) -> EditorVM:
    """The whole form."""
    draft = state.draft
    if draft is None:
        return EditorVM("none", serial=state.serial)
    new = not draft.item.item_id
    now = price_on(draft.item.prices, SHELF, now_ms)
    off = words("catalog.saving") if state.busy else ""
    if not off and not state.dirty:
        off = words("catalog.nothing_new" if not new else "catalog.name_first")
    return EditorVM(
        "form",
        serial=state.serial,
        item_id=draft.item.item_id,
        new=new,
        title=words("catalog.new_title") if new else draft.item.named(words.lang),
        about=draft.item.spec,
        price="" if now is None else amount(now, words.digits),
        per=words("catalog.per", unit=_apart(draft.item.unit, words)) if now is not None else "",
        fields=_fields(draft, state.errors, around, words),
        kind=draft.kind.value,
        kind_note=words(f"catalog.kind.{draft.kind.value}.note"),
        department=_department(draft, around, words),
        department_error=state.errors.get("department", ""),
        tax=_tax(draft, around, words),
        lists=tuple(
            (tier.price_list, words("catalog.tier_price", tier=tier.named(words.lang)))
            for tier in around.lists
        ),
        announced=_announced(draft, around, now_ms, words),
        barcodes=draft.barcodes,
        units=around.units[:UNITS_SHOWN],
        active=draft.active,
        place=state.place or words("catalog.no_place"),
        place_off=words("catalog.place_off") if new or state.dirty else "",
        dirty=state.dirty,
        save=words("catalog.save_new" if new else "catalog.save"),
        save_off=off,
        said=state.said,
        said_role=state.said_role,
        pick=_pick(state.pick, draft, around, words),
    )


def _fields(
    draft: ItemDraft, errors: Mapping[str, str], around: Around, words: Words
) -> dict[str, FieldVM]:
    day = words("catalog.from_help", hour=f"{around.cutoff_hour:02d}:00")
    helps = {"price": _margin(draft, around, words), "from_day": day}
    texts = {name: getattr(draft, name, "") for name in FIELDS}
    texts |= {f"list.{list_id}": text for list_id, text in draft.lists}
    return {
        name: FieldVM(text, errors.get(name, ""), helps.get(name, ""))
        for name, text in texts.items()
    }


def _margin(draft: ItemDraft, around: Around, words: Words) -> str:
    """What is between cost and price, while both can be read."""
    try:
        sold = parse_amount(draft.price, around.currency)
        paid = parse_amount(draft.cost, around.currency)
    except Refused:
        return ""
    left = amount(sold - paid, words.digits)
    unit = _apart(draft.unit or words("catalog.piece"), words)
    return words("catalog.margin", left=left, unit=unit)


def _department(draft: ItemDraft, around: Around, words: Words) -> str:
    found = around.department(draft.department_id)
    return found.named(words.lang) if found else words("catalog.no_department")


def _tax(draft: ItemDraft, around: Around, words: Words) -> str:
    for one in around.tax.classes:
        if one.tax_class == draft.tax_class:
            return one.name_en if words.lang == "en" else one.name
    return draft.tax_class


def _announced(
    draft: ItemDraft, around: Around, now_ms: int, words: Words
) -> tuple[tuple[int, str], ...]:
    rows = []
    for one in announced(draft, now_ms):
        when = words.full_day(local(one.from_ms, around.zone).date())
        shown = amount(one.price_minor, words.digits)
        rows.append((one.from_ms, words("catalog.announced", day=when, price=shown)))
    return tuple(rows)


def _pick(name: str, draft: ItemDraft, around: Around, words: Words) -> PickVM | None:
    if name == "department":
        departments = tuple((d.department_id, d.named(words.lang), "") for d in around.departments)
        return PickVM(name, words("catalog.pick_department"), departments, draft.department_id)
    if name == "tax":
        classes = tuple(
            (c.tax_class, c.name_en if words.lang == "en" else c.name, "")
            for c in around.tax.classes
        )
        return PickVM(name, words("catalog.pick_tax"), classes, draft.tax_class)
    return None


def _apart(unit: str, words: Words) -> str:
    """A unit behind a Chinese word: Latin letters stand apart from it (`每 kg`, `每瓶`)."""
    return f" {unit} " if words.lang == "zh_CN" and unit.isascii() else unit
