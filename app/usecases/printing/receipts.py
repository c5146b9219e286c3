"""A sale's receipt out of its document: who sold, who the member is now (masked), which copy."""

from __future__ import annotations

from app.domain import receipt
from app.domain.document import Document
from app.domain.member import Member, mask_name, mask_phone
from app.domain.receipt import Receipt, ReceiptMember
from app.domain.shop import Shop
from app.domain.slips import Balances
from app.store import members, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, merges, packages, program, rights
from app.usecases.printing.speaking import speaking_to


def receipt_of(
    tx: Tx,
    doc: Document,
    shop: Shop,
    *,
    copy_no: int = 0,
    copied_by: str = "",
    balances: Balances | None = None,
) -> Receipt:
    """The receipt of a sale's document. A member who was forgotten is not on it any more.

    `balances` are the member's right after the sale: only the first paper has them.
    """
    person = staff.get(tx, doc.operator_id)
    member = _file(tx, doc)
    shop = speaking_to(shop, member)
    return receipt.of(
        doc,
        shop,
        person.name if person else "",
        _member(tx, doc, member, shop),
        copy_no=copy_no,
        copied_by=copied_by,
        balances=balances,
        names=_names(tx, doc, shop),
        rests=() if copy_no else _rests(tx, doc),
    )


def _rests(tx: Tx, doc: Document) -> tuple[tuple[str, int], ...]:
    """What the sale left on each gift card that paid; one that was used again since is not said."""
    found = []
    for one in doc.body["tenders"]:
        reference = one["ref"]
        if one["kind"] != "gift" or rights.moved_since(tx, doc.epoch, doc.seq, f"g:{reference}"):
            continue
        if (card := gift_cards.get(tx, reference)) is not None:
            found.append((reference, card.available_minor))
    return tuple(found)


def _names(tx: Tx, doc: Document, shop: Shop) -> tuple[tuple[str, str], ...]:
    """What the sale's tenders and packages are called: a wallet, a gift card's last signs."""
    found: dict[str, str] = {}
    for one in doc.body["tenders"]:
        reference = one["ref"]
        if one["kind"] == "stored":
            wallet = program.load(tx).wallet(reference)
            found[reference] = wallet.named(shop.paper_language) if wallet else ""
        elif one["kind"] == "gift":
            card = gift_cards.get(tx, reference)
            found[reference] = card.masked if card else ""
    for line in doc.body["lines"]:
        if cover := line.get("cover"):  # the document keeps one name only
            package = packages.get(tx, cover["package_id"])
            if package is not None:
                found[cover["package_id"]] = package.plan.named(shop.paper_language)
    return tuple(found.items())


def _file(tx: Tx, doc: Document) -> Member | None:
    """Whose sale it was; whoever was merged since speaks as the one who stays."""
    member_id = doc.body["member_id"]
    return members.get(tx, merges.stays(tx, member_id)) if member_id else None


def _member(tx: Tx, doc: Document, member: Member | None, shop: Shop) -> ReceiptMember | None:
    if member is None or not member.name:
        return None
    tier = next((t for t in shops.tiers(tx) if t.tier_id == doc.body["tier_id"]), None)
    return ReceiptMember(
        mask_name(member.name),
        mask_phone(member.phone),
        tier.named(shop.paper_language) if tier else "",
    )
