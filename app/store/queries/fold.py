"""What sales and returns since the last Z add up to, by business date and one dimension.

The same sums fold a Z's documents into `day_cube` and are added, before it, to what the cube says:
so a figure is the same before a Z and after it. Each table is gone through once, however many of
the dimensions are asked for.

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

What has very many keys (item) is folded by month too, as `item.month` under `2026-09`: a year is
read in twelve steps then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
MONTHLY = {"item": "item.month"}
FIGURES = 10
WHOLE = 50_000  # sales behind the last Z that are gone through at once, whatever dates are asked

_SALES = (
    f"""
    SELECT s.bd, h.tid, s.operator_id, s.tier_id, CASE s.member_id WHEN '' THEN 'guest' ELSE
      'member' END, s.at_ms / {QUARTER_MS}, count(*), sum(s.pieces_milli), sum(s.base_minor),
      sum(s.total_minor), sum(s.due_minor - s.tax_minor), sum(s.tax_minor), 0, 0, 0, 0
    FROM sale AS s JOIN epoch AS h ON h.epoch = s.epoch
    WHERE {{sold}} GROUP BY 1, 2, 3, 4, 5, 6
""",  # noqa: S608 - our own texts
    f"""
    SELECT r.bd, h.tid, r.operator_id, coalesce(o.tier_id, ''), CASE r.member_id WHEN '' THEN
      'guest' ELSE 'member' END, r.at_ms / {QUARTER_MS}, 0, 0, 0, -sum(l.amount_minor),
      -sum(l.net_minor), -sum(l.tax_minor), 0, 0, count(DISTINCT r.refund_id), sum(l.amount_minor)
    FROM refund AS r CROSS JOIN refund_line AS l USING (refund_id)
      JOIN epoch AS h ON h.epoch = r.epoch LEFT JOIN sale AS o ON o.sale_id = r.sale_id
    WHERE {{back}} GROUP BY 1, 2, 3, 4, 5, 6
""",  # noqa: S608
)
_COST = "coalesce(sum((l.cost_minor * l.qty_milli + 500) / 1000), 0)"
_COSTED = "coalesce(sum(l.net_minor) FILTER (WHERE l.cost_minor IS NOT NULL), 0)"
_LINES = (
    f"""
    SELECT s.bd, l.item_id, l.department_id, l.tax_class || ':' || l.rate_ppm, count(*),
      sum(l.qty_milli), sum(l.base_minor), sum(l.total_minor), sum(l.net_minor), sum(l.tax_minor),
      {_COST}, {_COSTED}, 0, 0
    FROM sale AS s CROSS JOIN sale_line AS l USING (sale_id)
    WHERE {{sold}}
    GROUP BY s.bd, l.item_id, l.department_id, l.tax_class, l.rate_ppm
""",  # noqa: S608
    f"""
    SELECT r.bd, l.item_id, l.department_id, l.tax_class || ':' || l.rate_ppm, 0, -sum(l.qty_milli),
      0, -sum(l.amount_minor), -sum(l.net_minor), -sum(l.tax_minor), -{_COST}, -{_COSTED},
      count(*), sum(l.amount_minor)
    FROM refund AS r CROSS JOIN refund_line AS l USING (refund_id)
    WHERE {{back}}
    GROUP BY r.bd, l.item_id, l.department_id, l.tax_class, l.rate_ppm
""",  # noqa: S608
)
_TENDERS = (
    """
    SELECT s.bd, t.kind, count(*), 0, 0, sum(t.amount_minor), 0, 0, 0, 0, 0, 0
    FROM sale AS s CROSS JOIN sale_tender AS t USING (sale_id)
    WHERE {sold} GROUP BY 1, 2
""",
    """
    SELECT r.bd, m.kind, 0, 0, 0, sum(m.amount_minor), 0, 0, 0, 0, count(*), -sum(m.amount_minor)
    FROM refund AS r CROSS JOIN till_money AS m USING (epoch, seq)
    WHERE {back} GROUP BY 1, 2
""",
)
_PLANS = (
    """
    SELECT h.bd, m.kind, count(*) FILTER (WHERE m.amount_minor > 0), 0, 0, sum(m.amount_minor),
      0, 0, 0, 0, count(*) FILTER (WHERE m.amount_minor < 0),
      coalesce(-sum(m.amount_minor) FILTER (WHERE m.amount_minor < 0), 0)
    FROM till_money AS m JOIN shift AS h USING (shift_id)
    WHERE {paid} AND (m.epoch, m.seq) NOT IN (SELECT r.epoch, r.seq FROM refund AS r WHERE {back})
    GROUP BY 1, 2
""",
)
_PROMOTIONS = (
    """
    SELECT d.bd, d.rule || ':' || d.name, count(*), 0, 0, sum(d.amount_minor), 0, 0, 0, 0, 0, 0
    FROM sale_discount AS d WHERE {off} GROUP BY 1, 2
""",
)
_ACTIVE = (
    """
    WITH now AS (
      SELECT DISTINCT s.bd, s.member_id FROM sale AS s WHERE {sold} AND s.member_id <> ''
    ), before AS (
      SELECT bd, member_id FROM sale
      WHERE shift_id IN (SELECT shift_id FROM shift WHERE bd IN (SELECT bd FROM now))
        AND (epoch, counter) <= (:epoch, :sale) AND member_id <> ''
    )
    SELECT bd, 'active', count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT bd, member_id FROM now EXCEPT SELECT bd, member_id FROM before) GROUP BY bd
