"""What a day had beside the cube: returns by kind and reason, shifts, events, visitors, balances.

Everything a shift wrote is found by its shift, which has the business date."""

from __future__ import annotations

from app.domain.ledger import PACKAGES
from app.store.engine import Row, Tx

_RETURNS = """
    SELECT r.how, r.reason, count(DISTINCT r.refund_id), coalesce(sum(l.net_minor + l.tax_minor), 0)
    FROM shift AS h CROSS JOIN refund AS r USING (shift_id) CROSS JOIN refund_line AS l
    USING (refund_id) WHERE h.bd BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2
"""
_OF_DAYS = """
    SELECT shift_id, operator_id, bd, opened_ms, closed_ms, float_minor, counted, counted_minor,
      expected_minor, z_no, handed_to
    FROM shift WHERE bd BETWEEN ? AND ? ORDER BY opened_ms, shift_id
"""
_EVENTS = """
    SELECT e.operator_id, e.kind, count(*), coalesce(sum(e.lines), 0)
    FROM shift AS h CROSS JOIN till_event AS e USING (shift_id)
    WHERE h.bd BETWEEN ? AND ? GROUP BY 1, 2
"""
_BY_HAND = """
    SELECT s.operator_id, count(*), sum(s.overrides), sum(s.voided_lines)
    FROM shift AS h CROSS JOIN sale AS s USING (shift_id) WHERE h.bd BETWEEN ? AND ? GROUP BY 1
"""
_BALANCES = """
    SELECT substr(key, instr(key, ':') + 1) AS asset, sum(total_minor) FROM day_cube
    WHERE dim = 'asset' AND bd <= ? GROUP BY asset HAVING sum(total_minor) <> 0
"""
_AGES = """
    SELECT key, sum(total_minor) FROM day_cube WHERE dim = 'age' AND bd <= ? GROUP BY key
    HAVING sum(total_minor) <> 0 ORDER BY key
"""
_DEFERRED = """
    SELECT coalesce(-sum(amount), 0) FROM account_day WHERE account = ? AND unit = ? AND bd <= ?
"""
_POSTED = """
    SELECT sum(amount) FROM account_day WHERE bd BETWEEN ? AND ? AND account GLOB ? AND unit = ?
"""
_PLANS = """
    SELECT p.plan_name, count(*), sum(p.paid_minor)
    FROM shift AS h CROSS JOIN topup AS p USING (shift_id)
    WHERE h.bd BETWEEN ? AND ? GROUP BY p.plan_id, p.plan_name ORDER BY 3 DESC, 1
"""


def returns(tx: Tx, first: str, last: str) -> list[Row]:
    """(how, reason, returns, what went back with its tax)."""
    return tx.all(_RETURNS, (first, last))


def shifts(tx: Tx, first: str, last: str) -> list[Row]:
    """(shift_id, operator_id, bd, opened, closed, float, counted 0/1, counted, expected, Z, to)."""
    return tx.all(_OF_DAYS, (first, last))


def events(tx: Tx, first: str, last: str) -> list[Row]:
    """(operator_id, kind, how many, lines) of what is only counted."""
    return tx.all(_EVENTS, (first, last))


def by_hand(tx: Tx, first: str, last: str) -> list[Row]:
    """(operator_id, sales, prices set by hand, lines taken out) of sales."""
    return tx.all(_BY_HAND, (first, last))


def visitors(tx: Tx, first: str, last: str) -> list[Row]:
    """(bd, hour, how many)."""
    return tx.all(
        "SELECT bd, hour, n FROM traffic WHERE bd BETWEEN ? AND ? ORDER BY bd, hour", (first, last)
    )


def balances(tx: Tx, last: str) -> dict[str, int]:
    """What holders had of each asset as a day ended."""
    return {asset: n for asset, n in tx.all(_BALANCES, (last,))}


def ages(tx: Tx, last: str) -> dict[str, int]:
    """Stored value as a day ended, `principal:2026-09`, by the month it was topped up in."""
    return {key: n for key, n in tx.all(_AGES, (last,))}


def deferred(tx: Tx, last: str, currency: str) -> int:
    """Money taken for packages and not earned yet, as a day ended."""
    row = tx.one(_DEFERRED, (PACKAGES, currency, last))
    return int(row[0]) if row else 0


def posted(tx: Tx, pattern: str, currency: str, first: str, last: str) -> int:
    """What documents of these days posted to the accounts of a pattern (`4010.*`)."""
    row = tx.one(_POSTED, (first, last, pattern, currency))
    return int(row[0] or 0) if row else 0


def plans_sold(tx: Tx, first: str, last: str) -> list[Row]:
    """(plan, how many, what was paid) of what members bought beside goods."""
    return tx.all(_PLANS, (first, last))
