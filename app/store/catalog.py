"""Items and what they hang on: found by code at the counter, listed for the catalogue's screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from app.domain.catalog import Department, Item, ItemKind, Price
from app.domain.document import Body
from app.domain.ids import ItemId
from app.store.engine import Row, Tx
from app.store.queries.tokens import numbers

CHUNK = 200  # items in one catalog.change document

_ITEM = (
    "SELECT item_no, item_id, name, name_en, spec, unit, kind, department_id, tax_class, plu,"
    " cost_minor, active, stock_hint_milli FROM item"
)


@dataclass(frozen=True, slots=True)
class QuickKey:
    """A key on the quick page: where it is and what it sells."""

    page_id: str
    position: int
    item: Item


@dataclass(frozen=True, slots=True)
class QuickPage:
    """A page of quick keys; positions without a key are empty places."""

    page_id: str
    name: str
    name_en: str
    position: int
    keys: tuple[QuickKey, ...]


def item_body(item: Item) -> Body:
    """An item as catalog.change carries it."""
    body = asdict(item)
    body["kind"] = item.kind.value
    body["barcodes"] = list(item.barcodes)
    body["prices"] = [[p.list_id, p.price_minor, p.from_ms, p.until_ms] for p in item.prices]
    return body


def department_body(department: Department) -> Body:
    """A department as catalog.change carries it."""
    return asdict(department)


def get(tx: Tx, item_id: str) -> Item | None:
    """One item, active or not."""
    return _first(tx, tx.all(f"{_ITEM} WHERE item_id = ?", (item_id,)))


def find_by_barcode(tx: Tx, code: str) -> Item | None:
    """The item with that barcode: an active one before one that is not."""
    rows = tx.all(
        f"{_ITEM} JOIN barcode USING (item_no) WHERE code = ?"
        " ORDER BY active DESC, item_no LIMIT 1",
        (code,),
    )
    return _first(tx, rows)


def find_by_plu(tx: Tx, plu: str) -> Item | None:
    """The item with that number on weight labels; leading zeros do not matter."""
    bare = plu.lstrip("0")
    rows = tx.all(
        f"{_ITEM} WHERE plu IN (?, ?, ?, ?, ?) AND plu <> '' ORDER BY active DESC, item_no LIMIT 1",
        (plu, bare, bare.zfill(4), bare.zfill(5), bare.zfill(6)),
    )
    return _first(tx, rows)


def barcode_owners(tx: Tx, codes: Iterable[str]) -> dict[str, str]:
    """Which item each of these barcodes belongs to; codes that nobody has are left out."""
    owners: dict[str, str] = {}
    for code in codes:
        row = tx.one(
            "SELECT item_id FROM barcode JOIN item USING (item_no) WHERE code = ?"
            " ORDER BY active DESC, item_no LIMIT 1",
            (code,),
        )
        if row:
            owners[code] = row[0]
    return owners


def search(tx: Tx, text: str, *, limit: int = 30, active_only: bool = True) -> tuple[Item, ...]:
    """Items by what one types: any part of the Chinese name, words, pinyin or initials, barcode.

    Names that begin with the text come first, short ones before long ones.
    """
    found = numbers(tx, "item", text, 8 * limit)
    if not found:
        return ()
    rows = [row for row in _rows(tx, found) if row[11] or not active_only]
    wanted = text.strip().casefold()
    rows.sort(key=lambda row: _rank(row, wanted))
    return _items(tx, rows[:limit])


def page(
    tx: Tx, *, department_id: str = "", after: tuple[str, int] = ("", 0), limit: int = 100
) -> tuple[Item, ...]:
    """Items in order of name for the catalogue's list, also inactive ones."""
    chosen, params = "", list[object](after)
    if department_id:
        chosen = " AND department_id = ?"
        params.append(department_id)
    rows = tx.all(
        f"{_ITEM} WHERE (name, item_no) > (?, ?){chosen} ORDER BY name, item_no LIMIT ?",
        (*params, limit),
    )
    return _items(tx, rows)


def item_no(tx: Tx, item_id: str) -> int:
    """The place of an item in this file (for `page`'s `after`); 0 when there is none."""
    row = tx.one("SELECT item_no FROM item WHERE item_id = ?", (item_id,))
    return row[0] if row else 0


