"""From a figure back to its receipts: the sales and returns that a cell of the cube is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.store import shop
from app.store.engine import Tx
from app.store.queries.fold import QUARTER_MS
from app.store.queries.sale_rows import ROW, SaleRow

_SHIFTS = "{}.shift_id IN (SELECT shift_id FROM shift WHERE bd BETWEEN :from AND :until)"
_SOLD = (
    f"{ROW} WHERE {_SHIFTS.format('s')} AND (s.epoch, s.counter) < (:epoch, :counter) AND {{}}"
    " ORDER BY s.epoch DESC, s.counter DESC LIMIT :limit"
)
_LINE = "EXISTS (SELECT 1 FROM sale_line AS l WHERE l.sale_id = s.sale_id AND {} = :key)"
_WHERE = {
    "": "true",
    "till": "s.epoch IN (SELECT epoch FROM epoch WHERE tid = :key)",
    "operator": "s.operator_id = :key",
    "tier": "s.tier_id = :key",
    "who": "(s.member_id <> '') = (:key = 'member')",
    "member": "s.member_id <> ''",
    "item": _LINE.format("l.item_id"),
    "department": _LINE.format("l.department_id"),
    "tax": _LINE.format("l.tax_class || ':' || l.rate_ppm"),
    "tender": "EXISTS (SELECT 1 FROM sale_tender AS t WHERE t.sale_id = s.sale_id"
    " AND t.kind = :key)",
    "promotion": "EXISTS (SELECT 1 FROM sale_discount AS d WHERE d.epoch = s.epoch"
    " AND d.seq = s.seq AND d.rule || ':' || d.name = :key)",
}
_BACK = f"""
    SELECT r.refund_id, r.no, r.sale_id, r.how, r.reason, r.operator_id, r.bd, r.at_ms,
      r.total_minor, r.epoch, r.seq FROM refund AS r WHERE {_SHIFTS.format("r")}
    ORDER BY r.epoch DESC, r.counter DESC LIMIT :limit
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in a list; `sale_id` is empty for goods without a receipt."""

    refund_id: str
    no: str
    sale_id: str
    how: str
    reason: str
    operator_id: str
    business_date: str
    at_ms: int
    total_minor: int
    epoch: int
    seq: int


def sold(
    tx: Tx,
    dim: str,
    key: str,
    span: tuple[str, str],
    *,
    before: tuple[int, int] = (1 << 62, 0),
    limit: int = 50,
) -> tuple[SaleRow, ...]:
    """The sales behind a cell of the cube, the latest first, before (epoch, counter) of the last
    row seen. `dim` empty: every sale of the business dates `span`, both ends counted.

    KeyError for a dimension that no sale is behind (plan, asset, age).
    """
    params: dict[str, object] = {"from": span[0], "until": span[1], "key": key, "limit": limit}
    params |= {"epoch": before[0], "counter": before[1]}
    where = _in_hour(tx, key, span) if dim == "hour" else _WHERE[dim]
    return tuple(SaleRow(*one) for one in tx.all(_SOLD.format(where), params))


def returned(tx: Tx, span: tuple[str, str], *, limit: int = 200) -> tuple[ReturnRow, ...]:
    """Returns of business dates, the latest first."""
    params = {"from": span[0], "until": span[1], "limit": limit}
    return tuple(ReturnRow(*one) for one in tx.all(_BACK, params))


def _in_hour(tx: Tx, hour: str, span: tuple[str, str]) -> str:
    """The quarters of an hour that were in this hour of the shop's wall clock."""
    zone = ZoneInfo(shop.day_rule(tx)[0])
    found = []
    for (quarter,) in tx.all(
        f"SELECT DISTINCT s.at_ms / {QUARTER_MS} FROM sale AS s"  # noqa: S608
        f" WHERE {_SHIFTS.format('s')}",
        {"from": span[0], "until": span[1]},
    ):
        at = datetime.fromtimestamp(quarter * QUARTER_MS // 1000, UTC).astimezone(zone)
        if f"{at.hour:02d}" == hour:
            found.append(str(quarter))
    return f"s.at_ms / {QUARTER_MS} IN ({', '.join(found)})"
