"""Rows of what the shop sells.

Body of catalog.change: {reason, items: [...], departments: [...], tiers: [...],
tax_profiles: [...], quick_pages: [...], quick_keys: [{page_id, position, item_id ("" takes the key
away)}], removed: {items: [id], departments: [id], tiers: [id], quick_pages: [id]}}, each part
optional. Each entry is whole: it replaces what stood there. Shapes as app/store/catalog.py writes:
item {item_id, name, name_en, spec, unit, kind, department_id, tax_class, plu, cost_minor, active,
stock_hint_milli, barcodes: [..], prices: [[list_id, price_minor, from_ms, until_ms]]}.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.document import Body, Document, canonical
from app.store.engine import Tx
from app.store.queries.search_text import item_words, joined

_REMOVED = {
    "items": "DELETE FROM item WHERE item_id = ?",
    "departments": "DELETE FROM department WHERE department_id = ?",
    "tiers": "DELETE FROM tier WHERE tier_id = ?",
    "quick_pages": "DELETE FROM quick_page WHERE page_id = ?",
}


def catalog_change(tx: Tx, doc: Document) -> None:
    """Additions and replacements in the order in which they lean on each other, then removals."""
    body = doc.body
    _departments(tx, body.get("departments", ()))
    prices = _Prices(tx)
    for one in body.get("items", ()):
        was = prices.of(one["item_id"])
        _item(tx, one)
        prices.now(one["item_id"], was, _standing(one["prices"]))
    _tiers(tx, body.get("tiers", ()))
    _taxes(tx, body.get("tax_profiles", ()))
    _quick(tx, body)
    for part, gone in body.get("removed", {}).items():
        if part == "items":
            for one in gone:
                prices.now(one, prices.of(one), {})
                _forget_words(tx, one)
        tx.many(_REMOVED[part], [(one,) for one in gone])
        if part == "quick_pages":
            tx.many("DELETE FROM quick_key WHERE page_id = ?", [(one,) for one in gone])
    prices.write(doc)


class _Prices:
    """What a document changes of prices, list by list."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.changed: dict[tuple[str, str], tuple[int | None, int | None]] = {}

    def of(self, item_id: str) -> dict[str, int]:
        """The prices that stand."""
        rows = self.tx.all(
            "SELECT p.list_id, p.price_minor, p.from_ms, p.until_ms FROM item_price AS p"
            " JOIN item AS i USING (item_no) WHERE i.item_id = ? ORDER BY p.position",
            (item_id,),
        )
        return _standing(rows)

    def now(self, item_id: str, was: dict[str, int], now: dict[str, int]) -> None:
        """An item's prices became others."""
        for name in sorted({*was, *now}):
            if was.get(name) != now.get(name):
                first = self.changed.get((item_id, name), (was.get(name),))[0]
                self.changed[item_id, name] = (first, now.get(name))

    def write(self, doc: Document) -> None:
        """A row for each list whose price is another now."""
        self.tx.many(
            "INSERT INTO price_change (item_id, epoch, seq, list_id, was_minor, now_minor,"
            " operator_id, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (item_id, doc.epoch, doc.seq, name, was, now, doc.operator_id, doc.eff_ms)
                for (item_id, name), (was, now) in self.changed.items()
                if was != now
            ],
        )


def _standing(prices: Iterable[Sequence[Any]]) -> dict[str, int]:
    """The price that will stand last on each list, of [list_id, price_minor, from_ms, until_ms]."""
    last: dict[str, tuple[int, int]] = {}
    for name, minor, from_ms, _ in prices:
        if name not in last or from_ms >= last[name][0]:
            last[name] = (from_ms, minor)
    return {name: minor for name, (_, minor) in last.items()}


def _forget_words(tx: Tx, item_id: str) -> None:
    """Take the words away that an item was found by."""
    row = tx.one("SELECT item_no, words FROM item WHERE item_id = ?", (item_id,))
    if row is not None:
        tx.many(
            "DELETE FROM item_token WHERE token = ? AND item_no = ?",
            [(word, row[0]) for word in row[1].split()],
        )


