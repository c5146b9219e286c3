"""A sale's receipt out of its document: who sold, who the member is now (masked), which copy."""

from __future__ import annotations

from app.domain import receipt
from app.domain.document import Document
from app.domain.member import mask_name, mask_phone
from app.domain.receipt import Receipt, ReceiptMember
from app.domain.shop import Shop
from app.store import members, staff
from app.store import shop as shops
from app.store.engine import Tx


def receipt_of(
    tx: Tx, doc: Document, shop: Shop, *, copy_no: int = 0, copied_by: str = ""
) -> Receipt:
    """The receipt of a sale's document. A member who was forgotten is not on it any more."""
    person = staff.get(tx, doc.operator_id)
    return receipt.of(
        doc,
        shop,
        person.name if person else "",
        _member(tx, doc, shop),
        copy_no=copy_no,
        copied_by=copied_by,
    )


def _member(tx: Tx, doc: Document, shop: Shop) -> ReceiptMember | None:
    member_id = doc.body["member_id"]
    member = members.get(tx, member_id) if member_id else None
    if member is None or not member.name:
        return None
    tier = next((t for t in shops.tiers(tx) if t.tier_id == doc.body["tier_id"]), None)
    return ReceiptMember(
        mask_name(member.name),
        mask_phone(member.phone),
        tier.named(shop.paper_language) if tier else "",
    )
