"""The meanings a code can have: one frozen value each, so that a use case can match on them."""

from __future__ import annotations

from dataclasses import dataclass, field

PROOF = "SHUKE1"  # what the QR on our own receipts begins with (agreements 25)
Z_PROOF = "SZ1"  # and the one on a till's Z


@dataclass(frozen=True, slots=True)
class ItemCode:
    """Something on a shelf. `gtin` is empty for a shop's own code.

    Look it up by `barcode`. A GS1 code may bring its weight (`grams`) or its price along, its
    last day (`use_by`, or `best_before`; ISO), lot and serial number, and how many it is (`count`).
    """

    text: str
    gtin: str = ""
    grams: int = 0
    price_minor: int | None = None
    use_by: str = ""
    best_before: str = ""
    lot: str = ""
    serial: str = ""
    count: int = 0

    def over(self, today: str) -> str:
        """The last day on which it could be sold, when `today` (ISO) is behind it; else empty."""
        last = self.use_by or self.best_before
        return last if last and last < today else ""

    @property
    def barcode(self) -> str:
        """What the catalogue stores: the GTIN in its one form, else the text as it is."""
        return self.gtin or self.text


@dataclass(frozen=True, slots=True)
class WeightLabel:
    """A scale's label that carries a weight; `plu` as `stored_plu` writes it."""

    plu: str
    grams: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PriceLabel:
    """A scale's label that carries its price, which rules; `grams` 0 when it says no weight."""

    plu: str
    price_minor: int
    grams: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class MemberCode:
    """A member's card or QR of ours: `M:` and a token."""

    token: str


@dataclass(frozen=True, slots=True)
class CardCode:
    """A chip at a card reader, by its canonical number: a member's card, or one of the staff.

    `said` is what a reader typed for it; empty for readers that do not type.
    """

    token: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class OperatorCode:
    """A staff card of ours: `S:` and a token."""

    token: str


@dataclass(frozen=True, slots=True)
class VoucherCode:
    """A voucher of ours: `V:` and its signs, as they were made."""

    code: str


@dataclass(frozen=True, slots=True)
class GiftCardCode:
    """A gift card of ours: `G:` and its signs. Money, so it never shows in a log."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MagstripeCode:
    """A loyalty card's stripe, `;digits?`: look the token up among the members' cards."""

    token: str


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A receipt: its number as printed (long or short), or the proof in its QR.

    A proof has `document` (`tid.epoch.seq`), the total, 8 bytes of the hash in hex, the signature
    in base64; nothing of it is checked here.
    """

    receipt_no: str = ""
    document: str = ""
    total_minor: int | None = None
    hash8: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class PayCode:
    """A customer's pay code, `wechat` or `alipay`: money, so it never shows in a log."""

    network: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PhoneLike:
    """Typed digits that may be a phone number, without separators and country code 86."""

    digits: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing that makes sense as a whole. `text` is cleaned, and at most 40 characters.

    `reason`: `short`, `split` (part of a code), `bad_check`, `doubled`, `glued` (two codes at
    once), `garbage`. A shop's own labels may look like any of the first three: a use case asks the
    catalogue for `text` before it says so.
    """

    reason: str
    text: str = ""


Code = (
    ItemCode
    | WeightLabel
    | PriceLabel
    | MemberCode
    | CardCode
    | OperatorCode
    | VoucherCode
    | GiftCardCode
    | MagstripeCode
    | ReceiptCode
    | PayCode
    | PhoneLike
    | Unreadable
)
