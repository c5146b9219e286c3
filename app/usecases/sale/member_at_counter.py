"""The member as the counter meets one: terms and purse in one read, and the purse again later."""

from __future__ import annotations

from app.domain.checkout.events import MemberAttached, PurseSeen
from app.domain.errors import Refused
from app.domain.loyalty.points.earn import When, as_cash, preview
from app.domain.loyalty.purse import Purse
from app.domain.member import Member
from app.domain.pricing.priced import Book, PricedBasket
from app.domain.shop import business_date
from app.domain.tendering import cost_minor
from app.store import members
from app.store.engine import Tx
from app.store.loyalty import merges
from app.usecases.loyalty.purse import read_in
from app.usecases.member.find import terms_of
from app.usecases.sale.spend import birthday_of
from app.usecases.services import Services


def attach_member(s: Services, member_id: str, *, scanned: bool = False) -> MemberAttached:
    """A member who was found by hand; who was merged is found as the one who stayed.

    Refused `member.gone`. Reader thread.
    """
    with s.db.read() as tx:
        member = members.get(tx, merges.stays(tx, member_id))
        if member is None or not member.active:
            raise Refused("member.gone")
        return attached(tx, s, member, scanned=scanned)


def attached(tx: Tx, s: Services, member: Member, *, scanned: bool) -> MemberAttached:
    """The event that brings a member to the basket, with what they have."""
    return MemberAttached(terms_of(member, scanned=scanned), read_in(tx, s, member.member_id))


def purse_seen(s: Services, member_id: str) -> PurseSeen:
    """What the member has now: after a recall, a top-up, or a sale elsewhere. Reader thread."""
    with s.db.read() as tx:
        return PurseSeen(read_in(tx, s, member_id))


def points_ahead(priced: PricedBasket, purse: Purse, book: Book, now_ms: int) -> int:
    """What the basket would earn if all of it were paid in cash; packages earn nothing so."""
    lines = [
        as_cash(
            one.line.line_no,
            one.line.item.item_id,
            one.line.item.department_id,
            one.line.qty_milli,
            cost_minor(one, tax_included=priced.tax_included),
        )
        for one in priced.lines
        if one.line.cover is None
    ]
    today = business_date(now_ms, book.zone, book.cutoff_hour)
    when = When(now_ms, book.zone, today, purse.tier.tier_id, birthday_of(purse, today))
    return preview(lines, book.program, when)
