"""The drawer apart from sales as words: what happened at it, and what is about to."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.shift.terms import CashReason
from app.usecases.drawer.events import DrawerEvent
from app.words import amount
from ui.bridge.session import Session
from ui.shift.count_words import reason_words

WAYS = ("drop", "out", "in")


@dataclass(frozen=True, slots=True)
class EventVM:
    """One row: when, what, by whom (and with whose word), why, how much."""

    at: str
    what: str
    who: str
    why: str
    value: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class DrawerVM:
    """The page. `way`: drop, out or in; `reasons` of that way as (code, words)."""

    events: tuple[EventVM, ...] = ()
    loading: bool = True
    way: str = "drop"
    reasons: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    offered: str = ""
    off: str = ""
    busy: bool = False
    said: str = ""
    error: str = ""


def event(one: DrawerEvent, session: Session) -> EventVM:
    """A drawer event in words."""
    words = session.words
    who = one.operator_name
    if one.approver_name:
        who = words("shift.drawer.with", name=one.operator_name, approver=one.approver_name)
    value = amount(one.amount_minor, words.digits, plus=True) if one.amount_minor else ""
    return EventVM(
        session.clock(one.at_ms),
        words(f"shift.drawer.{one.kind}"),
        who,
        reason_words(one.reason, session),
        value,
        "muted" if one.kind == "drawer.open" else "text",
    )


def reasons_of(
    reasons: tuple[CashReason, ...], way: str, language: str
) -> tuple[tuple[str, str], ...]:
    """The reasons of a way; what goes to the safe has its own way and is none of them."""
    return tuple(
        (one.code, one.named(language)) for one in reasons if one.way == way and one.code != "drop"
    )
