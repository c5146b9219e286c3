"""The chart of accounts (ledger-and-sync.md 10): numbers that documents carry, named once."""

from __future__ import annotations

DRAWER = "1010"
SAFE = "1015"
CARD_CLEARING = "1110"
QR_CLEARING = "1120"
TAX = "2210"
REVENUE = "4010"
OVER_SHORT = "5110"
CASH_ROUNDING = "5120"
