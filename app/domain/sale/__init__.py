"""A committed sale: which money paid for what, its document's body, and the same read back."""

from app.domain.sale.facts import WITHOUT, Loyalty, Sale, SaleLine, VoucherUsed
from app.domain.sale.funding import fund, without_bonus
from app.domain.sale.reading import read, tenders
from app.domain.sale.writing import body, voided

__all__ = [
    "WITHOUT",
    "Loyalty",
    "Sale",
    "SaleLine",
    "VoucherUsed",
    "body",
    "fund",
    "read",
    "tenders",
    "voided",
    "without_bonus",
]
