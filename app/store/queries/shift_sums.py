"""What documents add up to (X report, R38): sums over sales, tenders, cash and events, of one shift
or of everything behind a place in the journal (a Z).

Plan sales and returns are money too: their tenders count beside those of sales (till_money).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.shift import ShiftTotals
from app.store.engine import Tx

_SALES = """
    SELECT count(*), coalesce(sum(due_minor), 0), coalesce(sum(base_minor - total_minor), 0),
      coalesce(sum(tax_minor), 0), coalesce(sum(rounding_minor), 0),
      coalesce(sum(voided_lines), 0), coalesce(sum(overrides), 0),
      coalesce(sum(member_id <> ''), 0)
    FROM sale AS s WHERE {sales}
"""
_TENDERS = """
    SELECT kind, count(*), sum(amount_minor) FROM (
      SELECT t.kind, t.amount_minor FROM sale AS s CROSS JOIN sale_tender AS t USING (sale_id)
      WHERE {sales}
      UNION ALL SELECT kind, amount_minor FROM till_money WHERE {rows}
    ) GROUP BY kind ORDER BY kind
"""
_MONEY = """
    SELECT count(*) FILTER (WHERE paid < 0), coalesce(-sum(paid) FILTER (WHERE paid < 0), 0),
      count(*) FILTER (WHERE paid > 0), coalesce(sum(paid) FILTER (WHERE paid > 0), 0)
    FROM (SELECT sum(amount_minor) AS paid FROM till_money WHERE {rows} GROUP BY epoch, seq)
"""
_CASH = """
    SELECT coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0),
      coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)
    FROM cash_movement WHERE {rows}
"""
_TAX = """
    SELECT x.rate_ppm, sum(x.net_minor), sum(x.tax_minor) FROM sale AS s CROSS JOIN sale_line AS x
    USING (sale_id) WHERE {sales} GROUP BY x.rate_ppm ORDER BY x.rate_ppm DESC
"""
_EVENTS = "SELECT kind, count(*), sum(lines) FROM till_event WHERE {rows} GROUP BY kind"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows are added up: conditions on `sale AS s` and on tables by epoch and seq."""

    sales: str
    rows: str
    params: dict[str, str | int] = field(default_factory=dict)

    def of(self, statement: str) -> str:
        """The statement over these rows."""
        return statement.format(sales=self.sales, rows=self.rows)


def of_shift(shift_id: str) -> Scope:
    """Everything of one shift."""
    return Scope("s.shift_id = :shift", "shift_id = :shift", {"shift": shift_id})


def tax(tx: Tx, shift_id: str) -> tuple[tuple[int, int, int], ...]:
    """(rate in ppm, net, tax) of a shift's sales, the highest rate first."""
    return tax_in(tx, of_shift(shift_id))


def tax_in(tx: Tx, scope: Scope) -> tuple[tuple[int, int, int], ...]:
    """The same over other rows."""
    return tuple((row[0], row[1], row[2]) for row in tx.all(scope.of(_TAX), scope.params))


def totals(tx: Tx, shift_id: str) -> ShiftTotals:
    """Everything that a shift's documents add up to, at this moment."""
    opening = tx.one("SELECT float_minor FROM shift WHERE shift_id = ?", (shift_id,)) or (0,)
    approvals = tx.one("SELECT count(*) FROM approval WHERE shift_id = ?", (shift_id,)) or (0,)
    return totals_in(tx, of_shift(shift_id), float_minor=opening[0], approvals=approvals[0])


def totals_in(tx: Tx, scope: Scope, *, float_minor: int, approvals: int) -> ShiftTotals:
    """The same over other rows; float and approvals are the caller's."""
    sales = tx.one(scope.of(_SALES), scope.params) or (0,) * 8
    tenders = tuple((row[0], row[1], row[2]) for row in tx.all(scope.of(_TENDERS), scope.params))
    refunds, refunds_minor, topups, topups_minor = (
        tx.one(scope.of(_MONEY), scope.params) or (0,) * 4
    )
    cash_in, cash_out = tx.one(scope.of(_CASH), scope.params) or (0, 0)
    counted = {
        kind: (count, lines) for kind, count, lines in tx.all(scope.of(_EVENTS), scope.params)
    }
    cash = sum(amount for kind, _, amount in tenders if kind == "cash")
    return ShiftTotals(
        sales=sales[0],
        sales_minor=sales[1],
        saved_minor=sales[2],
        tax_minor=sales[3],
        rounding_minor=sales[4],
        by_tender=tenders,
        cash_in_minor=cash_in,
        cash_out_minor=cash_out,
        cash_expected_minor=float_minor + cash + cash_in - cash_out,
        cancelled=counted.get("basket.cancel", (0, 0))[0],
        voided_lines=sales[5] + counted.get("basket.cancel", (0, 0))[1],
        no_sales=counted.get("drawer.open", (0, 0))[0],
        reprints=counted.get("reprint", (0, 0))[0],
        overrides=sales[6],
        approvals=approvals,
        member_sales=sales[7],
        refunds=refunds,
        refunds_minor=refunds_minor,
        topups=topups,
        topups_minor=topups_minor,
    )
