"""Who served what, summed up by person, day and kind of goods: what commissions are worked out on.

A line counts for whoever served it, else for who sold it; what comes back is taken from the same
person and by the day it had been sold on, whatever day it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.store import journal
from app.store.engine import Row, Tx

_SHIFTS = "(SELECT shift_id FROM shift WHERE bd BETWEEN :from AND :until)"
_SOLD = f"""
    SELECT coalesce(b.operator_id, s.operator_id), l.item_id, l.department_id,
      coalesce(i.kind, ''), s.bd, sum(l.qty_milli), sum(l.net_minor)
    FROM sale AS s JOIN sale_line AS l ON l.sale_id = s.sale_id
    LEFT JOIN sale_line_by AS b ON b.sale_id = l.sale_id AND b.n = l.n
    LEFT JOIN item AS i ON i.item_id = l.item_id
    WHERE s.shift_id IN {_SHIFTS} GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - our own text
_BACK = f"""
    SELECT coalesce(b.operator_id, s.operator_id, ''), l.item_id, l.department_id,
      coalesce(i.kind, ''), coalesce(s.bd, r.bd), -sum(l.qty_milli), -sum(l.net_minor)
    FROM refund AS r JOIN refund_line AS l ON l.refund_id = r.refund_id
    LEFT JOIN sale AS s ON s.sale_id = r.sale_id AND r.sale_id <> ''
    LEFT JOIN sale_line_by AS b ON b.sale_id = s.sale_id AND b.n = l.n
    LEFT JOIN item AS i ON i.item_id = l.item_id
    WHERE r.shift_id IN {_SHIFTS} GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608
_PLANS = f"""
    SELECT operator_id, plan_id, bd, count(*), sum(paid_minor) FROM topup
    WHERE shift_id IN {_SHIFTS} GROUP BY 1, 2, 3
"""  # noqa: S608
_PLANS_BACK = f"""
    SELECT DISTINCT m.epoch, m.seq FROM till_money AS m
    JOIN journal AS j ON j.epoch = m.epoch AND j.seq = m.seq
    WHERE m.shift_id IN {_SHIFTS} AND j.kind = 'topup.refund'
"""  # noqa: S608
_TOPUP = "SELECT operator_id, plan_id, bd FROM topup WHERE topup_id = ?"


@dataclass(frozen=True, slots=True)
class Served:
    """What one person sold of one thing on one day, or (negative) what of it came back.

    `bd` is the day it was sold on. Of plans only `plan_id` is set, and `net_minor` is their price.
    """

    operator_id: str
    bd: str
    qty_milli: int
    net_minor: int
    item_id: str = ""
    department_id: str = ""
    kind: str = ""
    plan_id: str = ""


def served(tx: Tx, from_on: str, until_on: str) -> list[Served]:
    """Everything sold and given back in shifts of these business dates, both ends counted."""
    span = {"from": from_on, "until": until_on}
    found = [_goods(row) for text in (_SOLD, _BACK) for row in tx.all(text, span)]
    found += [
        Served(who, bd, n * 1000, minor, plan_id=plan_id)
        for who, plan_id, bd, n, minor in tx.all(_PLANS, span)
    ]
    for epoch, seq in tx.all(_PLANS_BACK, span):
        doc = journal.document(tx, epoch, seq)
        bought = tx.one(_TOPUP, (doc.body.get("topup_id", ""),)) if doc else None
        if doc is not None and bought is not None:
            who, plan_id, bd = bought
            found.append(Served(who, bd, -1000, -doc.body["refund"], plan_id=plan_id))
    return found


def _goods(row: Row) -> Served:
    who, item_id, department_id, kind, bd, qty, net = row
    return Served(who, bd, qty, net, item_id, department_id, kind)