def many(tx: Tx, item_ids: Sequence[str]) -> dict[str, Item]:
    """Items by id; ids that nobody has are left out."""
    found: dict[str, Item] = {}
    for start in range(0, len(item_ids), 500):
        chunk = item_ids[start : start + 500]
        marks = ", ".join("?" * len(chunk))
        for one in _items(tx, tx.all(f"{_ITEM} WHERE item_id IN ({marks})", chunk)):
            found[one.item_id] = one
    return found


def count(tx: Tx) -> int:
    """How many items there are."""
    row = tx.one("SELECT count(*) FROM item")
    return row[0] if row else 0


def departments(tx: Tx) -> tuple[Department, ...]:
    """Every department in its order."""
    rows = tx.all(
        "SELECT department_id, name, name_en, tax_class, position, open_price FROM department"
        " ORDER BY position, department_id"
    )
    return tuple(
        Department(department_id, name, name_en, tax_class, position, bool(open_price))
        for department_id, name, name_en, tax_class, position, open_price in rows
    )


def department(tx: Tx, department_id: str) -> Department | None:
    """One department."""
    return next((one for one in departments(tx) if one.department_id == department_id), None)


def quick_keys(tx: Tx) -> tuple[QuickPage, ...]:
    """Every page of quick keys with its items; keys of items that are gone or asleep are empty."""
    keys = tx.all("SELECT page_id, position, item_id FROM quick_key ORDER BY page_id, position")
    items = many(tx, [item_id for _, _, item_id in keys])
    pages = tx.all(
        "SELECT page_id, name, name_en, position FROM quick_page ORDER BY position, page_id"
    )
    return tuple(
        QuickPage(
            page_id,
            name,
            name_en,
            position,
            tuple(
                QuickKey(page_id, place, items[item_id])
                for owner, place, item_id in keys
                if owner == page_id and item_id in items and items[item_id].active
            ),
        )
        for page_id, name, name_en, position in pages
    )


def _rank(row: Row, wanted: str) -> tuple[int, int, int]:
    if row[9] == wanted and wanted:
        return (-1, 0, row[0])  # its own number, keyed by hand
    name, name_en = row[2].casefold(), row[3].casefold()
    begins = name.startswith(wanted) or name_en.startswith(wanted)
    return (0 if begins else 1 if wanted in name else 2, len(name), row[0])


def _rows(tx: Tx, found: list[int]) -> list[Row]:
    marks = ", ".join("?" * len(found))
    return tx.all(f"{_ITEM} WHERE item_no IN ({marks})", found)


def _first(tx: Tx, rows: list[Row]) -> Item | None:
    found = _items(tx, rows)
    return found[0] if found else None


def _items(tx: Tx, rows: list[Row]) -> tuple[Item, ...]:
    """Rows of `_ITEM` with their prices and barcodes, in the rows' order."""
    if not rows:
        return ()
    places = [row[0] for row in rows]
    marks = ", ".join("?" * len(places))
    prices: dict[int, list[Price]] = {place: [] for place in places}
    codes: dict[int, list[str]] = {place: [] for place in places}
    for place, *price in tx.all(
        "SELECT item_no, list_id, price_minor, from_ms, until_ms FROM item_price"  # noqa: S608
        f" WHERE item_no IN ({marks}) ORDER BY item_no, position",
        places,
    ):
        prices[place].append(Price(*price))
    for place, code in tx.all(
        "SELECT item_no, code FROM barcode"  # noqa: S608
        f" WHERE item_no IN ({marks}) ORDER BY item_no, position",
        places,
    ):
        codes[place].append(code)
    return tuple(
        Item(
            item_id=ItemId(row[1]),
            name=row[2],
            name_en=row[3],
            spec=row[4],
            unit=row[5],
            kind=ItemKind(row[6]),
            department_id=row[7],
            tax_class=row[8],
            plu=row[9],
            cost_minor=row[10],
            active=bool(row[11]),
            stock_hint_milli=row[12],
            prices=tuple(prices[row[0]]),
            barcodes=tuple(codes[row[0]]),
        )
        for row in rows
    )
