"""The owner's day measured: the report against hand-written SQL, its PDF, the Z, a year by any
dimension."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.reports.pdf import pdf
from app.reports.period import between
from app.store.engine import Tx
from app.usecases.report import sales
from app.usecases.report.day import day
from app.usecases.services import Services
from app.usecases.shift import z
from tests.bench.clocked import median, samples_ms
from tests.bench.seeds import days

DAY_SALES = 10_000
Z_SALES = 2_000
_OF_DAY = "shift_id IN (SELECT shift_id FROM shift WHERE bd = :bd)"
_LINES = (
    "SELECT {key}, count(*), sum(l.qty_milli), sum(l.total_minor), sum(l.net_minor),"
    " sum(l.tax_minor), sum((l.cost_minor * l.qty_milli + 500) / 1000) FROM sale AS s CROSS JOIN"
    f" sale_line AS l USING (sale_id) WHERE s.{_OF_DAY} GROUP BY {{key}}"
)
BY_HAND = (  # the totals of the report's sections, as somebody would ask for them who has only SQL
    "SELECT count(*), sum(base_minor), sum(total_minor), sum(due_minor), sum(tax_minor),"
    f" sum(pieces_milli), sum(member_id <> '') FROM sale WHERE {_OF_DAY}",
    f"SELECT operator_id, count(*), sum(due_minor) FROM sale WHERE {_OF_DAY} GROUP BY 1",
    f"SELECT at_ms / 3600000, count(*), sum(due_minor) FROM sale WHERE {_OF_DAY} GROUP BY 1",
    f"SELECT count(DISTINCT member_id) FROM sale WHERE {_OF_DAY} AND member_id <> ''",
    "SELECT t.kind, count(*), sum(t.amount_minor) FROM sale AS s CROSS JOIN sale_tender AS t"
    f" USING (sale_id) WHERE s.{_OF_DAY} GROUP BY 1",
    _LINES.format(key="l.item_id"),
    _LINES.format(key="l.department_id"),
    _LINES.format(key="l.rate_ppm"),
    "SELECT rule, name, count(*), sum(amount_minor) FROM sale_discount"
    f" WHERE {_OF_DAY} GROUP BY 1, 2",
    f"SELECT how, reason, count(*), sum(total_minor) FROM refund WHERE {_OF_DAY} GROUP BY 1, 2",
    f"SELECT kind, count(*), sum(amount_minor) FROM till_money WHERE {_OF_DAY} GROUP BY 1",
    f"SELECT kind, count(*) FROM till_event WHERE {_OF_DAY} GROUP BY 1",
    "SELECT sum(counted_minor), sum(expected_minor) FROM shift WHERE bd = :bd",
    "SELECT account, unit, sum(amount) FROM account_day WHERE bd <= :bd GROUP BY 1, 2",
)


def bench_day_report() -> dict[str, float]:
    """`day_report.ms`: all sections of a day that is not closed yet; `.ratio` to the SQL alone.
    Beside them the same day behind its Z."""
    owner, taken, floors = days.OPERATORS[0], [], []
    with _copy(days.one_day(DAY_SALES)) as path:
        s = days.opened(path)
        with s.db.report() as tx:
            bd = _last_day(tx)
        for number in range(12):
            began = time.perf_counter()
            report = day(s, owner, bd)
            done = time.perf_counter()
            with s.db.report() as tx:
                for statement in BY_HAND:
                    tx.all(statement, {"bd": bd})
            if number >= 2:
                taken.append((done - began) * 1e3)
                floors.append((time.perf_counter() - done) * 1e3)
        assert len(report.sections) > 8
        _close(s)
        closed = samples_ms(lambda: day(s, owner, bd), 8, warm=2)
        s.db.close()
    return {
        "day_report.ms": median(taken),
        "day_report.ratio": median(taken) / median(floors),
        "day_report.sql_ms": median(floors),
        "day_report.closed_ms": median(closed),
    }


def bench_z_close() -> dict[str, float]:
    """`z_close.ms`: the whole gesture, from the press to the sealed Z with its slip waiting."""
    taken = []
    for _ in range(7):
        with _copy(days.one_day(Z_SALES)) as path:
            s = days.opened(path)
            days.close_shift(s)
            began = time.perf_counter()
            z.z_close(s, days.OPERATORS[0])
            taken.append((time.perf_counter() - began) * 1e3)
            s.db.close()
    return {"z_close.ms": median(taken)}


def bench_pdf_day() -> dict[str, float]:
    """`pdf_day.ms`: the report of that day as a PDF, made from the report that is on the screen."""
    owner = days.OPERATORS[0]
    with _copy(days.one_day(DAY_SALES)) as path:
        s = days.opened(path)
        with s.db.report() as tx:
            bd = _last_day(tx)
        report = day(s, owner, bd)
        s.db.close()
    taken = samples_ms(lambda: pdf(report, "zh_CN"), 7, warm=1)
    return {"pdf_day.ms": median(taken)}


def bench_year_report() -> dict[str, float]:
    """`year_report.s`: a million sales by each dimension that can be asked for; the slowest."""
    s = days.opened(days.year(), read_only=True)
    with s.db.report() as tx:
        last = _last_day(tx)
    period = between("2025-06-01", last)
    figures: dict[str, float] = {}
    for dim in sales.DIMS:
        ask = partial(sales.by, s, days.OPERATORS[0], dim, period)
        figures[f"year_report.{dim}_s"] = median(samples_ms(ask, 3, warm=1)) / 1e3
    s.db.close()
    return {"year_report.s": max(figures.values())} | figures


def _last_day(tx: Tx) -> str:
    row = tx.one("SELECT max(bd) FROM shift")
    assert row is not None
    return str(row[0])


def _close(s: Services) -> None:
    days.close_shift(s)
    z.z_close(s, days.OPERATORS[0])


@contextmanager
def _copy(path: Path) -> Iterator[Path]:
    """A copy of a made file, for work that writes."""
    with tempfile.TemporaryDirectory(dir=days.BUILD, prefix="day-") as folder:
        yield Path(shutil.copy(path, Path(folder, "till.db")))