def _item(tx: Tx, one: Body) -> None:
    _forget_words(tx, one["item_id"])
    codes = list(dict.fromkeys(one["barcodes"]))
    words = sorted(item_words(one["name"], one["name_en"], codes, one["plu"]))
    tx.sql(
        "INSERT INTO item (item_id, name, name_en, spec, unit, kind, department_id, tax_class, plu,"
        " cost_minor, active, stock_hint_milli, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item_id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,"
        " spec = excluded.spec, unit = excluded.unit, kind = excluded.kind,"
        " department_id = excluded.department_id, tax_class = excluded.tax_class,"
        " plu = excluded.plu, cost_minor = excluded.cost_minor, active = excluded.active,"
        " stock_hint_milli = excluded.stock_hint_milli, words = excluded.words",
        (
            *(one["item_id"], one["name"], one["name_en"], one["spec"], one["unit"], one["kind"]),
            *(one["department_id"], one["tax_class"], one["plu"], one["cost_minor"]),
            *(int(one["active"]), one["stock_hint_milli"], joined(words)),
        ),
    )
    row = tx.one("SELECT item_no FROM item WHERE item_id = ?", (one["item_id"],))
    item_no = row[0] if row else 0
    tx.sql("DELETE FROM item_price WHERE item_no = ?", (item_no,))
    tx.sql("DELETE FROM barcode WHERE item_no = ?", (item_no,))
    tx.many(
        "INSERT OR REPLACE INTO item_price (item_no, list_id, price_minor, from_ms, until_ms,"
        " position) VALUES (?, ?, ?, ?, ?, ?)",
        [(item_no, *price, position) for position, price in enumerate(one["prices"])],
    )
    tx.many(
        "INSERT INTO barcode (code, item_no, position) VALUES (?, ?, ?)",
        [(code, item_no, position) for position, code in enumerate(codes)],
    )
    tx.many(
        "INSERT INTO item_token (token, item_no) VALUES (?, ?)",
        [(word, item_no) for word in words],
    )


def _departments(tx: Tx, departments: list[Body]) -> None:
    tx.many(
        "INSERT OR REPLACE INTO department (department_id, name, name_en, tax_class, position,"
        " open_price) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                *(one["department_id"], one["name"], one["name_en"], one["tax_class"]),
                *(one["position"], int(one["open_price"])),
            )
            for one in departments
        ],
    )


def _tiers(tx: Tx, tiers: list[Body]) -> None:
    tx.many(
        "INSERT OR REPLACE INTO tier (tier_id, name, name_en, level, price_list, discounts)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                *(one["tier_id"], one["name"], one["name_en"], one["level"], one["price_list"]),
                canonical(one["discount_ppm"]).decode(),
            )
            for one in tiers
        ],
    )


def _taxes(tx: Tx, profiles: list[Body]) -> None:
    tx.many(
        "INSERT OR REPLACE INTO tax_profile (code, included, source, classes) VALUES (?, ?, ?, ?)",
        [
            (
                *(one["code"], int(one["included"]), one["source"]),
                canonical(one["classes"]).decode(),
            )
            for one in profiles
        ],
    )


def _quick(tx: Tx, body: Body) -> None:
    tx.many(
        "INSERT OR REPLACE INTO quick_page (page_id, name, name_en, position) VALUES (?, ?, ?, ?)",
        [
            (one["page_id"], one["name"], one["name_en"], one["position"])
            for one in body.get("quick_pages", ())
        ],
    )
    for one in body.get("quick_keys", ()):
        if one["item_id"]:
            tx.sql(
                "INSERT OR REPLACE INTO quick_key (page_id, position, item_id) VALUES (?, ?, ?)",
                (one["page_id"], one["position"], one["item_id"]),
            )
        else:
            tx.sql(
                "DELETE FROM quick_key WHERE page_id = ? AND position = ?",
                (one["page_id"], one["position"]),
            )
