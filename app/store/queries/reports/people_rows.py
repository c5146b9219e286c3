"""What people did by hand, and what members did, over any days."""

from __future__ import annotations

from app.store.engine import Row, Tx

_HOW = """
    SELECT r.operator_id, r.how, count(*), coalesce(sum(r.total_minor), 0)
    FROM shift AS h CROSS JOIN refund AS r USING (shift_id)
    WHERE h.bd BETWEEN ? AND ? GROUP BY 1, 2
"""
_TAKEN_OFF = """
    SELECT d.operator_id, d.rule, count(*), sum(d.amount_minor)
    FROM shift AS h CROSS JOIN sale AS s USING (shift_id)
    CROSS JOIN sale_discount AS d ON d.epoch = s.epoch AND d.seq = s.seq
    WHERE h.bd BETWEEN ? AND ?
      AND d.rule IN ('discount.line', 'discount.basket', 'price.override')
    GROUP BY 1, 2
"""
_WORDS = """
    SELECT p.approver_id, count(*) FROM shift AS h CROSS JOIN approval AS p USING (shift_id)
    WHERE h.bd BETWEEN ? AND ? GROUP BY 1
"""
_BEST = """
    SELECT member_id, sum(visits), sum(spend_minor), max(bd) FROM member_day
    WHERE bd BETWEEN ? AND ? GROUP BY member_id HAVING sum(visits) > 0
    ORDER BY 3 DESC, 1 LIMIT ?
"""
_OFTEN = """
    SELECT min(n, 6), count(*) FROM (
      SELECT sum(visits) AS n FROM member_day WHERE bd BETWEEN ? AND ? GROUP BY member_id
    ) WHERE n > 0 GROUP BY 1 ORDER BY 1
"""


def returns_by_operator(tx: Tx, first: str, last: str) -> list[Row]:
    """(operator_id, how, returns, amount)."""
    return tx.all(_HOW, (first, last))


def taken_off(tx: Tx, first: str, last: str) -> list[Row]:
    """(operator_id, rule, how often, amount) of what people took off by hand."""
    return tx.all(_TAKEN_OFF, (first, last))


def words_given(tx: Tx, first: str, last: str) -> list[Row]:
    """(operator_id, approvals given to others)."""
    return tx.all(_WORDS, (first, last))


def best_members(tx: Tx, first: str, last: str, limit: int) -> list[Row]:
    """(member_id, visits, spend, last day) of those who spent most."""
    return tx.all(_BEST, (first, last, limit))


def how_often(tx: Tx, first: str, last: str) -> list[Row]:
    """(visits 1..5, 6 for more, members) who came so often."""
    return tx.all(_OFTEN, (first, last))
