"""The shift as words and figures: what it adds up to, and who may see which sum.

Who may not see an X (R38) does not see what cash there should be either: neither the sum itself
nor the two figures it follows from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.shift import ShiftReport, ShiftTotals
from app.usecases.sale.draft import ParkedBasket
from app.words import Words, amount, clock, quantity, whole

ROLES = ("accent", "accent_mid", "text", "edge", "line")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its figure; `role` is the ink of the figure, `note` stands beside the label."""

    label: str
    value: str
    note: str = ""
    role: str = "text"


@dataclass(frozen=True, slots=True)
class TenderVM:
    """One way to pay: its share of the whole for the bar, its role in the legend."""

    label: str
    count: str
    value: str
    share: int
    role: str


@dataclass(frozen=True, slots=True)
class SumsVM:
    """What a shift adds up to. A sum that the operator may not see is an empty text."""

    sales: str
    count: str
    more: tuple[Fact, ...]
    tenders: tuple[TenderVM, ...]
    expected: str
    cash: tuple[Fact, ...]
    noted: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ParkedVM:
    """A basket that is still parked: whose, what is in it, since when, how much."""

    who: str
    what: str
    since: str
    value: str


@dataclass(frozen=True, slots=True)
class ShiftVM:
    """The shift's own page. `state`: loading, closed, open, error.

    `sums` are of the open shift, or of the last one while none is open (`last` says whose).
    """

    state: str
    about: str = ""
    sums: SumsVM | None = None
    last: str = ""
    x_off: str = ""
    parked: tuple[ParkedVM, ...] = ()
    busy: bool = False
    said: str = ""
    error: str = ""
    open_off: str = ""
    close_off: str = ""
    field_error: str = ""
    warning: str = ""


def sums(report: ShiftReport, words: Words, *, sees_cash: bool) -> SumsVM:
    """A shift's totals as figures; without `sees_cash` nothing that leads to the drawer's sum."""
    totals = report.totals
    more = [Fact(words("shift.members"), whole(totals.member_sales))]
    if sees_cash:
        more += [
            *_given_and_loaded(totals, words),
            Fact(words("shift.saved"), amount(-totals.saved_minor, words.digits)),
            Fact(words("shift.tax"), amount(totals.tax_minor, words.digits)),
        ]
    return SumsVM(
        sales=amount(totals.sales_minor, words.digits) if sees_cash else "",
        count=words("shift.sales", n=totals.sales),
        more=tuple(more),
        tenders=_tenders(totals, words, sees_cash=sees_cash),
        expected=amount(totals.cash_expected_minor, words.digits) if sees_cash else "",
        cash=_cash(totals, report.shift.float_minor, words, sees_cash=sees_cash),
        noted=_noted(totals, words),
    )


def _given_and_loaded(totals: ShiftTotals, words: Words) -> list[Fact]:
    """What returns gave back and plans brought: with the sales it is what the tenders come to."""
    found = []
    if totals.refunds:
        back = amount(-totals.refunds_minor, words.digits)
        found.append(Fact(words("shift.z.returns", n=totals.refunds), back))
    if totals.topups:
        loaded = amount(totals.topups_minor, words.digits, plus=True)
        found.append(Fact(words("shift.z.topups", n=totals.topups), loaded))
    return found


def _tenders(totals: ShiftTotals, words: Words, *, sees_cash: bool) -> tuple[TenderVM, ...]:
    ranked = sorted(totals.by_tender, key=lambda one: -one[2])
    return tuple(
        TenderVM(
            label=words(f"tender.{kind}"),
            count=words("shift.times", n=count),
            value=amount(minor, words.digits) if sees_cash or kind != "cash" else "",
            share=max(0, minor) if sees_cash else 0,
            role=ROLES[min(place, len(ROLES) - 1)],
        )
        for place, (kind, count, minor) in enumerate(ranked)
    )


def _cash(
    totals: ShiftTotals, float_minor: int, words: Words, *, sees_cash: bool
) -> tuple[Fact, ...]:
    rows = [Fact(words("shift.float"), amount(float_minor, words.digits))]
    if not sees_cash:
        return tuple(rows)
    moved = totals.cash_in_minor - totals.cash_out_minor
    parts = (
        ("shift.cash_sales", totals.cash_expected_minor - float_minor - moved, True),
        ("shift.cash_in", totals.cash_in_minor, False),
        ("shift.cash_out", -totals.cash_out_minor, False),
    )
    rows += [
        Fact(words(key), amount(minor, words.digits, plus=True))
        for key, minor, always in parts
        if minor or always
    ]
    if totals.rounding_minor:
        rounding = amount(totals.rounding_minor, words.digits, plus=True)
        rows.append(Fact(words("shift.rounding"), rounding, words("shift.within"), "muted"))
    return tuple(rows)


def _noted(totals: ShiftTotals, words: Words) -> tuple[Fact, ...]:
    """What a person may want to ask about; a zero is calm, more is ink."""
    counts = (
        ("shift.cancelled", totals.cancelled),
        ("shift.voided", totals.voided_lines),
        ("shift.no_sales", totals.no_sales),
        ("shift.overrides", totals.overrides),
        ("shift.reprints", totals.reprints),
        ("shift.approvals", totals.approvals),
    )
    return tuple(
        Fact(words(key), whole(number), role="text" if number else "muted")
        for key, number in counts
    )


def about(report: ShiftReport, opened: datetime, words: Words) -> str:
    """`林晓燕，9 月 12 日 08:02 起`."""
    return words("shift.about", name=report.operator_name, since=words.moment(opened))


def parked(one: ParkedBasket, since: datetime, words: Words) -> ParkedVM:
    """One parked basket, named by its label, else its member, else its first item."""
    what = words("shift.pieces", count=quantity(one.pieces_milli), item=one.first_item)
    who = one.label or one.member_name or words("shift.nameless")
    return ParkedVM(who, what, clock(since), amount(one.due_minor, words.digits))


def last_words(report: ShiftReport, closed: datetime, words: Words) -> str:
    """The shift before this one, in a few words."""
    return words("shift.last", name=report.operator_name, at=words.moment(closed))
