"""The shift's papers: its report so far, its close, and the drawer that was opened."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from app.domain.shift import ShiftReport
from app.peripherals.paper.rows import RULE, Rows
from app.words import amount, clock, local
from hardware.api.slip import Align, Cut, Feed, Item, Slip, Text
from hardware.api.slip_codec import slip_to_dict


def x_report(rows: Rows, report: ShiftReport) -> dict[str, Any]:
    """The shift so far (X), or its minimal close (agreements 18)."""
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
        money("paper.sales_amount", totals.sales_minor),
        money("paper.saved", -totals.saved_minor),
        money("paper.tax", totals.tax_minor),
        count("paper.member_sales", totals.member_sales),
        RULE,
    ]
    items += [
        rows.row(
            rows.words("paper.tender_count", tender=rows.words(f"tender.{kind}"), n=number),
            amount(minor, digits),
        )
        for kind, number, minor in totals.by_tender
    ]
    items += [
        money("paper.rounding", totals.rounding_minor),
        RULE,
        money("paper.float", report.shift.float_minor),
        money("paper.cash_in", totals.cash_in_minor),
        money("paper.cash_out", -totals.cash_out_minor),
        money("paper.cash_expected", totals.cash_expected_minor),
        RULE,
        count("paper.cancelled", totals.cancelled),
        count("paper.voided", totals.voided_lines),
        count("paper.no_sales", totals.no_sales),
        count("paper.reprints", totals.reprints),
        count("paper.overrides", totals.overrides),
        RULE,
        rows.row(rows.words("paper.journal"), f"{report.first_seq}-{report.last_seq}"),
        rows.row(rows.words("paper.head"), report.head_hash[:16]),
        Feed(3),
        Cut(),
    ]
    return slip_to_dict(Slip(tuple(items)))


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
