"""The layout of paper, loaded with the first slip: the first paint must not wait for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.peripherals.printing.fitted import FittedPaper

if TYPE_CHECKING:
    from app.domain import slips
    from app.domain.receipt import Receipt
    from app.domain.shift import ShiftReport, ZReport
    from app.peripherals.paper import PaperLayout
    from app.reports.report import Report

Slip = dict[str, Any]


class LatePaper:
    """Fulfils `usecases.ports.Paper` and hands every slip on to `PaperLayout`."""

    def __init__(self, language: str, digits: int) -> None:
        self._language, self._digits = language, digits

    @cached_property
    def _layout(self) -> PaperLayout:
        from app.peripherals.paper import PaperLayout
        from app.words import Words

        return PaperLayout(Words(self._language, self._digits))

    def in_language(self, language: str) -> LatePaper:
        """The same in another language."""
        return self if language == self._language else LatePaper(language, self._digits)

    def for_columns(self, columns: int) -> FittedPaper:
        """The same for a printer that wide."""
        return FittedPaper(self, lambda: columns)

    def receipt(self, receipt: Receipt) -> Slip:
        """A receipt, or its copy."""
        return self._layout.receipt(receipt)

    def x_report(self, report: ShiftReport) -> Slip:
        """The shift so far, or its close."""
        return self._layout.x_report(report)

    def no_sale(self, *, operator: str, reason: str, at_ms: int, zone: str) -> Slip:
        """Who opened the drawer, and why."""
        return self._layout.no_sale(operator=operator, reason=reason, at_ms=at_ms, zone=zone)

    def cash_movement(self, slip: slips.CashSlip) -> Slip:
        """Money in or out, and why."""
        return self._layout.cash_movement(slip)

    def z_report(self, report: ZReport) -> Slip:
        """The close of a till's day."""
        return self._layout.z_report(report)

    def report(self, made: Report) -> Slip:
        """A report in short."""
        return self._layout.report(made)

    def top_up(self, slip: slips.TopUpSlip) -> Slip:
        """A plan that was sold."""
        return self._layout.top_up(slip)

    def redemption(self, slip: slips.RedeemSlip) -> Slip:
        """Points for a gift."""
        return self._layout.redemption(slip)

    def package(self, slip: slips.PackageSlip) -> Slip:
        """Something that happened to a package."""
        return self._layout.package(slip)

    def refund(self, slip: slips.RefundSlip) -> Slip:
        """Goods that came back."""
        return self._layout.refund(slip)

    def withdrawal(self, slip: slips.WithdrawalSlip) -> Slip:
        """Money paid out, step by step."""
        return self._layout.withdrawal(slip)

    def voucher(self, slip: slips.VoucherSlip) -> Slip:
        """A voucher to take along."""
        return self._layout.voucher(slip)

    def gift_card(self, slip: slips.GiftCardSlip) -> Slip:
        """A gift card with its code."""
        return self._layout.gift_card(slip)

    def member_statement(self, slip: slips.MemberStatement) -> Slip:
        """What happened on a member's account."""
        return self._layout.member_statement(slip)
