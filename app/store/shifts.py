"""Shifts: the open one, the last one, and what their documents add up to (X report, R38)."""

from __future__ import annotations

from app.domain.shift import Shift, ShiftTotals
from app.store.engine import Row, Tx

_SHIFT = (
    "SELECT shift_id, operator_id, bd, opened_ms, float_minor, closed_ms, first_seq, last_seq"
    " FROM shift"
)
_SALES = """
    SELECT count(*), coalesce(sum(due_minor), 0), coalesce(sum(base_minor - total_minor), 0),
      coalesce(sum(tax_minor), 0), coalesce(sum(rounding_minor), 0),
      coalesce(sum(voided_lines), 0), coalesce(sum(overrides), 0),
      coalesce(sum(member_id <> ''), 0)
    FROM sale WHERE shift_id = ?
"""
_TENDERS = """
    SELECT t.kind, count(*), sum(t.amount_minor) FROM sale AS s JOIN sale_tender AS t
    USING (sale_id) WHERE s.shift_id = ? GROUP BY t.kind ORDER BY t.kind
"""
_CASH = """
    SELECT coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0),
      coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)
    FROM cash_movement WHERE shift_id = ?
"""
_TAX = """
    SELECT x.rate_ppm, sum(x.net_minor), sum(x.tax_minor) FROM sale AS s JOIN sale_tax AS x
    USING (sale_id) WHERE s.shift_id = ? GROUP BY x.rate_ppm ORDER BY x.rate_ppm DESC
"""


def get(tx: Tx, shift_id: str) -> Shift | None:
    """One shift."""
    return _shift(tx.one(f"{_SHIFT} WHERE shift_id = ?", (shift_id,)))


def current(tx: Tx, operator_id: str = "") -> Shift | None:
    """The open shift, of one operator or of anybody."""
    if operator_id:
        return _shift(
            tx.one(
                f"{_SHIFT} WHERE closed_ms = 0 AND operator_id = ? ORDER BY opened_ms DESC LIMIT 1",
                (operator_id,),
            )
        )
    return _shift(tx.one(f"{_SHIFT} WHERE closed_ms = 0 ORDER BY opened_ms DESC LIMIT 1"))


def last(tx: Tx) -> Shift | None:
    """The shift opened last, open or closed."""
    return _shift(tx.one(f"{_SHIFT} ORDER BY opened_ms DESC, rowid DESC LIMIT 1"))


def listed(tx: Tx, limit: int = 30) -> tuple[Shift, ...]:
    """Shifts, the one opened last first."""
    rows = tx.all(f"{_SHIFT} ORDER BY opened_ms DESC, rowid DESC LIMIT ?", (limit,))
    return tuple(shift for shift in map(_shift, rows) if shift is not None)


def span(tx: Tx, shift_id: str) -> tuple[int, int]:
    """The first and the last document's seq of a shift; an open one goes to the head."""
    row = tx.one(
        "SELECT first_seq, CASE last_seq WHEN 0 THEN (SELECT seq FROM head) ELSE last_seq END"
        " FROM shift WHERE shift_id = ?",
        (shift_id,),
    )
    return (row[0], row[1]) if row else (0, 0)


def tax(tx: Tx, shift_id: str) -> tuple[tuple[int, int, int], ...]:
    """(rate in ppm, net, tax) of a shift's sales, the highest rate first."""
    return tuple((row[0], row[1], row[2]) for row in tx.all(_TAX, (shift_id,)))


def totals(tx: Tx, shift_id: str) -> ShiftTotals:
    """Everything that a shift's documents add up to, at this moment."""
    sales = tx.one(_SALES, (shift_id,)) or (0,) * 8
    tenders = tuple((row[0], row[1], row[2]) for row in tx.all(_TENDERS, (shift_id,)))
    cash_in, cash_out = tx.one(_CASH, (shift_id,)) or (0, 0)
    counted = {
        kind: (count, lines)
        for kind, count, lines in tx.all(
            "SELECT kind, count(*), sum(lines) FROM till_event WHERE shift_id = ? GROUP BY kind",
            (shift_id,),
        )
    }
    opening = tx.one("SELECT float_minor FROM shift WHERE shift_id = ?", (shift_id,)) or (0,)
    approvals = tx.one("SELECT count(*) FROM approval WHERE shift_id = ?", (shift_id,)) or (0,)
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
        cash_expected_minor=opening[0] + cash + cash_in - cash_out,
        cancelled=counted.get("basket.cancel", (0, 0))[0],
        voided_lines=sales[5] + counted.get("basket.cancel", (0, 0))[1],
        no_sales=counted.get("drawer.open", (0, 0))[0],
        reprints=counted.get("reprint", (0, 0))[0],
        overrides=sales[6],
        approvals=approvals[0],
        member_sales=sales[7],
    )


def _shift(row: Row | None) -> Shift | None:
    if row is None:
        return None
    shift_id, operator_id, bd, opened, float_minor, closed = row[:6]
    return Shift(shift_id, operator_id, bd, opened, float_minor, closed)
