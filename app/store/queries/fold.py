"""What sales and returns since the last Z add up to, by business date and one dimension.

The same statements fold a Z's documents into `day_cube` and add what came after the last Z to what
the cube says: so a figure is the same before a Z and after it.

Dimensions, their keys, and what is counted in them (amounts in minor units):
- till (tid), operator, tier, who (member | guest), hour (00..23 of the shop's wall clock): sales.
- item, department, tax (`<class>:<rate in ppm>`): lines.
- tender (kind): what paid for sales, less what returns paid out of it. `plan`: the same for plans.
- promotion (`<rule>:<name or reason>`): what was taken off, by sale_discount.
- member: `active`, who bought on that date; `new`, who joined (counted when they do).
- asset (`<kind of document>:<asset>`), written with each document and not folded: n moves, what
  came in base_minor, what went in refund_minor, in the asset's own units; total_minor is the rest.
  age (`principal | bonus | gift:<month of the lot's birth>`) alike.

Columns: n (sales, lines, tenders, discounts), qty_milli (pieces of sales; of lines, less what came
back), base_minor at shelf prices, total_minor after discounts less returns, net_minor and tax_minor
alike, cost_minor of what has a known cost and costed_minor, its net price (of lines only); refunds
(returns, their lines, their payments) and refund_minor, by which total_minor has become less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.store import shop
from app.store.engine import Row, Tx

SALES = ("till", "operator", "tier", "who", "hour")
LINES = ("item", "department", "tax")
OTHERS = ("tender", "plan", "promotion", "member")
FOLDED = (*SALES, *LINES, *OTHERS)
DIMENSIONS = (*FOLDED, "asset", "age")
QUARTER_MS = 900_000  # no zone is off by less

_COST = "(l.cost_minor * l.qty_milli + 500) / 1000"
_SUMS = (
    "sum(n), sum(qty), sum(base), sum(total), sum(net), sum(tax), sum(cost), sum(costed),"
    " sum(refunds), sum(refund)"
)
_NAMES = "bd, key, n, qty, base, total, net, tax, cost, costed, refunds, refund"
_SALES = """
    SELECT bd, key, {sums} FROM (
      SELECT s.bd AS bd, {sale} AS key, count(*) AS n, sum(s.pieces_milli) AS qty,
        sum(s.base_minor) AS base, sum(s.total_minor) AS total, sum(s.due_minor - s.tax_minor)
        AS net, sum(s.tax_minor) AS tax, 0 AS cost, 0 AS costed, 0 AS refunds, 0 AS refund
      FROM sale AS s {joined} WHERE (s.epoch, s.counter) > (:epoch, :sale) GROUP BY 1, 2
      UNION ALL
      SELECT r.bd, {refund}, 0, 0, 0, -sum(l.amount_minor), -sum(l.net_minor), -sum(l.tax_minor),
        0, 0, count(DISTINCT r.refund_id), sum(l.amount_minor)
      FROM refund AS r JOIN refund_line AS l USING (refund_id) {joined_back}
      WHERE (r.epoch, r.counter) > (:epoch, :refund) GROUP BY 1, 2
    ) GROUP BY bd, key
"""
_LINES = """
    SELECT bd, key, {sums} FROM (
      SELECT s.bd AS bd, {key} AS key, count(*) AS n, sum(l.qty_milli) AS qty,
        sum(l.base_minor) AS base, sum(l.total_minor) AS total, sum(l.net_minor) AS net,
        sum(l.tax_minor) AS tax, coalesce(sum({cost}), 0) AS cost,
        coalesce(sum(l.net_minor) FILTER (WHERE l.cost_minor IS NOT NULL), 0) AS costed,
        0 AS refunds, 0 AS refund
      FROM sale AS s CROSS JOIN sale_line AS l USING (sale_id)
      WHERE (s.epoch, s.counter) > (:epoch, :sale) GROUP BY 1, 2
      UNION ALL
      SELECT r.bd, {key}, 0, -sum(l.qty_milli), 0, -sum(l.amount_minor), -sum(l.net_minor),
        -sum(l.tax_minor), -coalesce(sum({cost}), 0),
        -coalesce(sum(l.net_minor) FILTER (WHERE l.cost_minor IS NOT NULL), 0),
        count(*), sum(l.amount_minor)
      FROM refund AS r CROSS JOIN refund_line AS l USING (refund_id)
      WHERE (r.epoch, r.counter) > (:epoch, :refund) GROUP BY 1, 2
    ) GROUP BY bd, key
