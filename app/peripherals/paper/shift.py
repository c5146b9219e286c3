"""The shift's papers: its report so far, its close, and the drawer that was opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.shift import CASH, ShiftReport, ShiftTotals
from app.domain.slips import CashSlip
from app.peripherals.paper.rows import RULE, Rows
from app.words import amount, clock, local
from hardware.api.slip import Align, Cut, Feed, Item, Slip, Text
from hardware.api.slip_codec import slip_to_dict

Money = Callable[[str, int], Item]


def x_report(rows: Rows, report: ShiftReport) -> dict[str, Any]:
    """The shift so far (X), or its close."""
    totals, digits = report.totals, rows.words.digits
    zone = ZoneInfo(report.zone)
    title = "paper.shift_close" if report.closed else "paper.x_report"

    def money(key: str, minor: int) -> Item:
        return rows.row(rows.words(key), amount(minor, digits))

    def count(key: str, number: int) -> Item:
        return rows.row(rows.words(key), str(number))

    def moment(key: str, at_ms: int) -> Item:
        when = local(at_ms, zone)
        return rows.row(rows.words(key), f"{when:%Y-%m-%d} {clock(when)}")

    items: list[Item] = [
        Text(rows.words(title), Align.CENTER, wide=True, tall=True),
        Text(report.shop_name, Align.CENTER),
        RULE,
        rows.row(
            rows.words("paper.cashier", name=report.operator_name),
            rows.words("paper.till", no=report.till_no),
        ),
        rows.row(rows.words("paper.business_date"), report.shift.business_date),
        moment("paper.opened", report.shift.opened_ms),
        moment("paper.printed", report.at_ms),
        RULE,
        count("paper.sales_count", totals.sales),
        *([] if report.blind else _money(rows, totals)),
        count("paper.member_sales", totals.member_sales),
        RULE,
        *_tenders(rows, report),
        Text(rows.words("paper.blind"))
        if report.blind
        else money("paper.rounding", totals.rounding_minor),
        RULE,
        money("paper.float", report.shift.float_minor),
        *([] if report.blind else _drawer(money, report)),
        RULE,
        count("paper.cancelled", totals.cancelled),
        count("paper.voided", totals.voided_lines),
        count("paper.no_sales", totals.no_sales),
        count("paper.reprints", totals.reprints),
        count("paper.overrides", totals.overrides),
        count("z.counter.approvals", totals.approvals),
        count("z.counter.recounts", report.recounts),
        count("paper.parked", report.parked),
        RULE,
        rows.row(rows.words("paper.journal"), f"{report.first_seq}-{report.last_seq}"),
        rows.row(rows.words("paper.head"), report.head_hash[:16]),
        *_signed(rows, report),
        Feed(3),
        Cut(),
    ]
    return slip_to_dict(Slip(tuple(items)))


def _signed(rows: Rows, report: ShiftReport) -> list[Item]:
    """Room for a name under a close."""
    return [Feed(1), Text(rows.words("paper.signature"))] if report.closed else []


def _money(rows: Rows, totals: ShiftTotals) -> list[Item]:
    """What was sold, given back and loaded; together it is what the ways to pay come to."""
    words = rows.words
    items: list[Item] = [rows.row(words("paper.sales_amount"), rows.money(totals.sales_minor))]
    if totals.refunds:
        said = words("paper.z.returns", n=totals.refunds)
        items.append(rows.row(said, rows.money(-totals.refunds_minor)))
    if totals.topups:
        said = words("paper.z.topups", n=totals.topups)
        items.append(rows.row(said, rows.money(totals.topups_minor)))
    return [
        *items,
        rows.row(words("paper.saved"), rows.money(-totals.saved_minor)),
        rows.row(words("paper.tax"), rows.money(totals.tax_minor)),
    ]


def _tenders(rows: Rows, report: ShiftReport) -> list[Item]:
    """How it was paid; blind, without what cash came to."""
    return [
        rows.row(
            rows.words("paper.tender_count", tender=rows.words(f"tender.{kind}"), n=number),
            "" if report.blind and kind == CASH else rows.money(minor),
        )
        for kind, number, minor in report.totals.by_tender
    ]


def _drawer(money: Money, report: ShiftReport) -> list[Item]:
    """The drawer's way to its sum, and what was counted in it."""
    totals = report.totals
    items = [
        money("paper.cash_in", totals.cash_in_minor),
        money("paper.cash_out", -totals.cash_out_minor),
        money("paper.cash_expected", totals.cash_expected_minor),
    ]
    for gap in report.gaps:
        if gap.kind == CASH:
            items += [
                money("paper.counted", gap.counted_minor),
                money("paper.difference", gap.difference_minor),
            ]
        else:
            items.append(money(f"paper.slips.{gap.kind}", gap.difference_minor))
    if report.closed and report.gaps:
        content = next(one.counted_minor for one in report.gaps if one.kind == CASH)
        items += [
            money("paper.kept", report.kept_minor),
            money("paper.handed_in", content - report.kept_minor),
        ]
    return items


def cash_movement(rows: Rows, slip: CashSlip) -> dict[str, Any]:
    """Money that went into the drawer or out of it: how much, why, and room for a name."""
    words, head = rows.words, slip.head
    items: list[Item] = [
        *rows.head(head, words("paper.cash.out" if slip.out else "paper.cash.in")),
        rows.bold(words("paper.cash.amount"), rows.sign(head.shop) + rows.money(slip.amount_minor)),
        Text(slip.reason),
    ]
    if slip.approved_by:
        items.append(Text(words("paper.cash.approved", name=slip.approved_by)))
    items += [Feed(1), Text(words("paper.signature"))]
    return rows.finish(head, items, thanks=False)


def no_sale(rows: Rows, *, operator: str, reason: str, at_ms: int, zone: str) -> dict[str, Any]:
    """Who opened the drawer, when, and why (R41)."""
    when = local(at_ms, ZoneInfo(zone))
    said = rows.words(f"reason.{reason}") if f"reason.{reason}" in rows.words else reason
    items: tuple[Item, ...] = (
        Text(rows.words("paper.drawer_opened"), Align.CENTER, wide=True, tall=True),
        RULE,
        rows.row(operator, f"{when:%Y-%m-%d} {clock(when)}"),
        Text(said),
        Feed(3),
        Cut(),
    )
    return slip_to_dict(Slip(items))
