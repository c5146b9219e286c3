"""What stands on a receipt, free of language, width and printer: paper only lays it out (R59)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from app.domain.codes import PROOF
from app.domain.document import Document, Kind
from app.domain.sale import Sale, read
from app.domain.shop import Shop
from app.domain.slips import Balances, PackageAfter, ReceiptMember

__all__ = ["Balances", "PackageAfter", "Receipt", "ReceiptMember", "of", "proof_of"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. `copy_no` 0 is the original, 1.. are copies (marked COPY).

    `balances` are the member's right after the sale; a copy made later has none (None).
    `wallet_names` are (wallet id, name) for what was paid with stored value.
    """

    shop: Shop
    sale: Sale
    operator_name: str
    member: ReceiptMember | None
    proof: str
    copy_no: int = 0
    copied_by: str = ""
    balances: Balances | None = None
    wallet_names: tuple[tuple[str, str], ...] = ()


def proof_of(doc: Document) -> str:
    """The QR's text (agreements 25): document id, total, 8 bytes of the hash, the signature."""
    total = doc.body["due"]
    signature = base64.urlsafe_b64encode(doc.signature).decode().rstrip("=")
    return f"{PROOF}:{doc.tid}.{doc.epoch}.{doc.seq}:{total}:{doc.hash[:8].hex()}:{signature}"


def of(
    doc: Document,
    shop: Shop,
    operator_name: str,
    member: ReceiptMember | None,
    *,
    copy_no: int = 0,
    copied_by: str = "",
) -> Receipt:
    """The receipt of a sale's document."""
    if doc.kind is not Kind.SALE:
        raise ValueError(f"a {doc.kind} has no receipt")
    sale = read(doc.body, operator_id=doc.operator_id, business_date=doc.business_date)
    return Receipt(shop, sale, operator_name, member, proof_of(doc), copy_no, copied_by)
