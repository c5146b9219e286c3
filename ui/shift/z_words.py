"""Zs and the shop's day sheet as words and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.shift import ZReport, ZTotals
from app.domain.shift.z_report import SIGNED
from app.usecases.shift.other_tills import ShopDay, TillDay
from app.words import Words, amount, percent, whole
from ui.bridge.session import Session
from ui.shift.viewmodel import Fact


@dataclass(frozen=True, slots=True)
class ZRowVM:
    """A past Z in the list: its key (`epoch.number`), number, day, sums."""

    key: str
    no: str
    day: str
    sales: str
    difference: str
    role: str


@dataclass(frozen=True, slots=True)
class ZSheetVM:
    """One Z in figures; `seq` empty while it is only looked at."""

    title: str
    about: str
    sums: tuple[Fact, ...]
    tenders: tuple[Fact, ...]
    drawer: tuple[Fact, ...]
    counters: tuple[Fact, ...]
    proof: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class TillRowVM:
    """One till's Z on the shop's sheet."""

    key: str
    till: str
    z_no: str
    sales: str
    expected: str
    counted: str
    difference: str
    bank: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class DaysVM:
    """The page. `open_key` is the past Z that is shown, empty for what a Z would say now.

    `day` is the shop sheet's date, `day_words` as one reads it. `nothing` says why there is nothing
    to see: who counts a drawer blind may not read its sum here. `z_why` says why the key counts
    first. `doubt` says that nobody knows whether a Z's slip came out.
    """

    sheet: ZSheetVM | None = None
    rows: tuple[ZRowVM, ...] = ()
    open_key: str = ""
    tills: tuple[TillRowVM, ...] = ()
    day: str = ""
    day_words: str = ""
    missing: str = ""
    nothing: str = ""
    z_title: str = ""
    z_off: str = ""
    z_why: str = ""
    print_off: str = ""
    parked: str = ""
    doubt: str = ""
    busy: bool = False
    said: str = ""
    error: str = ""


def _tax_note(totals: ZTotals, sold: int, back: int, words: Words) -> str:
    """What a rate's tax is made of, when something came back."""
    if not totals.tax_known:
        return words("shift.z.tax_before")
    return words("shift.z.tax_of", sold_minor=sold, back_minor=back) if back else ""


def _so_far(report: ZReport, last: Sequence[ZReport], words: Words) -> str:
    day = report.business_date
    for one in last:
        if one.business_date == day:
            return words("shift.z.day_after", day=day, no=one.number)
    return words("shift.z.day", day=day)


def sheet(report: ZReport, session: Session, last: Sequence[ZReport] = ()) -> ZSheetVM:
    """A Z in figures, or the day so far; `last` is the Z before, where it may be of this day."""
    words, totals = session.words, report.totals
    sums = totals.shift

    def money(key: str, minor: int, **facts: int) -> Fact:
        return Fact(words(key, **facts), amount(minor, words.digits))

    at = words.moment(session.at(report.at_ms))
    title = words("shift.z.number", no=report.number) if report.seq else words("shift.z.now")
    about = words("shift.z.about", day=report.business_date, at=at, name=report.operator_name)
    return ZSheetVM(
        title,
        about if report.seq else _so_far(report, last, words),
        sums=(
            money("shift.z.sales", sums.sales_minor, n=sums.sales),
            money("shift.z.returns", -totals.returns_minor, n=totals.returns),
            money("shift.z.topups", sums.topups_minor, n=sums.topups),
            money("shift.saved", -sums.saved_minor),
            *(
                Fact(
                    words("shift.z.tax", rate=percent(ppm)),
                    amount(sold - back, words.digits),
                    _tax_note(totals, sold, back, words),
                )
                for ppm, sold, back in totals.taxed()
            ),
            money("shift.z.grand", report.grand_minor),
        ),
        tenders=tuple(
            Fact(words(f"tender.{kind}"), amount(minor, words.digits), words("shift.times", n=n))
            for kind, n, minor in sums.by_tender
            if minor or n
        ),
        drawer=(
            Fact(words("shift.z.shifts"), whole(totals.shifts)),
            Fact(words("shift.z.uncounted"), whole(totals.uncounted), role=_ink(totals.uncounted)),
            *(
                Fact(
                    words(f"z.cash.{code}"),
                    amount(minor, words.digits, plus=code in SIGNED),
                    role=_danger(minor) if code == "difference" else "text",
                )
                for code, minor in totals.cash_way()
            ),
        ),
        counters=tuple(
            Fact(words(f"z.counter.{code}"), whole(n), role=_ink(n)) for code, n in totals.counters
        ),
        proof=_proof(report, words) if report.seq else (),
    )


def _proof(report: ZReport, words: Words) -> tuple[Fact, ...]:
    return (
        Fact(words("shift.z.documents"), f"{report.first_seq} - {report.last_seq}"),
        Fact(words("shift.z.head"), report.head_hash[:12]),
    )


def _ink(number: int) -> str:
    return "text" if number else "muted"


def _danger(minor: int) -> str:
    return "danger" if minor else "text"


def row(report: ZReport, words: Words) -> ZRowVM:
    """A past Z in the list."""
    totals = report.totals
    return ZRowVM(
        f"{report.epoch}.{report.z_no}",
        str(report.z_no),
        report.business_date,
        amount(totals.shift.sales_minor - totals.returns_minor, words.digits),
        amount(totals.difference_minor, words.digits, plus=True)
        if totals.difference_minor
        else words("shift.z.even"),
        _danger(totals.difference_minor),
    )


def tills(day: ShopDay, words: Words) -> tuple[TillRowVM, ...]:
    """The shop's sheet, its sum in the last row when there is more than one."""
    rows = [_till(one, words) for one in day.tills]
    if len(rows) > 1:
        net = day.total("sales_minor") - day.total("refunds_minor")
        off = day.total("difference_minor")
        rows.append(
            TillRowVM(
                "sum",
                words("shift.z.all_tills"),
                "",
                amount(net, words.digits),
                amount(day.total("expected_minor"), words.digits),
                amount(day.total("counted_minor"), words.digits),
                amount(off, words.digits, plus=True),
                amount(day.total("to_bank_minor"), words.digits),
                _danger(off),
            )
        )
    return tuple(rows)


def _till(one: TillDay, words: Words) -> TillRowVM:
    name = "shift.z.this_till" if one.own else "shift.z.till"
    return TillRowVM(
        f"{one.tid}.{one.epoch}.{one.z_no}",
        words(name, no=one.till_no),
        str(one.z_no),
        amount(one.sales_minor - one.refunds_minor, words.digits),
        amount(one.expected_minor, words.digits),
        amount(one.counted_minor, words.digits),
        amount(one.difference_minor, words.digits, plus=True),
        amount(one.to_bank_minor, words.digits),
        _danger(one.difference_minor),
    )
