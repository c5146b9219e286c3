"""Fulfils `usecases.ports.Paper`: one door, behind it a module for each kind of slip."""

from __future__ import annotations

from typing import Any

from app.domain.receipt import Receipt
from app.domain.shift import ShiftReport, ZReport
from app.domain.shop import Shop
from app.domain.slips import (
    CashSlip,
    GiftCardSlip,
    MemberStatement,
    PackageSlip,
    RedeemSlip,
    RefundSlip,
    TopUpSlip,
    VoucherSlip,
    WithdrawalSlip,
)
from app.peripherals.paper import codes, money, report, shift, statement, z_report
from app.peripherals.paper.receipt import ReceiptPaper
from app.peripherals.paper.rows import Rows
from app.reports.report import Report
from app.words import Words


class PaperLayout:
    """Fulfils `usecases.ports.Paper`. `words` speak the paper's language (agreements 20); a slip
    for a member speaks the one that its shop names (`usecases.printing.speaking`)."""

    def __init__(self, words: Words) -> None:
        self._rows = Rows(words)

    def in_language(self, language: str) -> PaperLayout:
        """The same paper in another language."""
        words = self._rows.words
        return self if language == words.lang else PaperLayout(Words(language, words.digits))

    def _for(self, shop: Shop) -> Rows:
        return self.in_language(shop.paper_language)._rows

    def receipt(self, receipt: Receipt) -> dict[str, Any]:
        """A receipt, or its copy marked on top and bottom."""
        return ReceiptPaper(self._for(receipt.shop)).receipt(receipt)

    def x_report(self, report: ShiftReport) -> dict[str, Any]:
        """The shift so far (X), or its minimal close (agreements 18)."""
        return shift.x_report(self._rows, report)

    def no_sale(self, *, operator: str, reason: str, at_ms: int, zone: str) -> dict[str, Any]:
        """Who opened the drawer, when, and why (R41)."""
        return shift.no_sale(self._rows, operator=operator, reason=reason, at_ms=at_ms, zone=zone)

    def cash_movement(self, slip: CashSlip) -> dict[str, Any]:
        """Money that went into the drawer or out of it, and why."""
        return shift.cash_movement(self._rows, slip)

    def z_report(self, report: ZReport) -> dict[str, Any]:
        """The close of a till's day, or its copy."""
        return z_report.z_report(self._rows, report)

    def report(self, made: Report) -> dict[str, Any]:
        """A report in short, with a QR of its figures."""
        return report.report(self._rows, made)

    def top_up(self, slip: TopUpSlip) -> dict[str, Any]:
        """A plan that was sold: what was paid, what was given, what there is now."""
        return money.top_up(self._for(slip.head.shop), slip)

    def redemption(self, slip: RedeemSlip) -> dict[str, Any]:
        """Points for a gift."""
        return money.redemption(self._for(slip.head.shop), slip)

    def package(self, slip: PackageSlip) -> dict[str, Any]:
        """A package paused, resumed, transferred or used."""
        return money.package(self._for(slip.head.shop), slip)

    def refund(self, slip: RefundSlip) -> dict[str, Any]:
        """Goods that came back, and how they were paid back."""
        return money.refund(self._for(slip.head.shop), slip)

    def withdrawal(self, slip: WithdrawalSlip) -> dict[str, Any]:
        """Money paid out of a member's account, step by step (rules.md 4.2)."""
        return statement.withdrawal(self._for(slip.head.shop), slip)

    def voucher(self, slip: VoucherSlip) -> dict[str, Any]:
        """A voucher to take along."""
        return codes.voucher(self._for(slip.head.shop), slip)

    def gift_card(self, slip: GiftCardSlip) -> dict[str, Any]:
        """A gift card: the one paper that carries its code."""
        return codes.gift_card(self._for(slip.head.shop), slip)

    def member_statement(self, slip: MemberStatement) -> dict[str, Any]:
        """What happened on a member's account."""
        return statement.member_statement(self._for(slip.head.shop), slip)