"""
_TENDERS = """
    SELECT bd, key, {sums} FROM (
      SELECT s.bd AS bd, t.kind AS key, count(*) AS n, 0 AS qty, 0 AS base,
        sum(t.amount_minor) AS total, 0 AS net, 0 AS tax, 0 AS cost, 0 AS costed,
        0 AS refunds, 0 AS refund
      FROM sale AS s CROSS JOIN sale_tender AS t USING (sale_id)
      WHERE (s.epoch, s.counter) > (:epoch, :sale) GROUP BY 1, 2
      UNION ALL
      SELECT r.bd, m.kind, 0, 0, 0, sum(m.amount_minor), 0, 0, 0, 0, count(*), -sum(m.amount_minor)
      FROM refund AS r CROSS JOIN till_money AS m USING (epoch, seq)
      WHERE (r.epoch, r.counter) > (:epoch, :refund) GROUP BY 1, 2
    ) GROUP BY bd, key
"""
_PLANS = """
    SELECT h.bd, m.kind, count(*) FILTER (WHERE m.amount_minor > 0), 0, 0, sum(m.amount_minor),
      0, 0, 0, 0, count(*) FILTER (WHERE m.amount_minor < 0),
      coalesce(-sum(m.amount_minor) FILTER (WHERE m.amount_minor < 0), 0)
    FROM till_money AS m JOIN shift AS h USING (shift_id)
    WHERE (m.epoch, m.seq) > (:epoch, :seq) AND (m.epoch, m.seq) NOT IN
      (SELECT epoch, seq FROM refund WHERE (epoch, counter) > (:epoch, :refund))
    GROUP BY 1, 2
"""
_PROMOTIONS = """
    SELECT bd, rule || ':' || name, count(*), 0, 0, sum(amount_minor), 0, 0, 0, 0, 0, 0
    FROM sale_discount WHERE (epoch, seq) > (:epoch, :seq) GROUP BY 1, 2
"""
_ACTIVE = """
    WITH now AS (
      SELECT DISTINCT bd, member_id FROM sale
      WHERE (epoch, counter) > (:epoch, :sale) AND member_id <> ''
    ), before AS (
      SELECT bd, member_id FROM sale
      WHERE shift_id IN (SELECT shift_id FROM shift WHERE bd IN (SELECT bd FROM now))
        AND (epoch, counter) <= (:epoch, :sale) AND member_id <> ''
    )
    SELECT bd, 'active', count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT bd, member_id FROM now EXCEPT SELECT bd, member_id FROM before) GROUP BY bd
