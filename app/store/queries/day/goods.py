"""Items over time: names of what was sold, when it was sold last, what lies still."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Tx
from app.store.queries import cube

_LAST = "SELECT key, max(bd) FROM day_cube WHERE dim = 'item' AND bd <= ? AND n > 0 GROUP BY key"
_LYING = (
    "SELECT l.item_id, i.name, i.name_en, l.qty_milli, i.cost_minor, i.department_id"
    " FROM stock_level AS l JOIN item AS i USING (item_id) WHERE l.qty_milli > 0"
    " ORDER BY l.item_id"
)


@dataclass(frozen=True, slots=True)
class Lying:
    """An item with stock: since when nothing of it was sold (empty: never), and what lies there.

    `cost_minor` is one piece's or kg's, None where nobody knows.
    """

    item_id: str
    name: str
    name_en: str
    department_id: str
    qty_milli: int
    cost_minor: int | None
    last_on: str


def last_sold(tx: Tx, until_on: str) -> dict[str, str]:
    """The last business date on which each item was sold, up to a date."""
    found: dict[str, str] = dict(tx.all(_LAST, (until_on,)))
    for bd, one in cube.open_days(tx, "item"):
        if one.n and bd <= until_on and bd > found.get(one.key, ""):
            found[one.key] = bd
    return found


def lying(tx: Tx, on: str, *, before: str) -> tuple[Lying, ...]:
    """Items whose level is above zero now and of which nothing was sold from `before` to `on`."""
    sold = last_sold(tx, on)
    return tuple(
        Lying(item_id, name, name_en, department, qty, cost, sold.get(item_id, ""))
        for item_id, name, name_en, qty, cost, department in tx.all(_LYING)
        if sold.get(item_id, "") < before
    )


def names(tx: Tx) -> dict[str, tuple[str, str]]:
    """(name, English name) of every item that there is; what was removed is not among them: its
    last sale knows its name (`sold_as`)."""
    return {
        item_id: (name, name_en)
        for item_id, name, name_en in tx.all("SELECT item_id, name, name_en FROM item")
    }


def sold_as(tx: Tx, item_id: str, from_on: str, until_on: str) -> str:
    """The name under which an item was sold on business dates; empty when it was not."""
    row = tx.one(
        "SELECT x.name FROM sale AS s JOIN sale_line AS x USING (sale_id) WHERE s.shift_id IN"
        " (SELECT shift_id FROM shift WHERE bd BETWEEN ? AND ?) AND x.item_id = ? LIMIT 1",
        (from_on, until_on, item_id),
    )
    return str(row[0]) if row else ""
