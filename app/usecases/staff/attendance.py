"""Attendance: people clock in and out at the till by PIN, card or where they stand logged in.

A stamp is a document, and so is its correction, which says who corrected it and why (F94): what
stood before stays in the journal. The wall clock is what counts, as people read it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import business_date
from app.store import journal, staff
from app.store import shop as shops
from app.store.engine import Row, Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.hours import LONGEST_MS, Stamp, Work, minutes, pair
from app.usecases.staff.login import by_card, check_pin

DAY_MS = 86_400_000
TWICE_MS = 60_000  # a second tap so soon is a slip of the hand, not the end of a day
AHEAD_MS = 60_000
KINDS = ("in", "out")


@dataclass(frozen=True, slots=True)
class Clocked:
    """What a gesture did: `kind` in or out; `since_ms` is when the work that ends had begun."""

    operator: Operator
    kind: str
    at_ms: int
    since_ms: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's sheet; `minutes` of its whole pieces, `wrong` pieces miss an end."""

    bd: str
    work: tuple[Work, ...] = ()
    minutes: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """A person's month (`2026-11`): every day of it, and what it adds up to."""

    operator_id: str
    name: str
    month: str
    days: tuple[Day, ...]
    worked_days: int
    minutes: int
    wrong: int


def clock(s: Services, operator_id: str, pin: str) -> Outcome[Clocked]:
    """In, or out if the person is at work. Writer thread. Refused as `login.login`, and
    `attendance.just_now` (a second time within a minute)."""
    person = check_pin(s, operator_id, pin)
    with s.db.write() as tx:
        return _stamp(tx, s, person, "pin")


def clock_by_card(s: Services, token: str) -> Outcome[Clocked]:
    """The same with a staff card. Refused `card.unknown`, `pin.locked`, `attendance.just_now`."""
    with s.db.write() as tx:
        return _stamp(tx, s, by_card(tx, s, token), "card")


def clock_own(s: Services, operator: Operator) -> Outcome[Clocked]:
    """The one who stands logged in at the till. Refused `attendance.just_now`."""
    with s.db.write() as tx:
        return _stamp(tx, s, operator, "session")


def at_work(s: Services) -> dict[str, int]:
    """Who is at work, and since when (ms UTC). Reader thread."""
    now_ms = s.clock.now_ms()
    with s.db.read() as tx:
        found = {one.operator_id: _since(tx, one.operator_id, now_ms) for one in staff.people(tx)}
    return {str(who): since for who, since in found.items() if since}


def correct(
    s: Services,
    by: Operator,
    operator_id: str,
    *,
    kind: str,
    at_ms: int,
    reason: str,
    replaces: tuple[int, int] | None = None,
) -> Outcome[None]:
    """A stamp that was forgotten, or another in the place of `replaces`.

    Refused: `permission.missing`, `attendance.own` (nobody but an owner writes their own hours),
    `operator.unknown`, `reason.missing`, `attendance.future`, `attendance.no_stamp`.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no stamp")
    if at_ms > s.clock.now_ms() + AHEAD_MS:
        raise Refused("attendance.future")
    with s.db.write() as tx:
        _seal_correction(tx, s, by, (operator_id, kind, at_ms), reason=reason, replaces=replaces)
    return Outcome(None, Changes(staff=True))


def strike(
    s: Services, by: Operator, operator_id: str, place: tuple[int, int], *, reason: str
) -> Outcome[None]:
    """A stamp that should not be: it stays in the journal and counts no more. As `correct`."""
    with s.db.write() as tx:
        found = staff.stamp(tx, place)
        at_ms = found[4] if found else 0
        _seal_correction(tx, s, by, (operator_id, "none", at_ms), reason=reason, replaces=place)
    return Outcome(None, Changes(staff=True))


def month(s: Services, by: Operator, month_: str, operator_id: str) -> Month:
    """A person's sheet of `2026-11`: one's own, or with the right anybody's. Reader thread.

    Refused `permission.missing`, `operator.unknown`, `attendance.month`.
    """
    if by.operator_id != operator_id:
        require(by, Permission.ATTENDANCE)
    days = days_of(month_)
    with s.db.report() as tx:
        person = staff.get(tx, operator_id)
        if person is None:
            raise Refused("operator.unknown")
        stamps = _stamps(tx, operator_id, days)
    work = [one for one in pair(stamps, s.clock.now_ms()) if one.bd[:7] == month_]
    sheet = tuple(_day(bd, [one for one in work if one.bd == bd]) for bd in days)
    return Month(
        operator_id,
        person.name,
        month_,
        sheet,
        worked_days=sum(1 for day in sheet if day.minutes),
        minutes=sum(day.minutes for day in sheet),
        wrong=sum(day.wrong for day in sheet),
    )


def days_of(month_: str) -> tuple[str, ...]:
    """Every date of a month. Refused `attendance.month`."""
    year, _, number = month_.partition("-")
    if not (year.isdecimal() and number.isdecimal() and len(month_) == 7):
        raise Refused("attendance.month", month=month_[:20])
    if not (2000 <= int(year) <= 2999 and 1 <= int(number) <= 12):
        raise Refused("attendance.month", month=month_[:20])
    count = monthrange(int(year), int(number))[1]
    return tuple(f"{month_}-{day:02d}" for day in range(1, count + 1))


def _day(bd: str, work: list[Work]) -> Day:
    wrong = sum(1 for one in work if one.state in ("no_in", "no_out"))
    return Day(bd, tuple(work), minutes(work), wrong)


def _stamps(tx: Tx, operator_id: str, days: tuple[str, ...]) -> list[Stamp]:
    """A month's stamps with two days around it: pieces of work may reach over its ends."""
    first = int(datetime.fromisoformat(days[0]).replace(tzinfo=UTC).timestamp()) * 1000
    rows = staff.stamps(tx, operator_id, first - 2 * DAY_MS, first + (len(days) + 3) * DAY_MS)
    names = {one.operator_id: one.name for one in staff.people(tx, active_only=False)}
    return [_read(tx, row, names) for row in rows]