"""
_BY_SALE = {
    "till": (
        *("h.tid", "JOIN epoch AS h ON h.epoch = s.epoch"),
        *("h.tid", "JOIN epoch AS h ON h.epoch = r.epoch"),
    ),
    "operator": ("s.operator_id", "", "r.operator_id", ""),
    "tier": (
        "s.tier_id",
        "",
        "coalesce(o.tier_id, '')",
        "LEFT JOIN sale AS o ON o.sale_id = r.sale_id",
    ),
    "who": (
        *("CASE s.member_id WHEN '' THEN 'guest' ELSE 'member' END", ""),
        *("CASE r.member_id WHEN '' THEN 'guest' ELSE 'member' END", ""),
    ),
    "hour": (f"s.at_ms / {QUARTER_MS}", "", f"r.at_ms / {QUARTER_MS}", ""),
}
_BY_LINE = {
    "item": "l.item_id",
    "department": "l.department_id",
    "tax": "l.tax_class || ':' || l.rate_ppm",
}
_ADD = (
    "INSERT INTO day_cube (dim, bd, key, n, qty_milli, base_minor, total_minor, net_minor,"
    " tax_minor, cost_minor, costed_minor, refunds, refund_minor)"
)
_TO_IT = (
    " ON CONFLICT (dim, bd, key) DO UPDATE SET n = n + excluded.n,"
    " qty_milli = qty_milli + excluded.qty_milli, base_minor = base_minor + excluded.base_minor,"
    " total_minor = total_minor + excluded.total_minor, net_minor = net_minor + excluded.net_minor,"
    " tax_minor = tax_minor + excluded.tax_minor, cost_minor = cost_minor + excluded.cost_minor,"
    " costed_minor = costed_minor + excluded.costed_minor, refunds = refunds + excluded.refunds,"
    " refund_minor = refund_minor + excluded.refund_minor"
)


def _statement(dim: str) -> str:
    if dim in _BY_SALE:
        sale, joined, refund, joined_back = _BY_SALE[dim]
        return _SALES.format(
            sums=_SUMS, sale=sale, joined=joined, refund=refund, joined_back=joined_back
        )
    if dim in _BY_LINE:
        return _LINES.format(sums=_SUMS, key=_BY_LINE[dim], cost=_COST)
    return _OTHERS[dim]


_OTHERS = {
    "tender": _TENDERS.format(sums=_SUMS),
    "plan": _PLANS,
    "promotion": _PROMOTIONS,
    "member": _ACTIVE,
}
STATEMENTS = {dim: _statement(dim) for dim in FOLDED}


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the cube has been folded: the last Z's epoch, and the last sale, refund and document
    before it."""

    epoch: int = 0
    sale: int = 0
    refund: int = 0
    seq: int = 0

    def params(self) -> dict[str, int]:
        """As the statements name them."""
        return {"epoch": self.epoch, "sale": self.sale, "refund": self.refund, "seq": self.seq}


def mark(tx: Tx) -> Mark:
    """Where the last Z stands."""
    row = tx.one(
        "SELECT epoch, last_sale, last_refund, seq FROM z_report ORDER BY epoch DESC, z_no DESC"
        " LIMIT 1"
    )
    return Mark(*row) if row else Mark()


def since(tx: Tx, dim: str, from_: Mark) -> Iterable[Row]:
    """Rows of what came after a mark: (bd, key, n, qty, base, total, net, tax, cost, costed,
    refunds, refund)."""
    if dim not in STATEMENTS:
        return ()
    rows = tx.sql(STATEMENTS[dim], from_.params())
    return _by_hour(rows, ZoneInfo(shop.day_rule(tx)[0])) if dim == "hour" else rows


def into_cube(tx: Tx) -> None:
    """Add what came after the last Z to the cube, in every dimension."""
    from_ = mark(tx)
    for dim in FOLDED:
        if dim == "hour":
            hours = list(since(tx, dim, from_))
            tx.many(f"{_ADD} VALUES ('hour', {', '.join('?' * 12)}){_TO_IT}", hours)
        else:
            rows = f"SELECT '{dim}', * FROM ({STATEMENTS[dim]}) WHERE true"  # noqa: S608
            tx.sql(f"{_ADD} {rows}{_TO_IT}", from_.params())


def _by_hour(rows: Iterable[Row], zone: ZoneInfo) -> Iterator[Row]:
    """Quarters of an hour as hours of the wall clock: the hour that a night has twice is one."""
    sums: dict[tuple[str, str], list[int]] = {}
    for bd, quarter, *figures in rows:
        at = datetime.fromtimestamp(quarter * QUARTER_MS // 1000, UTC).astimezone(zone)
        found = sums.setdefault((bd, f"{at.hour:02d}"), [0] * len(figures))
        for place, figure in enumerate(figures):
            found[place] += figure
    for place_, figures_ in sums.items():
        yield (*place_, *figures_)
