"""What the difference finder is told of a shift: its money, one statement a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from app.domain.ids import ReceiptNo
from app.domain.insight.difference import GaveUp, Habit, Moved, Opened, ShiftFacts, Sold
from app.domain.shift import CASH, Counted, TenderGap
from app.store import journal
from app.store.engine import Tx

_LAST_COUNT = """
    SELECT epoch, seq FROM shift_count WHERE shift_id = ? ORDER BY epoch DESC, seq DESC LIMIT 1
"""
DAYS_BACK = 14  # how far habits are looked for
LATE = 5  # last sales of the shift before, whose slips may come late

_SALES = """
    SELECT s.epoch, s.seq, s.at_ms, s.receipt_no, s.sale_id, t.kind, t.amount_minor, t.given_minor,
      t.change_minor
    FROM sale AS s CROSS JOIN sale_tender AS t USING (sale_id) WHERE s.shift_id = ?
      AND t.kind NOT IN ('exchange', 'package', 'points')
    ORDER BY s.epoch, s.seq
"""
_PLANS = """
    SELECT p.epoch, p.seq, p.at_ms, p.no, m.kind, m.amount_minor
    FROM topup AS p JOIN till_money AS m USING (epoch, seq) WHERE p.shift_id = ?
    ORDER BY p.epoch, p.seq
"""
_GOODS = """
    SELECT sale_id, group_concat(item_id || 'x' || qty_milli, ' ') FROM (
      SELECT l.sale_id, l.item_id, l.qty_milli FROM sale AS s CROSS JOIN sale_line AS l
      USING (sale_id) WHERE s.shift_id = ? AND abs(s.paid_minor) = ? ORDER BY l.sale_id, l.n
    ) GROUP BY sale_id
"""
_BACK = """
    SELECT m.epoch, m.seq, coalesce(r.at_ms, 0), coalesce(r.no, ''), coalesce(r.reason, ''),
      m.kind, m.amount_minor
    FROM till_money AS m LEFT JOIN refund AS r ON r.shift_id = m.shift_id
      AND (r.epoch, r.seq) = (m.epoch, m.seq)
    WHERE m.shift_id = ? AND m.amount_minor < 0 ORDER BY m.epoch, m.seq
"""
_MOVED = """
    SELECT epoch, seq, at_ms, amount_minor, reason FROM cash_movement WHERE shift_id = ?
    ORDER BY epoch, seq
"""
_EVENTS = """
    SELECT epoch, seq, at_ms, kind, reason, amount_minor FROM till_event
    WHERE shift_id = ? AND kind IN ('drawer.open', 'basket.cancel') ORDER BY epoch, seq
"""
_HABITS = """
    SELECT c.amount_minor, c.reason, count(DISTINCT h.bd), max(c.epoch), max(c.seq)
    FROM shift AS h CROSS JOIN cash_movement AS c USING (shift_id)
    WHERE h.bd < (SELECT bd FROM shift WHERE shift_id = ?1)
      AND h.bd >= (SELECT date(bd, ?2) FROM shift WHERE shift_id = ?1)
      AND c.reason <> 'drop'
    GROUP BY 1, 2
"""
_OPENED = "SELECT float_minor, epoch, first_seq, opened_ms FROM shift WHERE shift_id = ?"
_BEFORE = """
    SELECT shift_id, float_minor, CASE counted WHEN 1 THEN counted_minor ELSE float_minor END
    FROM shift WHERE shift_id <> ?1 AND closed_ms > 0
      AND (epoch, first_seq) < (SELECT epoch, first_seq FROM shift WHERE shift_id = ?1)
    ORDER BY epoch DESC, first_seq DESC LIMIT 5
