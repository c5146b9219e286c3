"""A return without a receipt in words: its row in the list, and its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from app.usecases.returns.look_back import BlindDetail, BlindGoods, BlindRow
from app.words import Words, amount, clock, clock_seconds, quantity
from ui.history.looking import BLIND
from ui.history.return_words import unit
from ui.history.viewmodel import MARKS, DetailVM, ExplainedVM, Fact, RowVM, jobs


def blind_row(one: BlindRow, at: datetime, today: date, words: Words) -> RowVM:
    """It stands with the sales: what was given for it is taken off the day."""
    mark = MARKS.get(one.print_state) if one.print_state in ("unsure", "failed") else None
    return RowVM(
        BLIND + one.refund_id,
        clock(at) if at.date() == today else words.moment(at),
        one.short_no,
        one.member_name or words("history.blind"),
        amount(-one.total_minor, words.digits),
        mark or ("return", "muted"),
    )


def blind_page(
    one: BlindDetail,
    *,
    at: datetime,
    columns: int,
    words: Words,
    job_times: Mapping[str, datetime],
) -> DetailVM:
    """The goods, where the money went, why, who took them and who agreed, its slip and prints."""
    row = one.row
    member = words("history.member", name=row.member_name) if row.member_name else ""
    return DetailVM(
        sale_id=BLIND + row.refund_id,
        title=words("return.row.return", no=row.short_no),
        about=words(
            "history.about",
            at=f"{words.month_day(at)} {clock_seconds(at)}",
            operator=row.operator_name,
            member=member,
        ),
        due=amount(-row.total_minor, words.digits),
        paid=_went(one, words),
        explained=tuple(_goods(line, words) for line in one.goods),
        no_change="",
        tax=(),
        jobs=jobs(one.jobs, job_times, words),
        no_jobs="" if one.jobs else words("history.no_jobs"),
        proof=words("history.proof", no=one.seq, hash=one.hash_hex[:16]),
        slip=one.slip,
        columns=columns,
        reprint=words("history.reprint"),
        blind=_told(one, words),
    )


def _told(one: BlindDetail, words: Words) -> tuple[str, ...]:
    """What a person asks about it first, in whole sentences: none of it may be cut."""
    agreed = words("history.blind.agreed", name=one.approver_name)
    return (
        words("history.blind.number", no=one.row.refund_no),
        words("history.blind.reason", reason=one.reason.named(words.lang)),
        words("history.blind.by", name=one.row.operator_name),
        agreed if one.approver_name else words("history.blind.alone"),
    )


def _went(one: BlindDetail, words: Words) -> tuple[Fact, ...]:
    rows = [Fact(words(f"return.to.{k}"), amount(n, words.digits)) for k, n in one.went]
    if one.rounding_minor:
        rounding = amount(one.rounding_minor, words.digits, plus=True)
        rows.append(Fact(words("history.rounding"), rounding))
    return tuple(rows)


def _goods(line: BlindGoods, words: Words) -> ExplainedVM:
    name = (line.name_en if words.lang == "en" else "") or line.name
    each = words(
        "history.before",
        qty=quantity(line.qty_milli),
        unit=unit(line.unit, words),
        price_minor=line.price_minor,
    )
    return ExplainedVM(name, each, (), amount(line.back_minor, words.digits))
