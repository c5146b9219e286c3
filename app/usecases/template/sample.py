"""An example of a receipt and of a slip with everything on it, for a template to be looked at."""

from __future__ import annotations

from app.domain.pricing.priced import PriceAdjustment, TaxShare
from app.domain.receipt import Receipt, ReceiptMember
from app.domain.sale import Sale, SaleLine
from app.domain.shop import Shop
from app.domain.slips import (
    Balances,
    GivenLine,
    NextTier,
    PackageAfter,
    SlipHead,
    TopUpSlip,
    WalletAfter,
)
from app.domain.tendering import Tender

AT_MS = 1_789_194_780_000  # 2026-09-12 14:33 in Shanghai
PROOF = "SHUKE:01-03.1.457:4580:0123456789abcdef:" + "A" * 86
_WORDS = {
    "zh_CN": ("林晓燕", "陈*桐", "金卡", "洗车 10 次", "储值"),
    "en": ("Lin Xiaoyan", "C*** T***", "Gold", "10 car washes", "Stored value"),
}
_GOODS = (  # (name, English name, spec, unit, kind, thousandths, price, base)
    ("鲜牛奶", "Fresh milk", "950ml", "盒", "piece", 2000, 1280, 2560),
    ("红富士苹果", "Fuji apples", "", "kg", "weighed", 1354, 990, 1340),
    (
        "有机五常大米礼盒装家庭装",
        "Organic rice, family gift box",
        "5kg",
        "袋",
        "piece",
        1000,
        880,
        880,
    ),
)
_OFF = -128


def sample_receipt(shop: Shop) -> Receipt:
    """Three lines, one long, one weighed; a discount, two tenders, change, a member."""
    operator, name, tier, package, wallet = _WORDS[shop.paper_language]
    lines = tuple(
        SaleLine(
            *(no, "", goods[0], goods[1], goods[2], goods[3], goods[4], "", "standard"),
            *(goods[5], goods[6], goods[7], goods[7] + (_OFF if no == 1 else 0), 0),
            "scale" if goods[4] == "weighed" else "",
            (PriceAdjustment("tier.percent", "gold", _OFF, (("off_ppm", 50_000),)),)
            if no == 1
            else (),
        )
        for no, goods in enumerate(_GOODS, 1)
    )
    base = sum(one.base_minor for one in lines)
    total = sum(one.total_minor for one in lines)
    cash = total - 2000
    sale = Sale(
        *("", f"{shop.shop_no}-{shop.till_no}-1-000457", "", "", AT_MS, AT_MS, "2026-09-12"),
        *(shop.currency_code, "m", "gold", lines),
        tenders=(
            Tender(1, "wechat", 2000, 2000),
            Tender(2, "cash", cash, 5000, 5000 - cash),
        ),
        tax=(TaxShare("standard", 130_000, total * 100 // 113, total - total * 100 // 113),),
        tax_included=True,
        base_minor=base,
        total_minor=total,
        due_minor=total,
        pieces_milli=4000,
    )
    member = ReceiptMember(name, "138****6027", tier)
    after = _balances(wallet, package, tier)
    return Receipt(shop, sale, operator, member, PROOF, balances=after, earned=45)


def sample_slip(shop: Shop) -> TopUpSlip:
    """A top-up: the slip that a member gets most often beside receipts."""
    operator, name, tier, package, wallet = _WORDS[shop.paper_language]
    member = ReceiptMember(name, "138****6027", tier)
    head = SlipHead(shop, operator, AT_MS, "03-000458", member)
    given = (GivenLine("principal", 50_000, wallet), GivenLine("bonus", 5000, wallet, "2027-09-11"))
    paid = (Tender(1, "wechat", 50_000, 50_000),)
    after = _balances(wallet, package, tier)
    return TopUpSlip(head, "topup", wallet, 50_000, paid, given, after)


def _balances(wallet: str, package: str, tier: str) -> Balances:
    return Balances(
        wallets=(WalletAfter(wallet, 38_000, 3200),),
        points=1286,
        expiring=(120, "2026-12-31"),
        packages=(PackageAfter(package, 7, "2027-03-31"),),
        next_tier=NextTier(tier, "spend", 21_400, "2026-12-31", keep=True),
    )
