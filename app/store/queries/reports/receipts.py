"""The receipts and returns behind a figure: newest first, by one key of a dimension."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.store import shop
from app.store.engine import Row, Tx

_SALES = (
    "SELECT s.sale_id, s.receipt_no, s.bd, s.at_ms, s.operator_id, s.member_id, s.due_minor,"
    " s.pieces_milli FROM shift AS h CROSS JOIN sale AS s USING (shift_id)"
    " WHERE h.bd BETWEEN :first AND :last"
)
_LINE = {
    "item": "l.item_id",
    "department": "l.department_id",
    "tax": "l.tax_class || ':' || l.rate_ppm",
}
LINES = tuple(_LINE)  # what a part of a receipt is
_SHARE = """
    SELECT l.sale_id, sum(l.net_minor + l.tax_minor)
    FROM json_each(:sales) AS j CROSS JOIN sale_line AS l ON l.sale_id = j.value
    WHERE {key} = :key GROUP BY 1
"""
_BY = {
    "": "",
    "day": " AND s.bd = :key",
    "month": " AND substr(s.bd, 1, 7) = :key",
    "hour": "",
    "operator": " AND s.operator_id = :key",
    "till": " AND s.epoch IN (SELECT epoch FROM epoch WHERE tid = :key)",
    "tier": " AND s.tier_id = :key",
    "who": " AND (CASE s.member_id WHEN '' THEN 'guest' ELSE 'member' END) = :key",
    "member": " AND s.member_id = :key",
    **{
        dim: f" AND EXISTS (SELECT 1 FROM sale_line AS l WHERE l.sale_id = s.sale_id"  # noqa: S608
        f" AND {key} = :key)"
        for dim, key in _LINE.items()
    },
    "tender": " AND EXISTS (SELECT 1 FROM sale_tender AS t WHERE t.sale_id = s.sale_id"
    " AND t.kind = :key)",
    "promotion": " AND EXISTS (SELECT 1 FROM sale_discount AS d WHERE d.epoch = s.epoch"
    " AND d.seq = s.seq AND d.rule || ':' || d.name = :key)",
    "overrides": " AND s.operator_id = :key AND s.overrides > 0",
    "voided": " AND s.operator_id = :key AND s.voided_lines > 0",
}
DIMENSIONS = tuple(_BY)
_REFUNDS = """
    SELECT r.refund_id, r.no, r.bd, r.at_ms, r.operator_id, r.sale_id, r.how, r.reason,
      r.total_minor
    FROM shift AS h CROSS JOIN refund AS r USING (shift_id)
    WHERE h.bd BETWEEN :first AND :last AND (:key = '' OR r.how = :key)
    ORDER BY r.at_ms DESC, r.epoch DESC, r.counter DESC LIMIT :limit
"""


def sales(tx: Tx, dim: str, key: str, days: tuple[str, str], limit: int) -> list[Row]:
    """(sale_id, receipt, bd, at, operator, member, due, pieces), the newest first."""
    order = " ORDER BY s.at_ms DESC, s.epoch DESC, s.counter DESC"
    params = {"first": days[0], "last": days[1], "key": key}
    if dim == "hour":
        found: list[Row] = []
        for row in _of_hour(tx, tx.sql(_SALES + order, _only(params, "first", "last")), key):
            found.append(row)
            if len(found) == limit:
                break
        return found
    names = ("first", "last", "key") if ":key" in _BY[dim] else ("first", "last")
    return tx.all(
        f"{_SALES}{_BY[dim]}{order} LIMIT :limit",  # noqa: S608
        _only(params, *names) | {"limit": limit},
    )


def shares(tx: Tx, dim: str, key: str, sale_ids: list[str]) -> dict[str, int]:
    """What of each receipt is of that item, department or tax (LINES), tax in it; minor units."""
    params: dict[str, str | int] = {"sales": json.dumps(sale_ids), "key": key}
    return {sale: minor for sale, minor in tx.all(_SHARE.format(key=_LINE[dim]), params)}


def refunds(tx: Tx, how: str, days: tuple[str, str], limit: int) -> list[Row]:
    """(refund_id, number, bd, at, operator, sale_id, how, reason, total); `how` empty: all."""
    params = {"first": days[0], "last": days[1], "key": how, "limit": limit}
    return tx.all(_REFUNDS, params)


def _only(params: dict[str, str], *names: str) -> dict[str, str | int]:
    return {name: params[name] for name in names}


def _of_hour(tx: Tx, rows: Iterator[Row], hour: str) -> Iterator[Row]:
    """Those of an hour of the shop's wall clock."""
    zone = ZoneInfo(shop.day_rule(tx)[0])
    for row in rows:
        at = datetime.fromtimestamp(row[3] // 1000, UTC).astimezone(zone)
        if f"{at.hour:02d}" == hour:
            yield row
