"""Visitors by hour: entered at the counter, or taken from a door counter's file (F60).

An hour that is told again replaces what stood: people correct what they entered, and a door
counter's file is read twice. Hours before the shop's cut-off belong to the business date before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import business_date
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.reports import day_rows
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.report.door_counter import HourCount, LineError, parse
from app.usecases.services import Services

MOST = 100_000  # in one hour: more is a typing error
YEARS_BACK = 10


@dataclass(frozen=True, slots=True)
class TrafficPlan:
    """A door counter's file as it would be taken: (business date, hour, visitors) in order, what
    it would replace, and the lines that say nothing that could be understood."""

    form: str
    hours: tuple[HourCount, ...]
    replaced: int
    errors: tuple[LineError, ...]

    @property
    def visitors(self) -> int:
        """All of them."""
        return sum(n for *_, n in self.hours)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last date; empty without any."""
        dates = [on for on, *_ in self.hours]
        return (min(dates), max(dates)) if dates else ("", "")


def visitors(s: Services, bd: str) -> tuple[tuple[int, int], ...]:
    """(hour, visitors) of a business date. Reader thread."""
    with s.db.read() as tx:
        return tuple((hour, n) for _, hour, n in day_rows.visitors(tx, bd, bd))


def enter(s: Services, operator: Operator, bd: str, hour: int, n: int) -> Outcome[int]:
    """So many came in during an hour of a business date; the day's sum. Writer thread.

    Refused: `permission.missing`, `traffic.hour`, `traffic.many` (n), `traffic.day` (no date, or
    one that is still to come).
    """
    require(operator, Permission.TRAFFIC)
    _check(hour, n)
    with s.db.write() as tx:
        _require_past(tx, s, (bd,))
        _seal(tx, s, operator, bd, hours=[(hour, n)], how="counter")
        total = sum(row[2] for row in day_rows.visitors(tx, bd, bd))
    return Outcome(total, Changes(sales=True))


def preview(s: Services, data: bytes) -> TrafficPlan:
    """What a door counter's file says: CSV or Excel, a row an interval or a row a day.

    Reader thread. Refused `import.*` (see csv_file), `traffic.no_column`, `traffic.nothing` when
    no line could be understood (line, said).
    """
    form, found, errors = parse(data)
    with s.db.read() as tx:
        shop = shops.load(tx)
        hours, wrong = _placed(found, shop.cutoff_hour, _today(tx, s))
        errors = (*errors, *wrong)
        if not hours:
            first = errors[0] if errors else LineError(0, "empty", "")
            raise Refused("traffic.nothing", line=first.line, said=first.text)
        known = {(bd, hour) for bd, hour, _ in day_rows.visitors(tx, hours[0][0], hours[-1][0])}
    replaced = sum((bd, hour) in known for bd, hour, _ in hours)
    return TrafficPlan(form, hours, replaced, tuple(sorted(errors, key=lambda one: one.line)))


def apply(s: Services, operator: Operator, plan: TrafficPlan) -> Outcome[int]:
    """Take what the preview said, a document a day; how many days. Writer thread.

    Refused `permission.missing`.
    """
    require(operator, Permission.TRAFFIC)
    days: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for bd, hour, n in plan.hours:
        _check(hour, n)
        days[bd].append((hour, n))
    with s.db.write() as tx:
        _require_past(tx, s, days)
        for bd, hours in days.items():
            _seal(tx, s, operator, bd, hours=hours, how="file")
    return Outcome(len(days), Changes(sales=True))


def _seal(
    tx: Tx, s: Services, operator: Operator, bd: str, *, hours: list[tuple[int, int]], how: str
) -> None:
    body = {"bd": bd, "hours": [list(one) for one in hours], "how": how}
    commit.seal(tx, s, Kind.TRAFFIC, body, operator_id=operator.operator_id)


def _check(hour: int, n: int) -> None:
    if not 0 <= hour <= 23:
        raise Refused("traffic.hour", hour=hour)
    if not 0 <= n <= MOST:
        raise Refused("traffic.many", n=n, most=MOST)


def _require_past(tx: Tx, s: Services, days: Iterable[str]) -> None:
    today = _today(tx, s)
    first = _long_ago(today)
    for bd in days:
        try:
            good = date.fromisoformat(bd).isoformat() == bd
        except ValueError:
            good = False
        if not good or not first <= bd <= today:
            raise Refused("traffic.day", day=bd[:20])


def _today(tx: Tx, s: Services) -> str:
    shop = shops.load(tx)
    return business_date(commit.effective_now(tx, s), shop.zone, shop.cutoff_hour)


def _long_ago(today: str) -> str:
    return (date.fromisoformat(today) - timedelta(366 * YEARS_BACK)).isoformat()


def _placed(
    found: Iterable[tuple[int, HourCount]], cutoff_hour: int, today: str
) -> tuple[tuple[HourCount, ...], tuple[LineError, ...]]:
    """By business date and hour, intervals of one hour added up; days to come are errors."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    wrong = []
    for line, (on, hour, n) in found:
        day = date.fromisoformat(on)
        bd = (day if hour >= cutoff_hour else day - timedelta(1)).isoformat()
        if not _long_ago(today) <= bd <= today:
            wrong.append(LineError(line, "day", on))
        elif sums.get((bd, hour), 0) + n > MOST:
            wrong.append(LineError(line, "many", str(n)))
        else:
            sums[bd, hour] += n
    return tuple((bd, hour, n) for (bd, hour), n in sorted(sums.items())), tuple(wrong)
