"""The Z slip: the till's day, its counters, the grand total, and the code that proves it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from app.domain.shift import ZReport, ZTotals
from app.domain.shift.z_report import SIGNED
from app.peripherals.paper.rows import RULE, Rows
from app.words import clock, local, percent
from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Item, Qr, Slip, Text
from hardware.api.slip_codec import slip_to_dict


def z_report(rows: Rows, report: ZReport) -> dict[str, Any]:
    """The close of a till's day, or its copy: the same figures, marked."""
    items: list[Item] = [
        *rows.copy_mark(report.copy_no, report.copied_by),
        *_head(rows, report),
        *_sums(rows, report.totals),
        *_drawer(rows, report.totals),
        *_counters(rows, report),
        RULE,
        rows.row(rows.words("paper.z.before"), rows.money(report.before_minor)),
        _tall(rows.words("paper.z.grand"), rows.money(report.grand_minor)),
        RULE,
        *_proof(rows, report),
        *_day(rows, report),
        *rows.copy_mark(report.copy_no, report.copied_by),
        Feed(3),
        Cut(),
    ]
    return slip_to_dict(Slip(tuple(items)))


def _tall(left: str, right: str) -> Item:
    """The one figure that the slip is about, never too wide for 58 mm."""
    return Columns((Cell(left), Cell(right, Align.RIGHT, 0)), tall=True)


def _head(rows: Rows, report: ZReport) -> list[Item]:
    when = local(report.at_ms, ZoneInfo(report.zone))
    return [
        Text(rows.words("paper.z.title", n=report.z_no), Align.CENTER, wide=True, tall=True),
        Text(report.shop_name, Align.CENTER),
        RULE,
        rows.row(
            rows.words("paper.number", no=report.number),
            rows.words("paper.till", no=report.till_no),
        ),
        rows.row(rows.words("paper.business_date"), report.business_date),
        rows.row(rows.words("paper.z.closed"), f"{when:%Y-%m-%d} {clock(when)}"),
        rows.row(rows.words("paper.z.by"), report.operator_name),
        RULE,
    ]


def _sums(rows: Rows, totals: ZTotals) -> list[Item]:
    words, sums = rows.words, totals.shift
    if not (sums.sales or sums.by_tender or totals.returns):
        return [Text(words("paper.z.nothing"), Align.CENTER), RULE]
    items: list[Item] = [
        rows.row(words("paper.sales_count"), str(sums.sales)),
        rows.row(words("paper.sales_amount"), rows.money(sums.sales_minor)),
        rows.row(words("paper.z.returns", n=totals.returns), rows.money(-totals.returns_minor)),
        rows.row(words("paper.z.net"), rows.money(sums.sales_minor - totals.returns_minor)),
        rows.row(words("paper.z.topups", n=sums.topups), rows.money(sums.topups_minor)),
        rows.row(words("paper.saved"), rows.money(-sums.saved_minor)),
        rows.row(words("paper.member_sales"), str(sums.member_sales)),
        RULE,
    ]
    items += [
        rows.row(
            words("paper.tender_count", tender=words(f"tender.{kind}"), n=n), rows.money(minor)
        )
        for kind, n, minor in sums.by_tender
        if minor or n
    ]
    items.append(rows.row(words("paper.rounding"), rows.money(sums.rounding_minor)))
    items.append(RULE)
    items += [
        rows.row(words("paper.z.tax", rate=percent(ppm), net_minor=net), rows.money(tax))
        for ppm, net, tax in totals.tax
    ]
    items += [
        rows.row(words("paper.z.tax_back", rate=percent(ppm), net_minor=net), rows.money(-tax))
        for ppm, net, tax in totals.tax_back
    ]
    if totals.tax_back:
        left = sum(sold - back for _, sold, back in totals.taxed())
        items.append(rows.row(words("paper.z.tax_left"), rows.money(left)))
    elif totals.tax and not totals.tax_known:
        items.append(Text(words("paper.z.tax_before")))
    return [*items, RULE] if totals.tax or totals.tax_back else items


def _drawer(rows: Rows, totals: ZTotals) -> list[Item]:
    items: list[Item] = [
        rows.row(rows.words(f"z.cash.{code}"), rows.money(minor, plus=code in SIGNED))
        for code, minor in totals.cash_way()
    ]
    if totals.uncounted:
        items.append(Text(rows.words("paper.z.uncounted", n=totals.uncounted)))
    return items


def _counters(rows: Rows, report: ZReport) -> list[Item]:
    counters = [(code, n) for code, n in report.totals.counters]
    items: list[Item] = [RULE]
    items += [rows.row(rows.words(f"z.counter.{code}"), str(n)) for code, n in counters]
    if report.parked:
        items.append(rows.row(rows.words("paper.z.parked"), str(report.parked)))
    return items


def _proof(rows: Rows, report: ZReport) -> list[Item]:
    """What proves it; a Z that is only looked at proves nothing."""
    head = report.head_hash
    span = rows.row(rows.words("paper.journal"), f"{report.first_seq}-{report.last_seq}")
    if not report.proof:
        return [span, Text(rows.words("paper.z.not_yet"), Align.CENTER)]
    return [
        span,
        rows.row(rows.words("paper.z.document"), f"{report.tid}.{report.epoch}.{report.seq}"),
        Text(rows.words("paper.z.head")),
        *[Text(head[i : i + 32]) for i in range(0, len(head), 32)],
        Qr(report.proof, module=4),
        Text(rows.words("paper.z.keep"), Align.CENTER),
    ]


def _day(rows: Rows, report: ZReport) -> list[Item]:
    """The owner's day for a phone's camera."""
    if not report.day_text:
        return []
    title = Text(rows.words("paper.z.day"), Align.CENTER)
    return [RULE, title, Qr(report.day_text, module=4)]
