"""What a scan or a typed number means, before anything is looked up (hardware.md 4.4 to 4.6)."""

from app.domain.codes.gtin import stored_barcode
from app.domain.codes.kinds import (
    PROOF,
    Z_PROOF,
    CardCode,
    Code,
    GiftCardCode,
    ItemCode,
    MagstripeCode,
    MemberCode,
    OperatorCode,
    PayCode,
    PhoneLike,
    PriceLabel,
    ReceiptCode,
    Unreadable,
    VoucherCode,
    WeightLabel,
)
from app.domain.codes.labels import check_pattern, stored_plu
from app.domain.codes.reading import parse

__all__ = [
    "PROOF",
    "Z_PROOF",
    "CardCode",
    "Code",
    "GiftCardCode",
    "ItemCode",
    "MagstripeCode",
    "MemberCode",
    "OperatorCode",
    "PayCode",
    "PhoneLike",
    "PriceLabel",
    "ReceiptCode",
    "Unreadable",
    "VoucherCode",
    "WeightLabel",
    "check_pattern",
    "parse",
    "stored_barcode",
    "stored_plu",
]
