"""Zs: the last one, all of them, and what came since (one statement a table, whatever the day)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.document import Document
from app.domain.shift import COUNTERS, ZDrawer, ZTotals
from app.store import journal
from app.store.engine import Tx
from app.store.keeping.floors import floor
from app.store.queries import shift_sums
from app.store.queries.fold import Mark, mark
from app.store.queries.shift_sums import Scope

_SHIFTS = """
    SELECT count(*), coalesce(sum(counted = 0), 0),
      coalesce(sum((counted_minor - expected_minor) * counted), 0),
      coalesce(sum(CASE counted WHEN 1 THEN counted_minor ELSE expected_minor END - float_minor), 0)
    FROM shift WHERE closed_ms > 0 AND z_no = 0
"""
_LAST = """
    SELECT CASE counted WHEN 1 THEN counted_minor ELSE expected_minor END FROM shift
    WHERE closed_ms > 0 AND z_no = 0 ORDER BY epoch DESC, last_seq DESC LIMIT 1
"""
_FLOATS = """
    SELECT float_minor, closed_ms, CASE counted WHEN 1 THEN counted_minor ELSE expected_minor END,
      epoch, last_seq
    FROM shift WHERE z_no = 0 ORDER BY epoch, first_seq
"""
_RETURNS = """
    SELECT how, count(*), sum(total_minor) FROM refund
    WHERE (epoch, counter) > (:epoch, :refund) GROUP BY how
"""
_TAX_BACK = """
    SELECT l.rate_ppm, sum(l.net_minor), sum(l.tax_minor)
    FROM refund AS r CROSS JOIN refund_line AS l USING (refund_id)
    WHERE (r.epoch, r.counter) > (:epoch, :refund) GROUP BY 1 ORDER BY 1 DESC
"""
_KINDS = "SELECT kind, count(*) FROM journal WHERE {rows} GROUP BY kind"
_BY_HAND = """
    SELECT count(DISTINCT seq) FROM sale_discount
    WHERE {rows} AND rule IN ('discount.line', 'discount.basket')
"""
_PRICES = "SELECT count(*) FROM price_change WHERE {rows}"
_RECOUNTS = """
    SELECT coalesce(sum(n - 1), 0)
    FROM (SELECT count(*) AS n FROM shift_count WHERE {rows} GROUP BY shift_id)
"""
_SAFE = """
    SELECT coalesce(-sum(amount_minor), 0) FROM cash_movement WHERE {rows} AND reason = 'drop'
"""


@dataclass(frozen=True, slots=True)
class Since:
    """What a Z made now would stand on: the documents behind the last one, and the number and the
    grand total that it goes on from. `business_date` and `at_ms` are the last Z's, empty and 0
    before the first."""

    mark: Mark
    spans: tuple[tuple[int, int, int], ...]
    z_no: int
    grand_minor: int
    business_date: str
    at_ms: int

    @property
    def scope(self) -> Scope:
        """Everything behind the mark."""
        return Scope(
            "(s.epoch, s.counter) > (:epoch, :sale)",
            "(epoch, seq) > (:epoch, :seq)",
            dict(self.mark.params()),
        )


def closing(tx: Tx, bd: str) -> tuple[int, int] | None:
    """(epoch, seq) of the Z that closed a business date: the last of its own, else the next one."""
    row = tx.one(
        "SELECT epoch, seq FROM z_report WHERE bd >= ? ORDER BY bd, epoch DESC, z_no DESC LIMIT 1",
        (bd,),
    )
    return (row[0], row[1]) if row else None


def open_dates(tx: Tx) -> list[str]:
    """The business dates that the next Z covers."""
    return [bd for (bd,) in tx.all("SELECT DISTINCT bd FROM shift WHERE z_no = 0 ORDER BY bd")]


def since(tx: Tx) -> Since:
    """Where the next Z begins. A number is never given twice, not even after a restore."""
    last = mark(tx)
    spans = tx.all(
        "SELECT epoch, min(seq), max(seq) FROM journal WHERE (epoch, seq) > (:epoch, :seq)"
        " GROUP BY epoch ORDER BY epoch",
        last.params(),
    )
    row = tx.one(
        "SELECT z_no, grand_minor, bd, at_ms FROM z_report ORDER BY epoch DESC, z_no DESC LIMIT 1"
    ) or (0, 0, "", 0)
    number = max(row[0], floor(tx, "z_no")) + 1
    return Since(last, tuple((a, b, c) for a, b, c in spans), number, *row[1:])


def totals(tx: Tx, from_: Since) -> ZTotals:
    """Everything behind the last Z added up."""
    scope = from_.scope
    kinds: dict[str, int] = {row[0]: row[1] for row in tx.all(scope.of(_KINDS), scope.params)}
    returns = {how: (n, minor) for how, n, minor in tx.all(_RETURNS, scope.params)}
    shifts, uncounted, difference, earned = tx.one(_SHIFTS) or (0, 0, 0, 0)
    last = tx.one(_LAST) or (0,)
    dropped = tx.one(scope.of(_SAFE), scope.params) or (0,)
    sums = shift_sums.totals_in(tx, scope, float_minor=0, approvals=kinds.get("approval", 0))
    sums = replace(sums, cash_expected_minor=last[0] - difference)
    return ZTotals(
        shift=sums,
        returns=sum(n for n, _ in returns.values()),
        returns_minor=sum(minor for _, minor in returns.values()),
        shifts=shifts,
        uncounted=uncounted,
        counted_minor=last[0],
        expected_minor=last[0] - difference,
        difference_minor=difference,
        to_bank_minor=earned + dropped[0],
        tax=shift_sums.tax_in(tx, scope),
        tax_back=tuple((ppm, n, t) for ppm, n, t in tx.all(_TAX_BACK, scope.params)),
        drawer=_drawer(tx, dropped[0]),
        counters=_counters(
            {
                "cancelled": sums.cancelled,
                "voided_lines": sums.voided_lines,
                "no_sales": sums.no_sales,
                "reprints": sums.reprints,
                "overrides": sums.overrides,
                "approvals": sums.approvals,
                "voids": returns.get("void", (0, 0))[0],
                "returns": returns.get("return", (0, 0))[0],
                "exchanges": returns.get("exchange", (0, 0))[0],
                "blind_returns": returns.get("blind", (0, 0))[0],
                "discounts": _one(tx, scope, _BY_HAND),
                "price_changes": _one(tx, scope, _PRICES),
                "recounts": _one(tx, scope, _RECOUNTS),
                "clock_jumps": kinds.get("clock.jump", 0),
                "faults": kinds.get("fault", 0),
                "training": kinds.get("training", 0),
            }
        ),
    )


def _drawer(tx: Tx, dropped_minor: int) -> ZDrawer | None:
    """How the day's cash went; None while a shift is open, and without one."""
    rows = tx.all(_FLOATS)
    last = rows[-1] if rows else None
    doc = journal.document(tx, last[3], last[4]) if last and last[1] else None
    if doc is None or "kept" not in doc.body:  # a close of an older till
        return None
    contents, floats = [row[2] for row in rows], [row[0] for row in rows]
    between = sum(contents[:-1]) - sum(floats[1:])
    return ZDrawer(floats[0], between, dropped_minor, doc.body["kept"])