""",
)
# by dimension: what is gone through for it, and which of its columns is the key
_SOURCE: dict[str, tuple[tuple[str, ...], int]] = {
    **{dim: (_SALES, place) for place, dim in enumerate(SALES, 1)},
    **{dim: (_LINES, place) for place, dim in enumerate(LINES, 1)},
    "tender": (_TENDERS, 1),
    "plan": (_PLANS, 1),
    "promotion": (_PROMOTIONS, 1),
    "member": (_ACTIVE, 1),
}
_ALL = {
    "sold": "(s.epoch, s.counter) > (:epoch, :sale)",
    "back": "(r.epoch, r.counter) > (:epoch, :refund)",
    "paid": "(m.epoch, m.seq) > (:epoch, :seq)",
    "off": "(d.epoch, d.seq) > (:epoch, :seq)",
}
_OF_DAYS = "(SELECT shift_id FROM shift WHERE bd BETWEEN :first AND :last)"
_SOME = {  # by the shifts of these dates, of which those that are folded are left out
    "sold": f"s.shift_id IN {_OF_DAYS} AND (+s.epoch, s.counter) > (:epoch, :sale)",
    "back": f"r.shift_id IN {_OF_DAYS} AND (+r.epoch, r.counter) > (:epoch, :refund)",
    "paid": f"m.shift_id IN {_OF_DAYS} AND (+m.epoch, m.seq) > (:epoch, :seq)",
    "off": "(d.epoch, d.seq) > (:epoch, :seq) AND d.bd BETWEEN :first AND :last",
}
_ADD = (
    "INSERT INTO day_cube (dim, bd, key, n, qty_milli, base_minor, total_minor, net_minor,"
    " tax_minor, cost_minor, costed_minor, refunds, refund_minor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (dim, bd, key) DO UPDATE SET n = n + excluded.n,"
    " qty_milli = qty_milli + excluded.qty_milli, base_minor = base_minor + excluded.base_minor,"
    " total_minor = total_minor + excluded.total_minor, net_minor = net_minor + excluded.net_minor,"
    " tax_minor = tax_minor + excluded.tax_minor, cost_minor = cost_minor + excluded.cost_minor,"
    " costed_minor = costed_minor + excluded.costed_minor, refunds = refunds + excluded.refunds,"
    " refund_minor = refund_minor + excluded.refund_minor"
)


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


class Tail:
    """What came after the last Z: for one transaction, in which nothing is sold.

    A shop that never made a Z (it had none before format 3) has years there: of those only the
    dates that are asked for are gone through.
    """

    def __init__(self, tx: Tx) -> None:
        self.mark = mark(tx)
        self._tx = tx
        self._kept: dict[tuple[tuple[str, ...], str, str], list[Row]] = {}
        row = tx.one("SELECT receipts FROM head")
        self._long = row is not None and row[0] - self.mark.sale > WHOLE

    def rows(self, dim: str, from_on: str = "", until_on: str = "") -> list[Row]:
        """(bd, key, n, qty, base, total, net, tax, cost, costed, refunds, refund) of a dimension,
        by date and key; nothing of those that are written with each document.

        All dates without `from_on`; with them, at least theirs.
        """
        if dim not in _SOURCE:
            return []
        statements, place = _SOURCE[dim]
        first, last = (from_on, until_on) if self._long else ("", "")
        found = self._kept.get((statements, first, last))
        if found is None:
            found = self._kept[statements, first, last] = self._read(statements, first, last)
        key = _hours(ZoneInfo(shop.day_rule(self._tx)[0])) if dim == "hour" else _as_it_is
        return [(*at, *sums) for at, sums in sorted(_added(found, place, key).items())]

    def _read(self, statements: tuple[str, ...], first: str, last: str) -> list[Row]:
        params = self.mark.params() | ({"first": first, "last": last} if first else {})
        told = [one.format(**(_SOME if first else _ALL)) for one in statements]
        return [row for one in told for row in self._tx.sql(one, params)]


def into_cube(tx: Tx) -> None:
    """Add what came after the last Z to the cube, in every dimension."""
    tail = Tail(tx)
    for dim in FOLDED:
        rows = tail.rows(dim)
        tx.many(_ADD, [(dim, *row) for row in rows])
        if dim in MONTHLY:
            tx.many(_ADD, [(MONTHLY[dim], row[0][:7], *row[1:]) for row in rows])


def _added(
    rows: Iterable[Row], place: int, key: Callable[[object], str]
) -> dict[tuple[str, str], list[int]]:
    """Rows added up by their date and the key in that column."""
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        at = (row[0], key(row[place]))
        known = sums.get(at)
        if known is None:
            sums[at] = list(row[-FIGURES:])
        else:
            for n, figure in enumerate(row[-FIGURES:]):
                known[n] += figure
    return sums


def _as_it_is(value: object) -> str:
    return str(value)


def _hours(zone: ZoneInfo) -> Callable[[object], str]:
    """From a quarter of an hour to the hour on the wall: one that a night has twice is one."""

    def hour(quarter: object) -> str:
        at = datetime.fromtimestamp(int(str(quarter)) * QUARTER_MS // 1000, UTC).astimezone(zone)
        return f"{at.hour:02d}"

    return hour
