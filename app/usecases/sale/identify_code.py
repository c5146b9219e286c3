"""Says what a scan, a key or a search result means here: one event for the checkout machine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import codes
from app.domain.catalog import SHELF, Item, ItemKind, price_on
from app.domain.checkout.events import (
    CodeUnknown,
    GiftCardShown,
    ItemIdentified,
    MemberAttached,
    VoucherOffered,
)
from app.domain.codes.bearer import hash_of
from app.domain.codes.chip import ten_digits
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.ids import ItemId
from app.domain.member import Member
from app.domain.money import MAX_MINOR, divide
from app.store import catalog, journal, members, sales, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, vouchers
from app.usecases.keeping.room import require_room
from app.usecases.loyalty.purse import now_of
from app.usecases.member.cards import holder_of
from app.usecases.sale.fresh import live_voucher
from app.usecases.sale.member_at_counter import attached
from app.usecases.services import Services

OWN_LABELS = ("short", "split", "bad_check")  # what a shop's own label may look like


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """The QR or the number of a receipt of this till."""

    sale_id: str
    receipt_no: str


@dataclass(frozen=True, slots=True)
class OperatorCard:
    """A staff card: it logs in, approves, and at the counter says who served the customer."""

    operator_id: str
    token: str
    name: str = ""


Identified = (
    ItemIdentified
    | CodeUnknown
    | MemberAttached
    | VoucherOffered
    | GiftCardShown
    | ReceiptFound
    | OperatorCard
)


def identify(s: Services, text: str, *, at: int, typed: bool = False) -> Identified:
    """What `text` means at the instant `at` (ms). Reader thread.

    `typed`: a person keyed it, so it may be a PLU or a member's phone number. A member comes with
    what they have. Refused `code.payment_card`: the number is in no field of the error and in no
    log; `card.lost`, `card.replaced`, `card.blocked`; `voucher.used` (receipt_no), `voucher.void`;
    `disk.low` (free_mb) for goods while the disk has no room for another sale.
    """
    with s.db.read() as tx:
        shop = shops.load(tx)
        code = codes.parse(
            text,
            shop.label_patterns,
            typed=typed,
            currency_digits=shop.currency.digits,
            currency=shop.currency.code,
        )
        found = _meaning(tx, s, code, at)
    if isinstance(found, ItemIdentified):
        require_room(s)
    return found


def item_event(s: Services, item_id: str) -> ItemIdentified | CodeUnknown:
    """The event of a quick key or a search result; CodeUnknown when it cannot be sold now.
    Refused `disk.low`."""
    require_room(s)
    with s.db.read() as tx:
        item = catalog.get(tx, item_id)
    if item is None:
        return CodeUnknown(item_id, "unknown")
    return _sold(item, item.name, s.clock.now_ms())


def department_item(s: Services, department_id: str, price_minor: int) -> ItemIdentified:
    """A keyed amount under a department's name (item id `dept:<id>`).

    Refused `department.unknown`, `department.no_open_price`, `price.not_positive`,
    `amount.too_large`, `disk.low`.
    """
    require_room(s)
    with s.db.read() as tx:
        found = catalog.department(tx, department_id)
    if found is None:
        raise Refused("department.unknown", name=department_id)
    if not found.open_price:
        raise Refused("department.no_open_price", name=found.name)
    if price_minor <= 0:
        raise Refused("price.not_positive")
    if price_minor > MAX_MINOR:
        raise Refused("amount.too_large", text=str(price_minor))
    item = Item(
        ItemId(f"dept:{department_id}"),
        found.name,
        department_id,
        found.tax_class,
        (),
        unit="",
        name_en=found.name_en,
    )
    return ItemIdentified(item, price_minor)


def _meaning(tx: Tx, s: Services, code: codes.Code, at: int) -> Identified:
    match code:
        case codes.ItemCode():
            return _item(tx, s, code, at)
        case codes.WeightLabel() | codes.PriceLabel():
            return _label(tx, s, code, at)
        case codes.MemberCode() | codes.MagstripeCode():
            return _member_card(tx, s, code.token, at)
        case codes.CardCode():
            return _chip(tx, s, code, at)
        case codes.VoucherCode():
            return _voucher(tx, s, code.code)
        case codes.GiftCardCode():
            card = gift_cards.by_hash(tx, hash_of(code.code))
            return GiftCardShown(card) if card else CodeUnknown("", "gift_card_unknown")
        case codes.OperatorCode():
            person = staff.by_card(tx, code.token)
            if person is None:
                return CodeUnknown("", "card_unknown")
            return OperatorCard(person.operator_id, code.token, person.name)
        case codes.ReceiptCode():
            return _receipt(tx, code)
        case codes.PayCode():
            return CodeUnknown("", "pay_code")
        case codes.PhoneLike():
            member = members.find_by_phone(tx, code.digits)
            if member is not None and member.active:
                return attached(tx, s, member, scanned=False)
            return _by_barcode(tx, s, code.digits, "unknown", at)
        case codes.Unreadable():
            if code.reason not in OWN_LABELS:
                return CodeUnknown(code.text, code.reason)
            return _by_barcode(tx, s, code.text, code.reason, at)


def _voucher(tx: Tx, s: Services, code: str) -> VoucherOffered | CodeUnknown:
    """A voucher that may still be used, or whose receipt has used it up."""
    row = vouchers.by_code(tx, code, today=now_of(tx, s)[1])
    return VoucherOffered(live_voucher(tx, row)) if row else CodeUnknown("", "voucher_unknown")


def _item(tx: Tx, s: Services, code: codes.ItemCode, at: int) -> Identified:
    last_day = code.over(now_of(tx, s)[1])
    if last_day:
        return CodeUnknown(last_day, "expired")
    item = catalog.find_by_barcode(tx, code.barcode)
    if item is None and code.text.isdecimal() and len(code.text) <= 6:
        item = catalog.find_by_plu(tx, codes.stored_plu(code.text))
    if item is None:
        return _plain_card(tx, s, code.text, "unknown", at)
    sold = _sold(item, code.text, at, grams=code.grams, label_total=code.price_minor)
    if code.count > 1 and isinstance(sold, ItemIdentified) and sold.item.kind is ItemKind.PIECE:
        return replace(sold, qty_milli=code.count * 1000)
    return sold


def _label(tx: Tx, s: Services, code: codes.WeightLabel | codes.PriceLabel, at: int) -> Identified:
    """A scale's label; one that no weighed item knows may still be an item's own barcode."""
    item = catalog.find_by_plu(tx, code.plu)
    if item is None:
        return _by_barcode(tx, s, code.text, "unknown", at)
    total = code.price_minor if isinstance(code, codes.PriceLabel) else None
    return _sold(item, code.text, at, grams=code.grams, label_total=total)


def _by_barcode(tx: Tx, s: Services, text: str, reason: str, at: int) -> Identified:
    """The catalogue is asked for the text itself before a reason against it is said."""
    item = catalog.find_by_barcode(tx, text) if text else None
    return _plain_card(tx, s, text, reason, at) if item is None else _sold(item, text, at)


def _plain_card(tx: Tx, s: Services, text: str, reason: str, at: int) -> Identified:
    """Cards from before carry a bare number: when no item has it, a member may."""
    member = holder_of(tx, text, at) if text else None
    if member is None or not member.active:
        return CodeUnknown(text[:40], reason)
    return attached(tx, s, member, scanned=True)


def _sold(
    item: Item, code: str, at: int, *, grams: int = 0, label_total: int | None = None
) -> ItemIdentified | CodeUnknown:
    """The item as a line, at its shelf price now. A label's own price rules over its weight."""
    if not item.active:
        return CodeUnknown(code[:40], "inactive")
    price = price_on(item.prices, SHELF, at)
    if price is None:
        return CodeUnknown(code[:40], "no_price")
    weighed = item.kind is ItemKind.WEIGHED
    if label_total is not None and not grams and weighed and price:
        grams = max(1, divide(label_total * 1000, price))
    if weighed and label_total is not None and not grams:
        grams = 1000
    qty = grams if weighed else 0
    return ItemIdentified(item, price, qty, "label" if qty else "", label_total)


