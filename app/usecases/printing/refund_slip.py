"""A return as its slip says it: what came back, where the money went, what the member has now."""

from __future__ import annotations

from app.domain.ids import ReceiptNo
from app.domain.loyalty.purse import Purse
from app.domain.member import Member, mask_name, mask_phone
from app.domain.returns import Heading
from app.domain.shop import Shop
from app.domain.slips import Balances, ReceiptMember, RefundLine, RefundSlip, SlipHead
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges
from app.store.loyalty import program as programs
from app.usecases.printing.balances import of_purse
from app.usecases.printing.speaking import speaking_to
from app.usecases.sale.returning import Returning


def refund_slip(
    tx: Tx, shown: Returning, heading: Heading, shop: Shop, operator: str, *, purse: Purse | None
) -> RefundSlip:
    """The slip; `total_minor` is what the customer gets, rounding and deductions taken in."""
    member = members.get(tx, merges.stays(tx, shown.member_id)) if shown.member_id else None
    shop = speaking_to(shop, member)
    language = shop.paper_language
    number = shown.receipt_no
    return RefundSlip(
        head=SlipHead(shop, operator, heading.at_ms, heading.number, _member(tx, member, shop)),
        sale_no=ReceiptNo.parse(number).short if number else "",
        lines=tuple(
            RefundLine(one.named(language), one.back_milli, one.amount_minor)
            for one in shown.lines
            if one.back_milli
        ),
        back=tuple((one.kind, one.amount_minor, one.name) for one in shown.back),
        total_minor=shown.total_minor + shown.rounding_minor - shown.points_cash_minor,
        rounding_minor=shown.rounding_minor,
        points_back=shown.points_back,
        points_clawed=shown.points_clawed,
        points_debt=shown.points_debt,
        vouchers_back=shown.vouchers_back,
        reason=heading.reason.named(language),
        how=heading.how.value,
        netted_minor=shown.netted_minor,
        balances=of_purse(purse, programs.load(tx), shops.tiers(tx), language)
        if purse
        else Balances(),
    )


def _member(tx: Tx, member: Member | None, shop: Shop) -> ReceiptMember | None:
    """Masked, as all paper has them; nobody when they were forgotten."""
    if member is None or not member.name:
        return None
    tier = next((t for t in shops.tiers(tx) if t.tier_id == member.tier_id), None)
    name = tier.named(shop.paper_language) if tier else ""
    return ReceiptMember(mask_name(member.name), mask_phone(member.phone), name)
