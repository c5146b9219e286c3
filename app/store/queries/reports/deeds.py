"""What one person did at the till: everything that has their name, in the order it happened."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Tx

_SPAN = "operator_id = :who AND at_ms >= :from AND at_ms < :until"
_DEEDS = f"""
    SELECT at_ms, kind, reason, amount_minor, lines, sale_id, '' FROM till_event
      WHERE {_SPAN} AND kind IN ('login', 'drawer.open', 'basket.cancel', 'reprint', 'training')
    UNION ALL SELECT at_ms, 'approval.given', action, 0, 0, sale_id, asked_by FROM approval
      WHERE approver_id = :who AND at_ms >= :from AND at_ms < :until
    UNION ALL SELECT at_ms, 'approval.asked', action, 0, 0, sale_id, approver_id FROM approval
      WHERE asked_by = :who AND at_ms >= :from AND at_ms < :until
    UNION ALL SELECT at_ms, CASE WHEN amount_minor < 0 THEN 'cash.out' ELSE 'cash.in' END,
      reason, amount_minor, 0, '', '' FROM cash_movement WHERE {_SPAN}
    UNION ALL SELECT at_ms, 'refund.' || how, '', -total_minor, 0, sale_id, '' FROM refund
      WHERE {_SPAN}
    UNION ALL SELECT at_ms, 'sale.overrides', '', due_minor, overrides, sale_id, '' FROM sale
      WHERE {_SPAN} AND overrides > 0
    UNION ALL SELECT at_ms, 'sale.voided', '', due_minor, voided_lines, sale_id, '' FROM sale
      WHERE {_SPAN} AND voided_lines > 0
    UNION ALL SELECT opened_ms, 'shift.open', '', float_minor, 0, '', '' FROM shift
      WHERE operator_id = :who AND opened_ms >= :from AND opened_ms < :until
    UNION ALL SELECT closed_ms, 'shift.close', '', 0, 0, '', '' FROM shift
      WHERE operator_id = :who AND closed_ms >= :from AND closed_ms < :until
    UNION ALL SELECT at_ms, 'attendance.' || kind, '', 0, 0, '', '' FROM attendance WHERE {_SPAN}
    ORDER BY 1 DESC LIMIT :most
"""  # noqa: S608 - our own text
_SALES = f"SELECT count(*), coalesce(sum(due_minor), 0) FROM sale WHERE {_SPAN}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing. `kind` as in the query; `reason` is a reason, an action, or why a log-in failed;
    `n` how many lines; `other_id` the second person of an approval."""

    at_ms: int
    kind: str
    reason: str
    amount_minor: int
    n: int
    sale_id: str
    other_id: str


def deeds(tx: Tx, who: str, from_ms: int, until_ms: int, *, most: int) -> tuple[Deed, ...]:
    """The latest first, at most so many."""
    span = {"who": who, "from": from_ms, "until": until_ms, "most": most}
    return tuple(Deed(*row) for row in tx.all(_DEEDS, span))


def sales(tx: Tx, who: str, from_ms: int, until_ms: int) -> tuple[int, int]:
    """How many sales, and what they came to."""
    row = tx.one(_SALES, {"who": who, "from": from_ms, "until": until_ms})
    return (row[0], row[1]) if row else (0, 0)
