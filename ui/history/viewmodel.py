"""Sales that are over, in words: the list, and one with its paper and its prices explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.pricing.priced import PriceAdjustment
from app.domain.sale import Sale, SaleLine
from app.usecases.ports import Slip
from app.usecases.sale.history import PrintState, SaleDetail, SaleRow
from app.words import Words, amount, clock, clock_seconds, percent, quantity
from ui.history.return_words import DoneVM, unit

MARKS = {
    "confirmed": ("check", "positive"),
    "queued": ("clock", "muted"),
    "sending": ("clock", "muted"),
    "unsure": ("alert", "warning"),
    "failed": ("alert", "danger"),
}


@dataclass(frozen=True, slots=True)
class RowVM:
    """A sale in the list. `mark` is (icon, role) when its paper is not known to be there."""

    sale_id: str
    when: str
    number: str
    who: str
    value: str
    mark: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ListVM:
    """The list. `state`: loading, empty (no sale yet), none (nothing found), rows, error."""

    state: str
    about: str = ""
    rows: tuple[RowVM, ...] = ()
    none: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a figure; `strong` is read first."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedVM:
    """A line whose price is not the shelf's: what it was, each step with its reason, what it is."""

    name: str
    before: str
    steps: tuple[Fact, ...]
    after: str


@dataclass(frozen=True, slots=True)
class JobVM:
    """A print job. `ask`: a person must look and say whether it came out."""

    job_id: str
    title: str
    state: str
    mark: tuple[str, str]
    ask: bool


@dataclass(frozen=True, slots=True)
class DetailVM:
    """One sale whole; `done` is the return that was just made of it. `blind` is not empty when it
    is a return without a receipt, and says what is to be said of it beside goods and money."""

    sale_id: str
    title: str
    about: str
    due: str
    paid: tuple[Fact, ...]
    explained: tuple[ExplainedVM, ...]
    no_change: str
    tax: tuple[Fact, ...]
    jobs: tuple[JobVM, ...]
    no_jobs: str
    proof: str
    slip: Slip
    columns: int
    reprint: str
    reprint_off: str = ""
    returns: tuple[Fact, ...] = ()
    return_off: str = ""
    void: bool = False
    done: DoneVM | None = None
    blind: tuple[str, ...] = ()
    said: str = ""
    error: str = ""


def row(one: SaleRow, at: datetime, today: date, words: Words) -> RowVM:
    """A sale in the list: today by its time, before that by its day."""
    return RowVM(
        one.sale_id,
        clock(at) if at.date() == today else words.moment(at),
        one.short_no,
        _who(one, words),
        amount(one.due_minor, words.digits),
        _mark(one),
    )


def _who(one: SaleRow, words: Words) -> str:
    """What became of it, before whose it was; a member or the pieces."""
    if not one.returned_minor and not one.voided:
        count, n = quantity(one.pieces_milli), one.pieces_milli // 1000
        return one.member_name or words("history.pieces", count=count, n=n)
    gone = "voided" if one.voided else "part_gone"
    if gone == "part_gone" and one.returned_minor >= one.due_minor:
        gone = "gone"
    return f"{words(f'history.{gone}')}  {one.member_name}".rstrip()


def _mark(one: SaleRow) -> tuple[str, str] | None:
    """Paper that somebody must look after, then goods that came back."""
    if one.print_state in ("unsure", "failed"):
        return MARKS[one.print_state]
    if one.voided:
        return "undo", "muted"
    return ("return", "muted") if one.returned_minor else None


def detail(
    one: SaleDetail,
    *,
    at: datetime,
    columns: int,
    words: Words,
    job_times: Mapping[str, datetime],
    tier: str,
) -> DetailVM:
    """A sale with its paper, its tenders, its prices explained and its print jobs."""
    sale = one.sale
    explained = tuple(_explained(line, words, tier) for line in sale.lines if line.adjustments)
    member = words("history.member", name=one.member_name) if one.member_name else ""
    return DetailVM(
        sale_id=sale.sale_id,
        title=words("history.number", no=sale.short_no),
        about=words(
            "history.about",
            at=f"{words.month_day(at)} {clock_seconds(at)}",
            operator=one.operator_name,
            member=member,
        ),
        due=amount(sale.due_minor, words.digits),
        paid=(*_paid(sale, words), *_by_code(one, words)),
        explained=explained,
        no_change="" if explained else words("history.shelf_prices"),
        tax=_tax(sale, words),
        jobs=jobs(one.jobs, job_times, words),
        no_jobs="" if one.jobs else words("history.no_jobs"),
        proof=words("history.proof", no=one.seq, hash=one.hash_hex[:16]),
        slip=one.receipt,
        columns=columns,
        reprint=words("history.reprint"),
        returns=_returns(one, words),
    )


