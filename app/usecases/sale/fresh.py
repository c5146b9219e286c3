"""A basket as it may be sold at this moment: vouchers and packages read again, in the sale's own
transaction, because both may have been used since they were put in (another till's basket, a parked
one, a double tap).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.voucher import Voucher
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.covers import cover_of, uses_of
from app.domain.rights import AssetKind, member_holder
from app.domain.tendering import Tender, kind_of
from app.store import sales
from app.store.engine import Tx
from app.store.loyalty import merges, vouchers
from app.store.loyalty import purse as purses
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

_TENDERED = {
    "stored": (AssetKind.PRINCIPAL, AssetKind.BONUS),
    "points": (AssetKind.POINTS,),
}


@dataclass(frozen=True, slots=True)
class Now:
    """The instant by the clock that never goes back, and whose sale it is.

    `holder` and `purse` are empty and None without a member.
    """

    now_ms: int
    today: str
    zone: str
    holder: str = ""
    purse: Purse | None = None


def now_and_member(tx: Tx, s: Services, basket: Basket, tenders: tuple[Tender, ...]) -> Now:
    """Who buys, now, with as much of their purse as this sale uses.

    Refused `member.gone` when the member was erased, left or was merged.
    """
    now_ms, today, zone = now_of(tx, s)
    if basket.member is None:
        return Now(now_ms, today, zone)
    member_id = basket.member.member_id
    purse = purses.read(tx, member_id, now_ms=now_ms, today=today, kinds=_kinds(basket, tenders))
    holder = member_holder(member_id)
    if not purse.active or purse.holder != holder:
        raise Refused("member.gone")
    return Now(now_ms, today, zone, holder, purse)


def _kinds(basket: Basket, tenders: tuple[Tender, ...]) -> tuple[AssetKind, ...]:
    """What the sale may take out; a debt of points is paid from what it earns (R15)."""
    kinds = [AssetKind.DEBT]
    if any(one.cover for one in basket.lines):
        kinds.append(AssetKind.PACKAGE)
    for one in tenders:
        kinds += _TENDERED.get(kind_of(one.kind).asset, ())
    return tuple(dict.fromkeys(kinds))


def freshen(tx: Tx, basket: Basket, now: Now) -> Basket:
    """The basket with its vouchers and covers as they are now.

    Refused `voucher.used` (name, receipt_no), `voucher.void`, `voucher.unknown`,
    `package.changed` (name), and what `covers.cover_of` refuses.
    """
    if not basket.vouchers and not any(one.cover for one in basket.lines):
        return basket
    held = tuple(_voucher(tx, one, basket, now) for one in basket.vouchers)
    lines = tuple(
        replace(one, cover=_cover(one, one.cover, basket, now)) if one.cover else one
        for one in basket.lines
    )
    return replace(basket, vouchers=held, lines=lines)


def live_voucher(tx: Tx, row: vouchers.VoucherRow) -> Voucher:
    """A voucher that may still be used; who used it is said with the receipt's number."""
    name = row.voucher.campaign.name
    if row.live:
        return row.voucher
    if not row.used_sale:
        raise Refused("voucher.void", name=name)
    used = sales.row(tx, row.used_sale)
    number = ReceiptNo.parse(used.receipt_no).short if used else ""
    raise Refused("voucher.used", name=name, receipt_no=number)


def _voucher(tx: Tx, voucher: Voucher, basket: Basket, now: Now) -> Voucher:
    row = vouchers.get(tx, voucher.voucher_id)
    if row is not None and row.voucher.campaign.per_day:  # only then does today's count matter
        row = vouchers.get(tx, voucher.voucher_id, today=now.today)
    if row is None:
        raise Refused("voucher.unknown")
    found = live_voucher(tx, row)
    return theirs(tx, found, basket.member.member_id if basket.member else "")


def theirs(tx: Tx, voucher: Voucher, member_id: str) -> Voucher:
    """The voucher as the member's own when it lies with somebody who was merged into the member."""
    own = member_holder(member_id)
    if member_id and voucher.holder != own and voucher.holder in merges.holders(tx, member_id):
        return replace(voucher, holder=own)
    return voucher


def _cover(line: BasketLine, was: PackageCover, basket: Basket, now: Now) -> PackageCover:
    held = now.purse.packages if now.purse else ()
    package = next((one for one in held if one.package_id == was.package_id), None)
    if package is None:
        raise Refused("package.changed", name=was.name)
    before = uses_of(basket, was.package_id, besides=line.line_no)
    cover = cover_of(
        package,
        line.item.item_id,
        was.uses,
        before=before,
        today=now.today,
        now_ms=now.now_ms,
    )
    if (cover.lot_id, cover.value_minor) != (was.lot_id, was.value_minor):
        raise Refused("package.changed", name=was.name)
    return cover
