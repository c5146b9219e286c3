"""What a person did (F94): log-ins, approvals given and asked for, voids, overrides, drawer opens.

Read from rows that the journal makes; whoever looks sees what stands there, and nothing is judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.store import sales as sale_rows
from app.store import shop as shops
from app.store import staff
from app.store.engine import Tx
from app.store.queries.reports import deeds
from app.store.queries.reports.deeds import Deed
from app.usecases.services import Services
from app.usecases.staff.hours import instant

MOST = 2000


@dataclass(frozen=True, slots=True)
class Done:
    """One deed with the names it needs: the receipt's short number, the other person."""

    deed: Deed
    receipt_no: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A person's days: what they did, the latest first, and how often. `more` was left out."""

    operator_id: str
    name: str
    from_on: str
    until_on: str
    sales: int
    sales_minor: int
    counts: tuple[tuple[str, int], ...]
    done: tuple[Done, ...]
    more: bool = False


def log(s: Services, by: Operator, operator_id: str, from_on: str, until_on: str) -> Log:
    """Business dates, both ends counted; one's own, or with the right anybody's. Report thread.

    Refused `permission.missing`, `operator.unknown`.
    """
    if by.operator_id != operator_id:
        require(by, Permission.STAFF_EDIT)
    with s.db.report() as tx:
        person = staff.get(tx, operator_id)
        if person is None:
            raise Refused("operator.unknown")
        span = _span(tx, from_on, until_on)
        found = deeds.deeds(tx, operator_id, *span, most=MOST + 1)
        sold, sold_minor = deeds.sales(tx, operator_id, *span)
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        done = tuple(
            Done(one, _receipt(tx, one.sale_id), names.get(one.other_id, ""))
            for one in found[:MOST]
        )
    counts = Counter(_counted(one) for one in found)
    return Log(
        *(operator_id, person.name, from_on, until_on, sold, sold_minor),
        counts=tuple(sorted(counts.items())),
        done=done,
        more=len(found) > MOST,
    )


def _counted(one: Deed) -> str:
    """What a deed counts as: a failed log-in is no log-in."""
    return "login.wrong" if one.kind == "login" and one.reason else one.kind


def _span(tx: Tx, from_on: str, until_on: str) -> tuple[int, int]:
    """From the first day's cut-off to that behind the last, as instants."""
    zone, cutoff = shops.day_rule(tx)
    after = (date.fromisoformat(until_on) + timedelta(1)).isoformat()
    begin = f"{cutoff}:00"
    return instant(from_on, begin, zone, cutoff), instant(after, begin, zone, cutoff)


def _receipt(tx: Tx, sale_id: str) -> str:
    found = sale_rows.row(tx, sale_id) if sale_id else None
    return found.short_no if found else ""