def _returns(one: SaleDetail, words: Words) -> tuple[Fact, ...]:
    """What came back before: each with its number, then where its money went, and why."""
    rows: list[Fact] = []
    for back in one.refunds:
        total = amount(-back.total_minor, words.digits)
        rows.append(Fact(words(f"return.row.{back.how}", no=back.refund_no), total, strong=True))
        for kind, minor in back.went:
            rows.append(Fact(words(f"return.to.{kind}"), amount(minor, words.digits)))
        if back.why is not None:
            rows.append(Fact(back.why.named(words.lang), ""))
    return tuple(rows)


def _by_code(one: SaleDetail, words: Words) -> tuple[Fact, ...]:
    """What the gateways said, with their numbers: payments, and what went back."""
    rows = []
    for tried in one.attempts:
        state = words(f"codepay.state.{tried.state}")
        key = "codepay.row.back" if tried.origin_id else "codepay.row"
        rows.append(Fact(words(key, state=state), amount(tried.amount_minor, words.digits)))
        if tried.approval_no:
            rows.append(Fact(words("codepay.row.no", no=tried.approval_no[-12:]), ""))
    return tuple(rows)


def _paid(sale: Sale, words: Words) -> tuple[Fact, ...]:
    rows = []
    for one in sale.tenders:
        rows.append(Fact(words(f"tender.{one.kind}"), amount(one.given_minor, words.digits)))
    if sale.rounding_minor:
        rounding = amount(sale.rounding_minor, words.digits, plus=True)
        rows.append(Fact(words("history.rounding"), rounding))
    if sale.change_minor:
        rows.append(Fact(words("history.change"), amount(sale.change_minor, words.digits)))
    if sale.saved_minor:
        rows.append(Fact(words("history.saved"), amount(-sale.saved_minor, words.digits)))
    return tuple(rows)


def _explained(line: SaleLine, words: Words, tier: str) -> ExplainedVM:
    name = " ".join(part for part in (line.named(words.lang), line.spec) if part)
    before = words(
        "history.before",
        qty=quantity(line.qty_milli),
        unit=unit(line.unit, words),
        price_minor=line.unit_price_minor,
    )
    steps = tuple(
        Fact(reason(step, words, tier), amount(step.amount_minor, words.digits))
        for step in line.adjustments
    )
    return ExplainedVM(name, before, steps, amount(line.total_minor, words.digits))


def reason(step: PriceAdjustment, words: Words, tier: str) -> str:
    """Why a price is what it is, in the words that stand on the receipt, too."""
    key = f"reason.{step.reason}"
    said = words(key) if key in words else step.reason
    return words(f"adjust.{step.rule}", **{**dict(step.facts), "tier": tier, "reason": said})


def _tax(sale: Sale, words: Words) -> tuple[Fact, ...]:
    key = "history.tax_within" if sale.tax_included else "history.tax_added"
    return tuple(
        Fact(
            words(key, rate=percent(one.rate_ppm), net_minor=one.net_minor),
            amount(one.tax_minor, words.digits),
        )
        for one in sale.tax
        if one.rate_ppm
    )


def jobs(
    found: Sequence[PrintState], times: Mapping[str, datetime], words: Words
) -> tuple[JobVM, ...]:
    """The print jobs of a sale: the original, then its copies."""
    rows = []
    for one in found:
        title = words("history.copy", n=one.copy_no) if one.copy_no else words("history.original")
        state = words(f"history.print.{one.state}")
        key = f"device.reason.{one.reason}"
        if one.state in ("unsure", "failed") and key in words:
            state = words("history.print_because", state=state, reason=words(key))
        kind, _, number = one.device.partition("-")
        if kind == "printer" and number:
            state = words("printing.state_at", state=state, n=number)
        at = times.get(one.job_id)
        if at is not None:
            title = f"{title}　{clock(at)}"
        rows.append(JobVM(one.job_id, title, state, MARKS[one.state], one.state == "unsure"))
    return tuple(rows)
