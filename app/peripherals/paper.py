"""Lays receipts and slips out in the shop's paper language: facts in, slip out, nothing worked out.

Layout follows hardware.md 6.2: on wide paper a line is name, quantity x price and amount in one row
where they fit; on narrow paper the name stands alone. Widths are printer columns (a Han letter 2).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.pricing.priced import PriceAdjustment
from app.domain.receipt import Receipt
from app.domain.sale import Sale, SaleLine
from app.domain.shift import ShiftReport
from app.domain.shop import Shop
from app.words import Words, amount, clock, local, paper_columns, percent, quantity
from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Item, Qr, Rule, Slip, Text
from hardware.api.slip_codec import slip_to_dict

AMOUNT = 10  # columns of the amount at the right edge: `99,999.99` and a minus
RULE = Rule("-")
WHOLE = "discount.basket"


class PaperLayout:
    """Fulfils `usecases.ports.Paper`. `words` speak the paper's language (agreements 20)."""

    def __init__(self, words: Words) -> None:
        self._w = words

    # --- the receipt -------------------------------------------------------------------------

    def receipt(self, receipt: Receipt) -> dict[str, Any]:
        """A receipt, or its copy marked on top and bottom."""
        sale, shop = receipt.sale, receipt.shop
        width = shop.paper_columns
        items: list[Item] = [
            *self._copy_mark(receipt),
            *self._head(shop),
            *self._numbers(receipt),
            RULE,
            self._heads(width),
            RULE,
        ]
        for line in sale.lines:
            items += self._line(line, receipt, width)
        items += [RULE, *self._totals(receipt), RULE, *self._tenders(sale), *self._tax(sale)]
        items += self._member(receipt)
        items += [RULE, Qr(receipt.proof, module=4 if width < 48 else 5)]
        items.append(Text(shop.footer or self._w("paper.thanks"), Align.CENTER))
        items += [*self._copy_mark(receipt), Feed(3), Cut()]
        return slip_to_dict(Slip(tuple(items)))

    def _copy_mark(self, receipt: Receipt) -> tuple[Item, ...]:
        if not receipt.copy_no:
            return ()
        mark = self._w("paper.copy", n=receipt.copy_no, operator=receipt.copied_by)
        return (Text(mark, Align.CENTER, bold=True),)

    def _head(self, shop: Shop) -> tuple[Item, ...]:
        below = "  ".join(part for part in (shop.branch, shop.phone) if part)
        items: list[Item] = [Text(shop.shop_name, Align.CENTER, wide=True, tall=True)]
        if below:
            items.append(Text(below, Align.CENTER))
        if shop.tax_no:
            items.append(Text(self._w("paper.tax_no", no=shop.tax_no), Align.CENTER))
        return (*items, RULE)

    def _numbers(self, receipt: Receipt) -> tuple[Item, ...]:
        sale, shop = receipt.sale, receipt.shop
        when = local(sale.at_ms, ZoneInfo(shop.zone))
        stamp = f"{when:%Y-%m-%d} {clock(when)}"
        till = shop.till_name or self._w("paper.till", no=shop.till_no)
        return (
            self._row(self._w("paper.number", no=sale.short_no), stamp),
            self._row(self._w("paper.cashier", name=receipt.operator_name), till),
        )

    def _line(self, line: SaleLine, receipt: Receipt, width: int) -> list[Item]:
        """The goods: one row where it fits, else the name above."""
        name = " ".join(part for part in (line.named(self._w.lang), line.spec) if part)
        unit = line.unit if line.kind == "weighed" else ""
        how = f"{quantity(line.qty_milli)}{unit}×{amount(line.unit_price_minor, self._w.digits)}"
        total = amount(line.base_minor, self._w.digits)
        if paper_columns(name) + paper_columns(how) + AMOUNT + 2 <= width:
            items: list[Item] = [
                Columns((Cell(name), Cell(how, Align.RIGHT, 0), self._amount(total)))
            ]
        else:
            items = [
                Text(name),
                Columns((Cell("  " + how), self._amount(total))),
            ]
        if line.weighed == "keyed":
            items.append(Text("  " + self._w("paper.weighed_by_hand")))
        own = (step for step in line.adjustments if step.rule != WHOLE)
        return [*items, *(self._adjustment(step, receipt) for step in own)]

    def _heads(self, width: int) -> Item:
        """Heads over the lines; narrow paper has no room for the one in the middle."""
        middle = (Cell(self._w("paper.how"), Align.RIGHT, 0),) if width >= 42 else ()
        return Columns(
            (Cell(self._w("paper.item")), *middle, self._amount(self._w("paper.amount")))
        )

    def _adjustment(self, step: PriceAdjustment, receipt: Receipt, lead: str = "") -> Item:
        tier = receipt.member.tier_name if receipt.member else ""
        reason = f"reason.{step.reason}"
        said = self._w(reason) if reason in self._w else step.reason
        facts = {**dict(step.facts), "tier": tier, "reason": said}
        words = self._w(f"adjust.{step.rule}", **facts)
        return self._row(f"  {lead}{words}", amount(step.amount_minor, self._w.digits))

    def _off_all(self, receipt: Receipt) -> list[Item]:
        """What was taken off the whole sale, once: every line carries its share in the journal."""
        steps = [a for line in receipt.sale.lines for a in line.adjustments if a.rule == WHOLE]
        if not steps:
            return []
        whole = replace(steps[0], amount_minor=sum(one.amount_minor for one in steps))
        return [self._adjustment(whole, receipt, self._w("paper.of_which"))]

    def _totals(self, receipt: Receipt) -> tuple[Item, ...]:
        digits, sale = self._w.digits, receipt.sale
        count = quantity(sale.pieces_milli)
        rows: list[Item] = [
            self._row(self._w("paper.total", count=count), amount(sale.base_minor, digits))
        ]
        if sale.saved_minor:
            rows.append(self._row(self._w("paper.saved"), amount(-sale.saved_minor, digits)))
            rows += self._off_all(receipt)
        if not sale.tax_included:
            tax = sum(one.tax_minor for one in sale.tax)
            rows.append(self._row(self._w("paper.tax_added"), amount(tax, digits)))
        sign = self._w(f"currency.{sale.currency}")
        cells = (
            Cell(self._w("paper.due")),
            Cell(sign + amount(sale.due_minor, digits), Align.RIGHT, 0),
        )
        return (*rows, Columns(cells, wide=True, tall=True))

    def _tenders(self, sale: Sale) -> list[Item]:
        digits = self._w.digits
        rows: list[Item] = []
        if sale.rounding_minor:
            rows.append(
                self._row(self._w("paper.rounding"), amount(sale.rounding_minor, digits, plus=True))
            )
        rows += [
            self._row(self._w(f"tender.{one.kind}"), amount(one.given_minor, digits))
            for one in sale.tenders
        ]
        if sale.change_minor:
            rows.append(self._row(self._w("paper.change"), amount(sale.change_minor, digits)))
        return rows

    def _tax(self, sale: Sale) -> list[Item]:
        taxed = [one for one in sale.tax if one.rate_ppm]
        if not taxed:
            return []
        word = "paper.tax_line" if sale.tax_included else "paper.tax_line_added"
        rows: list[Item] = [RULE]
        for one in taxed:
            said = self._w(word, rate=percent(one.rate_ppm), net_minor=one.net_minor)
            rows.append(self._row(said, amount(one.tax_minor, self._w.digits)))
        return rows

    def _member(self, receipt: Receipt) -> list[Item]:
        member = receipt.member
        if member is None:
            return []
        who = self._w("paper.member", name=member.name_masked, phone=member.phone_masked)
        return [RULE, self._row(who, member.tier_name)]

    # --- the shift ---------------------------------------------------------------------------

    def x_report(self, report: ShiftReport) -> dict[str, Any]:
        """The shift so far (X), or its minimal close (agreements 18)."""
        totals, digits = report.totals, self._w.digits
        zone = ZoneInfo(report.zone)
        title = "paper.shift_close" if report.closed else "paper.x_report"

        def money(key: str, minor: int) -> Item:
            return self._row(self._w(key), amount(minor, digits))

        def count(key: str, number: int) -> Item:
            return self._row(self._w(key), str(number))

        def moment(key: str, at_ms: int) -> Item:
            when = local(at_ms, zone)
            return self._row(self._w(key), f"{when:%Y-%m-%d} {clock(when)}")

        items: list[Item] = [
            Text(self._w(title), Align.CENTER, wide=True, tall=True),
            Text(report.shop_name, Align.CENTER),
            RULE,
            self._row(
                self._w("paper.cashier", name=report.operator_name),
                self._w("paper.till", no=report.till_no),
            ),
            self._row(self._w("paper.business_date"), report.shift.business_date),
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
            self._row(
                self._w("paper.tender_count", tender=self._w(f"tender.{kind}"), n=number),
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
            self._row(self._w("paper.journal"), f"{report.first_seq}-{report.last_seq}"),
            self._row(self._w("paper.head"), report.head_hash[:16]),
            Feed(3),
            Cut(),
        ]
        return slip_to_dict(Slip(tuple(items)))

    def no_sale(self, *, operator: str, reason: str, at_ms: int, zone: str) -> dict[str, Any]:
        """Who opened the drawer, when, and why (R41)."""
        when = local(at_ms, ZoneInfo(zone))
        said = self._w(f"reason.{reason}") if f"reason.{reason}" in self._w else reason
        items: tuple[Item, ...] = (
            Text(self._w("paper.drawer_opened"), Align.CENTER, wide=True, tall=True),
            RULE,
            self._row(operator, f"{when:%Y-%m-%d} {clock(when)}"),
            Text(said),
            Feed(3),
            Cut(),
        )
        return slip_to_dict(Slip(items))

    # --- rows --------------------------------------------------------------------------------

    @staticmethod
    def _amount(text: str) -> Cell:
        return Cell(text, Align.RIGHT, cols=max(AMOUNT, paper_columns(text)))

    @staticmethod
    def _row(left: str, right: str) -> Item:
        return Columns((Cell(left), Cell(right, Align.RIGHT, 0)))
