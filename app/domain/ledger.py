"""The chart of accounts (ledger-and-sync.md 10): numbers that documents carry, named once."""

from __future__ import annotations

DRAWER = "1010"
SAFE = "1015"
CARD_CLEARING = "1110"
QR_CLEARING = "1120"
EXCHANGE = "1130"  # a return that pays for the sale beside it: zero after both
TAX = "2210"
REVENUE = "4010"
OVER_SHORT = "5110"
CASH_ROUNDING = "5120"
PRINCIPAL = "2110"  # these six by holder: 2110.m:<member>
BONUS = "2120"
POINTS = "2130"  # in PTS
GIFT_CARD = "2140"
VOUCHERS = "2150"  # in VCH
PACKAGES = "2160"  # uses in PKG, money not yet earned in the currency
POINTS_DEBT = "1140"  # in PTS: what a return could not take back (R15)
BREAKAGE = "4040"
LOYALTY_COST = "5310"  # bonus given, points spent
POINTS_CONTROL = "9130"
VOUCHER_CONTROL = "9150"
PACKAGE_CONTROL = "9160"
OPENING = "9910"  # balances that a former system brought along
