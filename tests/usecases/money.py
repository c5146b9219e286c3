"""A member with everything: lots, vouchers, a package and a gift card, put there by documents."""

from dataclasses import replace

from app.domain import posting, rights
from app.domain.checkout.events import PackageUsed
from app.domain.document import Kind
from app.domain.loyalty.codec import to_data
from app.domain.loyalty.package import Package, PackagePlan, PackageService
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.terms import EarnRule, GrowthTerms, PointsTerms
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.member import MemberTerms
from app.domain.pricing.basket import Basket
from app.domain.pricing.covers import cover_of
from app.domain.pricing.engine import price_shown
from app.domain.rights import Asset, AssetKind, Lot
from app.domain.tendering import Tender
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.store.loyalty import vouchers
from app.usecases import commit
from app.usecases.loyalty import purse as purses
from app.usecases.shop.desk import desk_book
from tests.usecases.shop import Shop

TEN_OFF = Campaign(
    "ten", "满五减一元", VoucherKind.AMOUNT, "One off", amount_minor=100, minimum_minor=500
)
OPEN_OFF = Campaign("open", "谁持有谁用", VoucherKind.AMOUNT, amount_minor=50, bearer=True)
CODE = "ABCDEFGHJKMNPQRS"
POINTS = PointsTerms(rules=(EarnRule(points=1, per=100),))


