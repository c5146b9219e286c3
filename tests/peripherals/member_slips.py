"""Slips of members' money with everything in them, for the golden papers."""

from __future__ import annotations

from dataclasses import replace

from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.shop import CashRounding, Shop
from app.domain.slips import (
    Balances,
    GiftCardCode,
    GiftCardSlip,
    GivenLine,
    MemberStatement,
    NextTier,
    PackageAfter,
    PackageSlip,
    ReceiptMember,
    RedeemSlip,
    RefundLine,
    RefundSlip,
    SlipHead,
    StatementRow,
    StepLine,
    TopUpSlip,
    VoucherSlip,
    WalletAfter,
    WithdrawalSlip,
)
from app.domain.tendering import Tender
from tests.domain.builders import DAY, NOW

SHOP = Shop(
    "01",
    "03",
    "便民生活超市",
    branch="人民路店",
    phone="0571-8888 0000",
    tax_no="91330100",
    rounding=CashRounding(10),
)
NAMES = {
    "zh_CN": ("金卡", "铂金卡", "储值", "鲜奶卡", "充 1000 送 500", "满 50 减 10", "空气炸锅"),
    "en": ("Gold", "Platinum", "Stored value", "Milk card", "1000 gets 500", "10 off 50", "Fryer"),
}


def head(columns: int, language: str, no: str = "03-T000012") -> SlipHead:
    """Who, when, for whom."""
    member = ReceiptMember("陈*桐", "138****6027", NAMES[language][0])
    shop = replace(SHOP, paper_columns=columns, paper_language=language)
    return SlipHead(shop, "林晓燕", NOW, no, member)


def balances(language: str) -> Balances:
    """A member who has some of everything."""
    _, platinum, wallet, milk, *_ = NAMES[language]
    return Balances(
        wallets=(WalletAfter(wallet, 100_000, 50_000),),
        points=1372,
        frozen=40,
        expiring=(320, "2026-09-30"),
        vouchers=2,
        packages=(PackageAfter(milk, 10, "2027-03-31"),),
        next_tier=NextTier(platinum, "spend", 173_200, "2026-12-31"),
        earns=("cash", "principal"),
    )


def top_up(columns: int, language: str) -> TopUpSlip:
    """1000 gets 500 in twelve parts, points, a voucher and a gift."""
    _, _, wallet, _, plan, voucher, gift = NAMES[language]
    return TopUpSlip(
        head(columns, language),
        "topup",
        plan,
        100_000,
        (Tender(1, "cash", 100_000, 105_000, 5_000),),
        (
            GivenLine("principal", 100_000, wallet),
            GivenLine("bonus", 50_000, "", "2027-09-09", 12, "2026-10-10"),
            GivenLine("points", 500),
            GivenLine("voucher", 2, voucher, "2026-10-10"),
            GivenLine("item", 1, gift),
        ),
        balances(language),
        terms=("余额不过期，退卡按本单规则结算。",),
    )


def card_sold(columns: int, language: str) -> TopUpSlip:
    """A gift card over the counter, to nobody in particular."""
    card = GiftCardCode("7K2M-9Q4X-PL3V-8T5W", "****8T5W", 20_000, "2029-09-09")
    nobody = replace(head(columns, language), member=None)
    tender = Tender(1, "wechat", 20_000, 20_000)
    given = (GivenLine("principal", 20_000),)
    return TopUpSlip(nobody, "gift_card", "200", 20_000, (tender,), given, gift_card=card)


def redeemed(columns: int, language: str) -> RedeemSlip:
    """A gift for points."""
    return RedeemSlip(head(columns, language), NAMES[language][6], 800, balances(language))


def paused(columns: int, language: str) -> PackageSlip:
    """A package that rests."""
    name = NAMES[language][3]
    return PackageSlip(head(columns, language), "pause", name, 10, "2027-03-31", "2026-09-10")


def refunded(columns: int, language: str) -> RefundSlip:
    """Half of a sale, to everywhere it had been paid from."""
    voucher, milk = NAMES[language][5], NAMES[language][3]
    return RefundSlip(
        head(columns, language, "03-R000003"),
        "03-000318",
        (RefundLine("伊利营养舒化奶", 3000, 1170), RefundLine("红富士苹果", 1354, 1340)),
        (
            ("cash", 500, ""),
            ("principal", 1280, ""),
            ("bonus", 320, ""),
            ("points", 310, ""),
            ("package", 100, milk),
        ),
        2510,
        points_back=310,
        points_clawed=25,
        points_debt=5,
        vouchers_back=(voucher,),
        reason="不新鲜",
        balances=balances(language),
    )


def exchanged(columns: int, language: str) -> RefundSlip:
    """Goods that came back for cheaper ones: what paid, what went back."""
    return replace(
        refunded(columns, language),
        lines=(RefundLine("伊利营养舒化奶", 3000, 1170),),
        back=(("wechat", 70, ""), ("cash", 100, "")),
        total_minor=1170,
        netted_minor=1000,
        how="exchange",
        points_back=0,
        points_debt=0,
        vouchers_back=(),
    )


def without_receipt(columns: int, language: str) -> RefundSlip:
    """Goods whose receipt nobody has."""
    return replace(
        exchanged(columns, language),
        how="blind",
        sale_no="",
        netted_minor=0,
        back=(("cash", 1170, ""),),
        points_clawed=0,
        balances=Balances(),
    )


def voucher(columns: int, language: str) -> VoucherSlip:
    """A voucher with every condition there is."""
    campaign = Campaign(
        "c1",
        "满 50 减 10",
        VoucherKind.AMOUNT,
        "10 off 50",
        amount_minor=1000,
        minimum_minor=5000,
        weekdays=(0, 1, 2),
        from_hour=9,
        until_hour=21,
        transferable=False,
    )
    one = Voucher("v1", "K7QM2XPL3V8T", "m:m1", campaign, "2026-10-10", from_ms=NOW + DAY)
    return VoucherSlip(
        head(columns, language), one, "饮料、零食" if language == "zh_CN" else "drinks"
    )


def replaced(columns: int, language: str) -> GiftCardSlip:
    """A new code for an old card."""
    card = GiftCardCode("7K2M9Q4XPL3V8T5W", "****8T5W", 20_000, "")
    return GiftCardSlip(head(columns, language), card, 12_350)


def withdrawal(columns: int, language: str, step: str) -> WithdrawalSlip:
    """What was paid out of a top-up; `step` is a word that exists."""
    return WithdrawalSlip(
        head(columns, language),
        NAMES[language][4],
        (StepLine(step, 100_000), StepLine(step, -32_500)),
        67_500,
        (("cash", 20_000), ("wechat", 47_500)),
        by_code=True,
        terms=("15 天内可要求更正。",),
    )


def statement(columns: int, language: str) -> MemberStatement:
    """A month of a member's account."""
    rows = (
        StatementRow(NOW - 20 * DAY, "topup", "03-T000012", 150_000, 500),
        StatementRow(NOW - 9 * DAY, "sale", "03-000318", -6_000, 132),
        StatementRow(NOW - 8 * DAY, "refund", "03-R000003", 1_600, -25),
        StatementRow(NOW - 2 * DAY, "expire", "", 0, -320),
    )
    return MemberStatement(
        head(columns, language, ""),
        "2026-08-11",
        "2026-09-10",
        rows,
        0,
        145_600,
        1_240,
        1_527,
        balances(language),
    )