"""


def facts_of(
    tx: Tx,
    shift_id: str,
    counted: Counted,
    gaps: tuple[TenderGap, ...],
    *,
    notes: tuple[int, ...],
    rounding_minor: int,
) -> ShiftFacts:
    """Everything the finder wants to know of this shift."""
    gap = next((one.difference_minor for one in gaps if one.kind == CASH), 0)
    before = tx.all(_BEFORE, (shift_id,))
    opened = tx.one(_OPENED, (shift_id,)) or (0, 0, 0, 0)
    events = tx.all(_EVENTS, (shift_id,))
    late = sold(tx, before[0][0])[-LATE:] if before else ()
    return ShiftFacts(
        gaps=tuple((one.kind, one.expected_minor, one.counted_minor) for one in gaps),
        sold=_with_goods(tx, shift_id, sold(tx, shift_id), gap),
        moved=(*_back(tx, shift_id), *_moved(tx, shift_id)),
        opened=tuple(Opened((r[0], r[1]), r[2], r[4]) for r in events if r[3] == "drawer.open"),
        gave_up=tuple(GaveUp((r[0], r[1]), r[2], r[5]) for r in events if r[3] == "basket.cancel"),
        denominations=counted.denominations,
        notes=notes,
        float_minor=opened[0],
        float_at=(opened[1], opened[2]),
        floats=tuple(sorted({row[2] for row in before[:1]} | {row[1] for row in before})),
        rounding_minor=rounding_minor,
        habits=tuple(
            Habit(r[0], r[1], r[2], (r[3], r[4]))
            for r in tx.all(_HABITS, (shift_id, f"-{DAYS_BACK} days"))
        ),
        piles=_piles(tx, before[0][0]) if before else (),
        before=late,
    )


def _piles(tx: Tx, shift_id: str) -> tuple[tuple[int, int], ...]:
    """Notes and coins as they were counted last in a shift."""
    row = tx.one(_LAST_COUNT, (shift_id,))
    doc = journal.document(tx, *row) if row else None
    return tuple((value, n) for value, n in doc.body["denominations"]) if doc else ()


def sold(tx: Tx, shift_id: str) -> tuple[Sold, ...]:
    """Sales and plans of a shift with their tenders, in their order."""
    found: dict[tuple[int, int], Sold] = {}
    for epoch, seq, at_ms, no, sale_id, kind, amount, given, change in tx.all(_SALES, (shift_id,)):
        at = (epoch, seq)
        one = found.get(at) or Sold(at, at_ms, _short(no), sale_id=sale_id)
        if kind == CASH:
            one = replace(
                one,
                cash_minor=one.cash_minor + amount,
                given_minor=one.given_minor + given,
                change_minor=one.change_minor + change,
            )
        else:
            one = replace(one, others=(*one.others, (kind, amount)))
        found[at] = one
    for epoch, seq, at_ms, no, kind, amount in tx.all(_PLANS, (shift_id,)):
        at = (epoch, seq)
        one = found.get(at) or Sold(at, at_ms, no)
        if kind == CASH:
            one = replace(one, cash_minor=one.cash_minor + amount)
        else:
            one = replace(one, others=(*one.others, (kind, amount)))
        found[at] = one
    return tuple(found[at] for at in sorted(found))


def _with_goods(tx: Tx, shift_id: str, found: tuple[Sold, ...], gap: int) -> tuple[Sold, ...]:
    """Goods are only told of sales that the gap could be one of."""
    if not gap:
        return found
    goods: dict[str, str] = {row[0]: row[1] for row in tx.all(_GOODS, (shift_id, abs(gap)))}
    return tuple(replace(one, goods=goods.get(one.sale_id, "")) for one in found)


def _back(tx: Tx, shift_id: str) -> list[Moved]:
    """What was paid back: returns and plans that were taken back."""
    sums: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    about: dict[tuple[int, int], tuple[int, str, str]] = {}
    for epoch, seq, at_ms, no, reason, kind, amount in tx.all(_BACK, (shift_id,)):
        sums[epoch, seq].append((kind, amount))
        about[epoch, seq] = (at_ms, no, reason)
    return [
        Moved(
            at,
            about[at][0],
            "refund",
            sum(minor for kind, minor in paid if kind == CASH),
            tuple((kind, minor) for kind, minor in paid if kind != CASH),
            about[at][2],
            about[at][1],
        )
        for at, paid in sums.items()
    ]


def _moved(tx: Tx, shift_id: str) -> list[Moved]:
    return [
        Moved((row[0], row[1]), row[2], "cash.in" if row[3] > 0 else "cash.out", row[3], (), row[4])
        for row in tx.all(_MOVED, (shift_id,))
    ]


def _short(receipt_no: str) -> str:
    try:
        return ReceiptNo.parse(receipt_no).short
    except ValueError:  # a number that another version wrote
        return receipt_no
