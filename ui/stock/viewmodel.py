"""Stock in words: the list of goods with their levels, one good's history, and the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.catalog import Item, ItemKind
from app.usecases.stock.levels import ItemStock, PriceChange, StockMove, StockRow
from app.words import Words, amount, quantity, whole

LOOK, RECEIVE, COUNT, ADJUST = "look", "receive", "count", "adjust"
WRITE_OFF, OUT, IN = "write_off", "out", "in"
MODES = (LOOK, COUNT, RECEIVE, WRITE_OFF, ADJUST, OUT, IN)
FILTERS = ("all", "low", "negative", "untracked")
NOTED = {RECEIVE: "from", COUNT: "note", ADJUST: "why", WRITE_OFF: "why", OUT: "shop", IN: "shop"}
At = Callable[[int], datetime]


@dataclass(frozen=True, slots=True)
class RowVM:
    """One good: its level in words, and whether it needs a look."""

    item_id: str
    name: str
    spec: str
    code: str
    level: str
    role: str = "text"
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListVM:
    """The list. `state`: loading, rows, none, error. `filters` are (code, title)."""

    state: str
    rows: tuple[RowVM, ...] = ()
    about: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    only: str = "all"
    error: str = ""
    more: bool = False
    none: str = ""
    none_why: str = ""


@dataclass(frozen=True, slots=True)
class PastVM:
    """A line of a good's history: when, what, how much, by whom and why."""

    key: str
    when: str
    what: str
    value: str
    role: str = "text"
    why: str = ""


@dataclass(frozen=True, slots=True)
class LineVM:
    """A line of the sheet."""

    item_id: str
    name: str
    value: str
    cost: str = ""


@dataclass(frozen=True, slots=True)
class SideVM:
    """The right half. In `look` the good one stands on; else the sheet of that gesture.

    `name` is the good that a quantity is typed for; `off` says why nothing can be saved yet.
    `labels` stands on the key that leads to labels for what just came.
    """

    mode: str
    name: str = ""
    level: str = ""
    level_note: str = ""
    role: str = "text"
    past: tuple[PastVM, ...] = ()
    prices: tuple[PastVM, ...] = ()
    lines: tuple[LineVM, ...] = ()
    quantity_label: str = ""
    note_label: str = ""
    asks_cost: bool = False
    save: str = ""
    off: str = ""
    said: str = ""
    error: str = ""
    hint: str = ""
    modes: tuple[tuple[str, str], ...] = ()
    labels: str = ""


def row(one: StockRow, words: Words) -> RowVM:
    """One good of the list."""
    item, left = one.item, one.qty_milli
    role, note = "text", ""
    if left is None:
        role = "muted"
    elif left < 0:
        role, note = "danger", words("stock.below_zero")
    elif one.low:
        role, note = "warning", words("stock.low")
    return RowVM(
        str(item.item_id),
        item.named(words.lang),
        item.spec,
        item.barcodes[0] if item.barcodes else item.plu,
        level(left, item, words),
        role,
        note,
    )


def named(item: Item, words: Words) -> str:
    """Name and size: two bottles of one name are two goods."""
    name = item.named(words.lang)
    return f"{name} {item.spec}" if item.spec and item.spec not in name else name


def level(milli: int | None, item: Item, words: Words, *, plus: bool = False) -> str:
    """`24 瓶`, `12.345 kg`, `-1`; a dash where nobody counts it."""
    if milli is None:
        return words("stock.unknown")
    sign = "+" if plus and milli > 0 else "-" if milli < 0 else ""
    if item.kind is ItemKind.WEIGHED:
        return f"{sign}{quantity(abs(milli))} kg"
    key = f"checkout.unit.{item.unit}"
    unit = words(key) if key in words else item.unit
    return f"{sign}{whole(abs(milli) // 1000)} {unit}".rstrip()


def filters(counts: dict[str, int], words: Words) -> tuple[tuple[str, str], ...]:
    """What the list may be narrowed to, with how many there are."""
    return tuple((one, words(f"stock.only.{one}", n=counts.get(one, 0))) for one in FILTERS)


def modes(allowed: Sequence[str], words: Words) -> tuple[tuple[str, str], ...]:
    """The gestures this person may make."""
    return tuple((one, words(f"stock.mode.{one}")) for one in MODES if one in allowed)


def look(found: ItemStock | None, at: At, words: Words) -> SideVM:
    """One good: how many, what moved them, what they cost when."""
    if found is None:
        return SideVM(LOOK, hint=words("stock.look_hint"))
    item = found.row.item
    shown = row(found.row, words)
    counted = found.row.counted_ms
    note = words("stock.counted", when=words.moment(at(counted))) if counted else ""
    if found.row.qty_milli is None:
        note = words("stock.unknown_why")
    return SideVM(
        LOOK,
        name=named(item, words),
        level=shown.level,
        level_note=note,
        role=shown.role,
        past=tuple(
            _past(one, n, item, people=found.people, at=at, words=words)
            for n, one in enumerate(found.moves)
        ),
        prices=tuple(_price(one, n, found.people, at, words) for n, one in enumerate(found.prices)),
    )


def _past(
    one: StockMove, n: int, item: Item, *, people: dict[str, str], at: At, words: Words
) -> PastVM:
    what = words(f"stock.kind.{one.kind}", n=one.n)
    by = people.get(one.operator_id, "")
    why = words("stock.why", who=by, why=one.reason) if one.reason and by else one.reason or by
    role = "danger" if one.kind == "write_off" else "text"
    value = level(one.qty_milli, item, words, plus=True)
    return PastVM(str(n), words.moment(at(one.at_ms)), what, value, role, why)


def _price(one: PriceChange, n: int, people: dict[str, str], at: At, words: Words) -> PastVM:
    def price(minor: int | None) -> str:
        return words("stock.no_price") if minor is None else amount(minor, words.digits)

    what = words("stock.price", was=price(one.was_minor), now=price(one.now_minor))
    of = "" if one.list_id == "shelf" else one.list_id
    return PastVM(
        str(n), words.moment(at(one.at_ms)), what, of, why=people.get(one.operator_id, "")
    )
