"""What a day had beside the cube: returns by kind and reason, shifts, events, visitors, balances.

Everything a shift wrote is found by its shift, which has the business date (store/schema/ledger)."""

from __future__ import annotations

from app.domain.ledger import PACKAGES
from app.store.engine import Row, Tx

_SHIFTS = "(SELECT shift_id FROM shift WHERE bd BETWEEN ?1 AND ?2)"
_RETURNS = f"""
    SELECT r.how, r.reason, count(DISTINCT r.refund_id), coalesce(sum(l.net_minor + l.tax_minor), 0)
    FROM refund AS r CROSS JOIN refund_line AS l USING (refund_id)
    WHERE r.shift_id IN {_SHIFTS} GROUP BY 1, 2 ORDER BY 1, 2
"""
_OF_DAYS = """
    SELECT shift_id, operator_id, bd, opened_ms, closed_ms, float_minor, counted, counted_minor,
      expected_minor, z_no, handed_to
    FROM shift WHERE bd BETWEEN ? AND ? ORDER BY opened_ms, shift_id
"""
_EVENTS = f"""
    SELECT operator_id, kind, count(*), coalesce(sum(lines), 0) FROM till_event
    WHERE shift_id IN {_SHIFTS} GROUP BY 1, 2
"""
_OVERRIDES = f"""
    SELECT operator_id, count(*), sum(overrides), sum(voided_lines) FROM sale
    WHERE shift_id IN {_SHIFTS} GROUP BY 1
"""
_MOVED = f"""
    SELECT reason, count(*), sum(amount_minor) FROM cash_movement
    WHERE shift_id IN {_SHIFTS} GROUP BY 1 ORDER BY 1
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
_DEPARTMENTS = """
    SELECT sum(amount) FROM account_day WHERE bd BETWEEN ? AND ? AND account GLOB ? AND unit = ?
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
    return tx.all(_OVERRIDES, (first, last))


def cash_moved(tx: Tx, first: str, last: str) -> list[Row]:
    """(reason, how often, amount) of cash beside sales."""
    return tx.all(_MOVED, (first, last))


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
    row = tx.one(_DEPARTMENTS, (first, last, pattern, currency))
    return int(row[0] or 0) if row else 0


def first_day(tx: Tx) -> str:
    """The first business date that anything was sold on, or empty."""
    row = tx.one("SELECT min(bd) FROM shift")
    return row[0] or "" if row else ""