class Money:
    """Writes what members have into a shop; reads it back."""

    def __init__(self, shop: Shop, **terms) -> None:
        self.shop = shop
        self.set(points=POINTS, growth=GrowthTerms(), campaigns=(TEN_OFF, OPEN_OFF), **terms)

    def set(self, **terms) -> None:
        """Terms of the programme, by the Program's field names."""
        nouns = {"campaigns": "campaign", "wallets": "wallet", "package_plans": "package_plan"}
        told = {
            nouns.get(name, name): list(one) if isinstance(one, tuple) else [one]
            for name, one in terms.items()
        }
        self.seal(Kind.PROGRAM_CHANGE, programs.body(told))

    def seal(self, kind: Kind, body: dict, moves=()) -> None:
        s = self.shop.s
        if moves:
            body = {**body, "moves": rights.body(moves)}
        with s.db.write() as tx:
            unit = "CNY"
            commit.seal(
                *(tx, s, kind, body),
                operator_id=self.shop.owner.operator_id,
                postings=posting.of_moves(moves, unit=unit) if moves else (),
            )

    def give(self, member: MemberTerms, kind: str, n: int, lot_id: str = "", **more) -> Lot:
        """A lot: `give(anna, "principal", 10_000)`."""
        asset_kind = AssetKind(kind)
        unit = {"points": "PTS", "debt": "PTS"}.get(kind, "CNY")
        plan = more.pop("plan", "general" if kind in ("principal", "bonus") else "-")
        asset = Asset(unit, asset_kind, plan, more.pop("bucket", "never"))
        lot = Lot(
            lot_id or self.shop.clock.new_id(),
            f"m:{member.member_id}",
            asset,
            n,
            n,
            self.shop.clock.now_ms(),
            **more,
        )
        body = {"member_id": member.member_id, "kind": kind, "n": n, "reason": "test"}
        self.seal(Kind.ADJUST, {**body, "approval": "", "at_ms": lot.born_ms}, (rights.give(lot),))
        return lot

    def voucher(self, member: MemberTerms | None, campaign: Campaign = TEN_OFF, **more):
        """A voucher in a member's hand, or in anybody's."""
        voucher_id = self.shop.clock.new_id()
        holder = f"m:{member.member_id}" if member else f"v:{voucher_id}"
        until = more.get("until_on", "2027-01-31")
        asset = Asset("VCH", AssetKind.VOUCHER, campaign.campaign_id, until)
        now = self.shop.clock.now_ms()
        lot = Lot(voucher_id, holder, asset, 1, 1, now, more.get("from_ms", 0))
        row = {
            "voucher_id": voucher_id,
            "code": more.get("code", voucher_id.replace("-", "").upper()[:20]),
            "holder": holder,
            "campaign_id": campaign.campaign_id,
            "until_on": until,
            "from_ms": lot.from_ms,
        }
        body = {"campaign_id": campaign.campaign_id, "why": "test", "vouchers": [row]}
        self.seal(Kind.VOUCHER_ISSUE, body, (rights.give(lot),))
        with self.shop.s.db.read() as tx:
            return vouchers.get(tx, voucher_id).voucher

    def package(self, member: MemberTerms, item_id: str, uses: int = 10, paid: int = 1000, **more):
        """A card of so many uses of an item, sold for so much."""
        package_id = self.shop.clock.new_id()
        plan = PackagePlan("p10", "十次卡", (PackageService(item_id, uses),), "Ten", **more)
        holder, now = f"m:{member.member_id}", self.shop.clock.now_ms()
        asset = Asset("PKG", AssetKind.PACKAGE, "p10", "2027-06-30")
        lot = Lot(f"{package_id}.1", holder, asset, uses or 1, uses or 1, now, value_minor=paid)
        lot = replace(lot, group_id=package_id)
        tender = Tender(1, "cash", paid, paid)
        moves = (rights.give(lot),)
        body = self._plan_sold(member, paid, tender, package_id) | {
            "package": {
                "package_id": package_id,
                "plan": to_data(plan),
                "holder": holder,
                "paid": paid,
                "from_on": "2026-09-12",
                "until_on": "2027-06-30",
                "lots": [lot.lot_id],
            },
            "moves": rights.body(moves),
        }
        self._seal_topup(body, tender, moves)
        return next(one for one in self.purse(member).packages if one.package_id == package_id)

    def gift_card(self, code: str, face: int = 5000) -> str:
        """A card for whoever holds it."""
        from app.domain.codes.bearer import hash_of

        card_id, now = self.shop.clock.new_id(), self.shop.clock.now_ms()
        lot = Lot(f"{card_id}.1", f"g:{card_id}", Asset("CNY", AssetKind.GIFT), face, face, now)
        tender, moves = Tender(1, "cash", face, face), (rights.give(lot),)
        body = self._plan_sold(None, face, tender, card_id) | {
            "gift_card": {
                "card_id": card_id,
                "hash": hash_of(code),
                "last4": code[-4:],
                "face": face,
                "until_on": "",
            },
            "moves": rights.body(moves),
        }
        self._seal_topup(body, tender, moves)
        return card_id

    def _plan_sold(self, member: MemberTerms | None, paid: int, tender: Tender, of: str) -> dict:
        return {
            "topup_id": f"t-{of}",
            "no": "",
            "shift_id": "",
            "at_ms": self.shop.clock.now_ms(),
            "cur": "CNY",
            "member_id": member.member_id if member else "",
            "plan_id": "test",
            "plan_kind": "package",
            "plan_name": "test",
            "plan_name_en": "test",
            "amount": paid,
            "tenders": [
                {
                    "no": 1,
                    "kind": "cash",
                    "amount": paid,
                    "given": paid,
                    "change": 0,
                    "rounding": 0,
                    "ref": "",
                }
            ],
            "given": [],
            "vouchers": [],
            "law": "none",
        }

    def _seal_topup(self, body: dict, tender: Tender, moves) -> None:
        s = self.shop.s
        with s.db.write() as tx:
            commit.seal(
                *(tx, s, Kind.TOPUP, body),
                operator_id=self.shop.owner.operator_id,
                postings=posting.of_topup((tender,), moves, unit="CNY", tid="01-03"),
            )

    def purse(self, member: MemberTerms) -> Purse:
        return purses.read(self.shop.s, member.member_id)

    def lots(self, *holders: str) -> dict[str, tuple[int, int]]:
        """Lot id to (left, deferred money), used up ones too: what a mirror must restore."""
        with self.shop.s.db.read() as tx:
            found = held_rights.lots(tx, *holders, empty=True)
        return {one.lot_id: (one.left, one.value_minor) for one in found}

    def program(self) -> Program:
        with self.shop.s.db.read() as tx:
            return programs.load(tx)


def covered(shop: Shop, basket: Basket, line_no: int, package: Package) -> Basket:
    """The basket with a line paid by a package."""
    line = basket.line(line_no)
    now = shop.clock.now_ms()
    cover = cover_of(
        package, line.item.item_id, line.qty_milli // 1000, today="2026-09-12", now_ms=now
    )
    return basket.with_line(replace(line, cover=cover))


def tendered(shop: Shop, basket: Basket, *parts: tuple) -> tuple[Tender, ...]:
    """`("stored", 300, "general"), ("points", 100)`, and the rest in cash."""
    left = price_shown(basket, desk_book(shop.s), shop.clock.now_ms()).payable_minor
    tenders = []
    for no, (kind, minor, *ref) in enumerate(parts, 1):
        tenders.append(Tender(no, kind, minor, minor, reference=ref[0] if ref else ""))
        left -= minor
    if left:
        tenders.append(Tender(len(parts) + 1, "cash", left, left))
    return tuple(tenders)


__all__ = ["CODE", "OPEN_OFF", "TEN_OFF", "Money", "PackageUsed", "covered", "tendered"]
