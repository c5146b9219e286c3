"""What a member may bring to the counter: vouchers, a package, a gift card, a purse of them."""

from dataclasses import replace

from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.package import Package, PackagePlan, PackageService
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.pricing.credit import Credit
from app.domain.rights import Asset, AssetKind, Lot
from app.domain.shop import business_date
from tests.domain.builders import BOOK, NOW

TODAY = business_date(NOW, BOOK.zone, BOOK.cutoff_hour)
HOLDER = "m:mem1"


def voucher(kind: str = "amount", voucher_id: str = "v1", holder: str = HOLDER, **terms) -> Voucher:
    """`voucher("amount", amount_minor=100)`; named after its kind unless `name` says otherwise."""
    own = {name: terms.pop(name) for name in ("until_on", "from_ms", "used_today") if name in terms}
    own.setdefault("until_on", "2099-12-31")
    name = terms.pop("name", kind)
    campaign_id = terms.pop("campaign_id", f"c-{voucher_id}")
    campaign = Campaign(campaign_id, name, VoucherKind(kind), **terms)
    return Voucher(voucher_id, f"CODE-{voucher_id}", holder, campaign, **own)


def lot(kind: AssetKind, n: int, lot_id: str = "", **more) -> Lot:
    """A lot of the member, usable now."""
    unit = {"points": "PTS", "debt": "PTS", "package": "PKG", "voucher": "VCH"}.get(kind, "CNY")
    plan = more.pop("plan", "general" if kind in ("principal", "bonus") else "-")
    asset = Asset(unit, kind, plan, more.pop("bucket", "never"))
    holder = more.pop("holder", HOLDER)
    return Lot(lot_id or kind.value, holder, asset, n, n, NOW - 1, **more)


def package(item_id: str = "wash", uses: int = 10, value: int = 9000, **more) -> Package:
    """A card for so many uses of an item; `uses` 0: as often as one likes."""
    plan_more = {name: more.pop(name) for name in ("per_day", "shareable") if name in more}
    plan = PackagePlan("p10", "洗车十次", (PackageService(item_id, uses),), "Ten", **plan_more)
    until = more.pop("until_on", "2099-12-31")
    left = more.pop("left", uses or 1)
    held = lot(AssetKind.PACKAGE, left, "pk1.1", plan="p10", bucket=until, value_minor=value)
    return Package("pk1", HOLDER, plan, value, NOW - 1, "2020-01-01", until, (held,), **more)


def purse(*lots: Lot, vouchers=(), packages=(), holder: str = HOLDER) -> Purse:
    """What the member has."""
    return Purse(holder, NOW, TODAY, lots, tuple(vouchers), tuple(packages))


def gift_card(available: int = 5000, **more) -> GiftCard:
    """A bearer's card."""
    return replace(GiftCard("g1", "7K2M", 5000, available), **more)


def credit(*parts, **more):
    """Goods of a sale that come back: `credit(("cash", 500))`."""
    known = parts or (("cash", 500),)
    total = sum(minor for _, minor in known)
    made = Credit("r1", "s0", "01-03-1-000001", ((1, 1000),), "wrong", total, parts=known)
    return replace(made, **more)
