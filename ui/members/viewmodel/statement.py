"""The statement: a period, its rows with running balances, and where to take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.reports.statement import Statement, StatementRow
from app.words import Words, whole
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Frame
from ui.members.viewmodel.history import entry_words, signed

PERIODS = ("month", "last", "quarter", "year", "all")


@dataclass(frozen=True, slots=True)
class RowVM:
    """One line of it."""

    key: str
    when: str
    what: str
    stored: str
    after: str
    points: str
    points_after: str


@dataclass(frozen=True, slots=True)
class StatementVM:
    """The tab. `before` and `after` are the balances at its two ends."""

    period: str
    about: str = ""
    rows: tuple[RowVM, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    loading: bool = False
    none: str = ""
    said: str = ""
    error: str = ""
    path: str = ""
    off: str = ""


def span(period: str, today: date) -> tuple[str, str]:
    """First and last business date of a period; empty means from the beginning."""
    first = today.replace(day=1)
    if period == "month":
        return first.isoformat(), today.isoformat()
    if period == "last":
        end = first - timedelta(days=1)
        return end.replace(day=1).isoformat(), end.isoformat()
    if period == "quarter":
        return (today - timedelta(days=90)).isoformat(), today.isoformat()
    if period == "year":
        return today.replace(month=1, day=1).isoformat(), today.isoformat()
    return "", today.isoformat()


def page(found: Statement, period: str, f: Frame) -> StatementVM:
    """It in words, the newest first."""
    w = f.words
    last = found.rows[-1] if found.rows else None
    stored, points = (
        (last.stored_after, last.points_after)
        if last
        else (found.stored_before, found.points_before)
    )
    return StatementVM(
        period,
        about=w(
            "member.statement_about",
            first=_day(found.from_on, f),
            last=_day(found.until_on, f),
            n=len(found.rows),
        ),
        rows=tuple(_row(one, place, f) for place, one in enumerate(reversed(found.rows))),
        before=_balances(found.stored_before, found.points_before, w),
        after=_balances(stored, points, w),
        texts=found.texts,
        none="" if found.rows else w("member.statement_none"),
    )


def _day(on: str, f: Frame) -> str:
    return f.words.full_day(date.fromisoformat(on)) if on else f.words("member.beginning")


def _balances(stored: int, points: int, w: Words) -> tuple[tuple[str, str], ...]:
    return (
        (w("member.stored"), text.money(stored, w)),
        (w("member.points"), whole(points)),
    )


def _row(one: StatementRow, place: int, f: Frame) -> RowVM:
    w = f.words
    return RowVM(
        str(place),
        text.when(f.at(one.at_ms), f.today, w),
        entry_words(one, w),
        text.money(one.stored_minor, w, plus=True) if one.stored_minor else "",
        text.money(one.stored_after, w),
        signed(one.points),
        whole(one.points_after),
    )