def _one(tx: Tx, scope: Scope, statement: str) -> int:
    row = tx.one(scope.of(statement), scope.params)
    return int(row[0]) if row else 0


def _counters(found: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((code, found[code]) for code in COUNTERS)


def listed(tx: Tx, limit: int = 30) -> tuple[Document, ...]:
    """The documents of the newest Zs, the last one first."""
    rows = tx.all(
        "SELECT epoch, seq FROM z_report ORDER BY epoch DESC, z_no DESC LIMIT ?", (limit,)
    )
    found = [journal.document(tx, *row) for row in rows]
    return tuple(doc for doc in found if doc is not None)


def get(tx: Tx, epoch: int, z_no: int) -> Document | None:
    """One Z's document."""
    row = tx.one("SELECT seq FROM z_report WHERE epoch = ? AND z_no = ?", (epoch, z_no))
    return journal.document(tx, epoch, row[0]) if row else None


def on(tx: Tx, business_date: str) -> tuple[Document, ...]:
    """The Zs of a business date, in their order."""
    rows = tx.all(
        "SELECT epoch, seq FROM z_report WHERE bd = ? ORDER BY epoch, z_no", (business_date,)
    )
    found = [journal.document(tx, *row) for row in rows]
    return tuple(doc for doc in found if doc is not None)


def newest_day(tx: Tx) -> str:
    """The business date that the next Z closes: the newest of its shifts'; empty without one."""
    row = tx.one("SELECT coalesce(max(bd), '') FROM shift WHERE closed_ms > 0 AND z_no = 0")
    return row[0] if row else ""


def seen(tx: Tx, tid: str, epoch: int, z_no: int) -> str | None:
    """What another till's Z said when it was scanned in (JSON); None before that."""
    row = tx.one(
        "SELECT data FROM z_seen WHERE tid = ? AND epoch = ? AND z_no = ?", (tid, epoch, z_no)
    )
    return str(row[0]) if row else None


def seen_on(tx: Tx, business_date: str) -> list[tuple[str, int, int, str]]:
    """Other tills' Zs of a business date: (tid, epoch, number, JSON)."""
    rows = tx.all(
        "SELECT tid, epoch, z_no, data FROM z_seen WHERE bd = ? ORDER BY tid, epoch, z_no",
        (business_date,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def tills_seen(tx: Tx, business_date: str) -> tuple[str, ...]:
    """Other tills that were seen in the month before a business date or on it."""
    rows = tx.all(
        "SELECT DISTINCT tid FROM z_seen WHERE bd BETWEEN date(?, '-30 days') AND ? ORDER BY tid",
        (business_date, business_date),
    )
    return tuple(row[0] for row in rows)


def last_place(tx: Tx) -> tuple[int, int]:
    """(epoch, seq) of the newest Z's document; zeros without one."""
    row = tx.one("SELECT epoch, seq FROM z_report ORDER BY epoch DESC, z_no DESC LIMIT 1")
    return (row[0], row[1]) if row else (0, 0)
