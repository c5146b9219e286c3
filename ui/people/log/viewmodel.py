"""A person's log in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.usecases.staff.person import Done, Log
from app.words import Words, amount

At = Callable[[int], str]
DEEDS = (
    *("login", "login.wrong", "approval.given", "approval.asked", "sale.overrides", "sale.voided"),
    *("basket.cancel", "refund.return", "refund.exchange", "refund.void", "refund.blind"),
    *("drawer.open", "cash.in", "cash.out", "reprint", "shift.open", "shift.close"),
    *("attendance.in", "attendance.out", "training"),
)
LOUD = frozenset({"login.wrong", "refund.void", "refund.blind", "drawer.open", "sale.overrides"})


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One thing: when, what, about what, of which receipt, how much."""

    key: str
    at: str
    what: str
    detail: str
    receipt: str
    amount: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class LogVM:
    """The page. `state`: loading, rows, error. `people` empty: only one's own is to be seen."""

    state: str
    error: str = ""
    people: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    title: str = ""
    month: str = ""
    counts: tuple[tuple[str, str], ...] = ()
    rows: tuple[DeedRow, ...] = ()
    more: str = ""
    said: str = ""
    said_role: str = "muted"


def counts(found: Log, words: Words) -> tuple[tuple[str, str], ...]:
    """What stands above the list: how often each thing, in a fixed order."""
    known = dict(found.counts)
    sums = [(words("deed.sales"), str(found.sales))]
    sums += [(words(f"deed.{kind}"), str(known[kind])) for kind in DEEDS if kind in known]
    return tuple(sums)


def rows(found: Log, words: Words, at: At) -> tuple[DeedRow, ...]:
    """Every deed, the latest first."""
    return tuple(_row(place, one, words, at) for place, one in enumerate(found.done))


def _row(place: int, one: Done, words: Words, at: At) -> DeedRow:
    deed = one.deed
    kind = "login.wrong" if deed.kind == "login" and deed.reason else deed.kind
    detail = one.other or deed.reason
    if deed.kind == "login":
        detail = words(f"deed.login.{deed.reason or 'ok'}")
    elif deed.kind == "training":
        detail = words(f"deed.training.{deed.reason or 'start'}")
    elif deed.n:
        detail = words("deed.lines", n=deed.n)
    much = amount(deed.amount_minor, words.digits) if deed.amount_minor else ""
    what = words(f"deed.{deed.kind}")
    return DeedRow(str(place), at(deed.at_ms), what, detail, one.receipt_no, much, kind in LOUD)