def _member_card(tx: Tx, s: Services, token: str, at: int) -> Identified:
    member = holder_of(tx, token, at)
    return CodeUnknown("", "member_unknown") if member is None else _attached(tx, s, member)


def _attached(tx: Tx, s: Services, member: Member) -> Identified:
    if not member.active:
        return CodeUnknown("", "member_inactive")
    return attached(tx, s, member, scanned=True)


def _chip(tx: Tx, s: Services, card: codes.CardCode, at: int) -> Identified:
    """A card laid on a reader: a member's, a colleague's, or one known by its digits only."""
    for token in (card.token, ten_digits(card.token)):
        member = holder_of(tx, token, at) if token else None
        if member is not None:
            return _attached(tx, s, member)
    person = staff.by_card(tx, card.token)
    if person is not None:
        return OperatorCard(person.operator_id, card.token, person.name)
    if not card.said:
        return CodeUnknown("", "member_unknown")
    said = codes.parse(card.said, shops.load(tx).label_patterns)
    return CodeUnknown("", "member_unknown") if said == card else _meaning(tx, s, said, at)


def _receipt(tx: Tx, code: codes.ReceiptCode) -> Identified:
    """A receipt of this till, by its number or by the document that its QR names."""
    if code.receipt_no:
        row = sales.by_receipt(tx, code.receipt_no)
        if row is None:
            return CodeUnknown(code.receipt_no, "receipt_unknown")
        return ReceiptFound(row.sale_id, row.receipt_no)
    tid, epoch, seq = code.document.rsplit(".", 2)
    doc = journal.document(tx, int(epoch), int(seq)) if len(epoch + seq) < 19 else None
    if doc is None or doc.kind is not Kind.SALE or doc.tid != tid:
        return CodeUnknown(code.document[:40], "receipt_unknown")
    if not doc.hash.hex().startswith(code.hash8) or doc.body["due"] != code.total_minor:
        return CodeUnknown(code.document[:40], "receipt_altered")
    return ReceiptFound(doc.body["sale_id"], doc.body["no"])