def _read(tx: Tx, row: Row, names: dict[OperatorId, str]) -> Stamp:
    epoch, seq, _, kind, at_ms, bd = row
    doc = journal.document(tx, epoch, seq)
    corrected = doc is not None and doc.body["how"] == "correction"
    if doc is None or not corrected:
        return Stamp((epoch, seq), kind, at_ms, bd)
    by_name = names.get(OperatorId(doc.operator_id), "")
    return Stamp((epoch, seq), kind, at_ms, bd, doc.body["reason"], by_name)


def _since(tx: Tx, operator_id: str, now_ms: int) -> int:
    """When the person's work began; 0 when they are not at work."""
    found = staff.last_stamp(tx, operator_id)
    if found is None or found[3] != "in" or not 0 <= now_ms - found[4] <= LONGEST_MS:
        return 0
    return int(found[4])


def _stamp(tx: Tx, s: Services, person: Operator, how: str) -> Outcome[Clocked]:
    now_ms = s.clock.now_ms()
    found = staff.last_stamp(tx, person.operator_id)
    if found is not None and 0 <= now_ms - found[4] < TWICE_MS:
        raise Refused("attendance.just_now", kind=found[3], name=person.name)
    since_ms = _since(tx, person.operator_id, now_ms)
    kind = "out" if since_ms else "in"
    _seal(tx, s, person.operator_id, (person.operator_id, kind, now_ms), {"how": how})
    return Outcome(Clocked(person, kind, now_ms, since_ms), Changes(staff=True))


def _seal_correction(
    tx: Tx,
    s: Services,
    by: Operator,
    stamp: tuple[str, str, int],
    *,
    reason: str,
    replaces: tuple[int, int] | None,
) -> None:
    require(by, Permission.ATTENDANCE)
    operator_id = stamp[0]
    if by.operator_id == operator_id and not by.may(Permission.STAFF_EDIT):
        raise Refused("attendance.own")
    if staff.get(tx, operator_id) is None:
        raise Refused("operator.unknown")
    why = without_card(reason.strip())[:100]
    if not why:
        raise Refused("reason.missing")
    told: Body = {"how": "correction", "reason": why}
    if replaces is not None:
        found = staff.stamp(tx, replaces)
        if found is None or found[2] != operator_id:
            raise Refused("attendance.no_stamp")
        told |= {"replaces": list(replaces), "was_ms": found[4], "was": found[3]}
    _seal(tx, s, by.operator_id, stamp, told)


def _seal(tx: Tx, s: Services, by_id: str, stamp: tuple[str, str, int], told: Body) -> None:
    operator_id, kind, at_ms = stamp
    body: Body = {
        "operator_id": operator_id,
        "kind": kind,
        "at_ms": at_ms,
        "bd": business_date(at_ms, *shops.day_rule(tx)),
        "reason": "",
        **told,
    }
    commit.seal(tx, s, Kind.ATTENDANCE, body, operator_id=by_id)
