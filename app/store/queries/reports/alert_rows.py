"""What today's screen warns of: open cases, days without a Z, stock that runs out."""

from __future__ import annotations

from app.store.engine import Row, Tx

_NO_Z = """
    SELECT bd FROM shift WHERE bd < ? AND z_no = 0 AND bd >= coalesce(
      (SELECT max(bd) FROM z_report), '') GROUP BY bd ORDER BY bd
"""
_LOW = """
    SELECT v.item_id, v.qty_milli FROM stock_level AS v JOIN item AS i USING (item_id)
    WHERE i.active = 1 AND v.qty_milli < coalesce(i.stock_hint_milli, ?)
    ORDER BY v.qty_milli, v.item_id
"""


def days_without_z(tx: Tx, today: str) -> list[str]:
    """Business dates before today's, not before the last Z's, with a shift that no Z has."""
    return [row[0] for row in tx.all(_NO_Z, (today,))]


def low_stock(tx: Tx, usual_milli: int = 5000) -> list[Row]:
    """(item_id, thousandths left) of items below what they call low, the fewest first."""
    return tx.all(_LOW, (usual_milli,))


def open_cases(tx: Tx) -> tuple[int, str]:
    """How many cases nobody has closed, and the date of the newest."""
    row = tx.one("SELECT count(*), coalesce(max(bd), '') FROM case_file WHERE state = 'open'")
    return (row[0], row[1]) if row else (0, "")
