"""The member's money at the counter: what may pay, how much, and what leaves with the member."""

from dataclasses import replace

import pytest

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import Wallet
from app.domain.loyalty.terms import PointsTerms, RedeemTerms
from app.domain.rights import AssetKind
from tests.domain.builders import BOOK, ITEMS, MANAGER, NOW, basket, item, member
from tests.domain.checkout.desk import Counter, found
from tests.domain.checkout.member_things import gift_card, lot, package, purse, voucher

WASH = item("wash", 3000, dept="services")
DRINKS = Wallet("drinks", "饮料卡", departments=("drinks",))
REDEEM = RedeemTerms(points=100, minor=100, cap_ppm=500_000, minimum=50)
PROGRAM = Program(wallets=(Wallet("general", "储值"), DRINKS), points=PointsTerms(redeem=REDEEM))
LOTS = (
    lot(AssetKind.PRINCIPAL, 500),
    lot(AssetKind.BONUS, 100),
    lot(AssetKind.PRINCIPAL, 1000, "d", plan="drinks"),
    lot(AssetKind.POINTS, 400),
)


def counter(*names: str, tier: str = "", **things) -> Counter:
    """A counter with goods and a member who has LOTS, or `lots`."""
    made = Counter(book=replace(BOOK, program=PROGRAM)).scan(*names)
    lots = things.pop("lots", LOTS)
    return made.do(ev.MemberAttached(member(tier), purse(*lots, **things)))


def paying(*names: str, **things) -> Counter:
    return counter(*names, **things).do(ev.PayPressed())


# --- the purse ------------------------------------------------------------------------------------


def test_the_purse_comes_and_goes_with_the_member():
    c = counter("cola")
    assert c.state.purse.stored_minor() == 1600
    assert c.do(ev.MemberAttached(member("gold"))).state.purse.stored_minor() == 1600
    other = purse(holder="m:other")
    assert c.do(ev.PurseSeen(other)).state.purse.holder == "m:mem1"
    assert c.do(ev.PurseSeen(purse())).state.purse.lots == ()
    assert c.do(ev.MemberAttached(member("", "other"))).state.purse is None
    assert c.do(ev.MemberAttached(member("", "other"), other)).state.purse == other
    assert c.do(ev.MemberDetached()).state.purse is None
    assert c.do(ev.PurseSeen(purse())).state.purse is None
    assert Counter().do(ev.MemberAttached(member(""), other)).state.purse is None


def test_the_purse_stays_through_every_gesture():
    c = counter("cola").do(ev.GiftCardShown(gift_card()))
    for event in (found("pen"), ev.QuantitySet(1, 2000), ev.LinePicked(1), ev.QuantityKeyed(2000)):
        c.do(event)
        assert (c.state.purse.points, len(c.state.gift_cards)) == (400, 1)
    c.do(ev.CodeUnknown("1", "unknown"), ev.Acknowledged(), ev.PayPressed())
    assert (c.state.purse.points, len(c.state.gift_cards)) == (400, 1)
    c.do(ev.TenderOffered("cash", 10_000)).sale()
    assert (c.state.purse, c.state.gift_cards) == (None, ())


def test_what_was_the_members_leaves_with_the_member():
    bearer = voucher(voucher_id="v2", holder="v:v2", amount_minor=100, stackable=True)
    card = package("cola")
    c = counter("cola", "milk", packages=[card])
    c.do(ev.VoucherOffered(voucher(amount_minor=50, stackable=True)), ev.VoucherOffered(bearer))
    c.do(ev.PackageUsed(card, ITEMS["cola"], 300))
    assert (len(c.state.basket.vouchers), c.state.priced.covered_minor) == (2, 900)
    kept = c.state
    c.do(ev.MemberAttached(member("", "other")))
    assert (c.state.basket.vouchers, c.state.priced.covered_minor) == ((bearer,), 0)
    assert "member_things_void" in c.said()
    c.state = kept
    assert c.do(ev.MemberAttached(member("gold"))).state.priced.covered_minor == 900
    c.do(ev.MemberDetached())
    assert (c.state.basket.vouchers, c.state.due_minor) == ((bearer,), 850)
    assert "member_things_void" in c.said()


# --- vouchers -------------------------------------------------------------------------------------


def test_vouchers_come_and_go():
    c = counter("cola", "milk")
    one = voucher(amount_minor=100, minimum_minor=2000)
    c.do(ev.VoucherOffered(one))
    assert c.due == 950
    (note,) = [note for note in c.state.priced.not_applied if note.rule == "voucher"]
    assert (note.reason, dict(note.facts)["missing_minor"]) == ("minimum", 1050)
    assert c.refused(ev.VoucherOffered(one)) == "voucher.twice"
    assert c.refused(ev.VoucherOffered(replace(one, voucher_id="x", until_on="2020-01-01"))) == (
        "voucher.expired"
    )
    assert c.scan("tv").do(ev.PayPressed()).due == 100_850
    assert c.do(ev.VoucherDropped("v1")).mode is Mode.PAYING
    assert c.due == 100_950
    assert c.refused(ev.VoucherDropped("v1")) == "voucher.not_here"
    c.do(ev.TenderOffered("cash", 100))
    assert c.refused(ev.VoucherOffered(one)) == "pay.voucher_after_money"


def test_a_voucher_before_the_goods_and_before_its_member():
    c = Counter(book=replace(BOOK, program=PROGRAM))
    mine = voucher(amount_minor=100)
    assert c.refused(ev.VoucherOffered(mine)) == "voucher.other_member"
    c.do(ev.MemberAttached(member("")), ev.VoucherOffered(mine))
    assert (c.mode, c.scan("cola").due) == (Mode.READY, 200)
    for n in range(19):
        c.do(ev.VoucherOffered(voucher(voucher_id=f"w{n}", holder=f"v:w{n}")))
    assert c.refused(ev.VoucherOffered(voucher(voucher_id="x"))) == "voucher.too_many"


def test_a_voucher_of_one_who_was_merged_is_the_members():
    theirs = voucher(amount_minor=100, holder="m:gone")
    c = counter("cola", vouchers=[theirs])
    c.do(ev.VoucherOffered(theirs))
    assert (c.due, c.state.basket.vouchers[0].holder) == (200, "m:mem1")


def test_a_voucher_while_paying_may_pay_all():
    c = paying("cola").do(ev.VoucherOffered(voucher("item")))
    assert (c.mode, c.due) == (Mode.PAYING, 0)
    assert c.do(ev.CompletePressed()).mode is Mode.COMMITTING


def test_a_voucher_is_no_discount_by_hand():
    """A cashier's limit measures hands only; an approved discount falls when a voucher comes."""
    c = counter("tv").do(ev.VoucherOffered(voucher("percent", off_ppm=500_000)))
    c.do(ev.LineDiscounted(1, 100_000, 0, "damaged"))
    assert (c.mode, c.due) == (Mode.SELLING, 45_000)
    c = counter("tv").do(ev.LineDiscounted(1, 200_000, 0, "damaged"))
    c.approve().do(ev.VoucherOffered(voucher("percent", off_ppm=500_000)))
    assert c.said() == ["approval_void"]


# --- packages -------------------------------------------------------------------------------------


def test_a_package_in_two_gestures():
    card = package("wash", 10, 20_000)
    c = counter(packages=[card]).do(ev.PackageUsed(card, WASH, 3000))
    (line,) = c.state.priced.lines
    assert (line.total_minor, line.line.cover.left_after, c.due) == (2000, 9, 0)
    assert c.do(ev.PayPressed()).mode is Mode.COMMITTING
    assert c.state.tenders == ()


def test_a_use_takes_an_uncovered_piece_first():
    card = package("cola", 3, 600)
    c = counter("cola", packages=[card]).do(ev.QuantitySet(1, 2000))
    use = ev.PackageUsed(card, ITEMS["cola"], 300)

    def lines() -> list[tuple[int, int]]:
        return [
            (one.line.qty_milli // 1000, one.line.cover.uses if one.line.cover else 0)
            for one in c.state.priced.lines
        ]

    assert (c.do(use), lines()) == (c, [(1, 0), (1, 1)])
    assert (c.do(use), lines()) == (c, [(2, 2)])
    assert (c.do(use), lines()) == (c, [(3, 3)])
    assert (c.due, c.state.priced.covered_minor) == (0, 600)
    assert c.refused(use) == "package.used_up"
    line_no = c.state.basket.lines[0].line_no
    for event in (
        ev.PriceSet(line_no, 100, "x"),
        ev.LineDiscounted(line_no, 10_000, 0, "x"),
        ev.QuantitySet(line_no, 1000),
    ):
        assert c.sits(MANAGER).refused(event) == "package.covered"
    assert c.scan("cola").due == 300
    c.do(ev.CoverDropped(line_no))
    assert (c.due, lines()) == (1200, [(3, 0), (1, 0)])
    assert c.refused(ev.CoverDropped(line_no)) == "package.not_here"


def test_whose_package_it_must_be():
    card = package("wash")
    use = ev.PackageUsed(card, WASH, 3000)
    assert Counter().refused(use) == "package.member_needed"
    assert counter("cola").refused(use) == "package.member_needed"
    apple = ev.PackageUsed(package("apple"), ITEMS["apple"], 1280)
    assert counter("cola", packages=[card]).refused(apple) == "package.weighed"
    c = paying("cola", packages=[card]).do(use)
    assert (c.mode, c.due) == (Mode.PAYING, 300)
    c.do(ev.TenderOffered("cash", 100))
    assert c.refused(use) == "pay.package_after_money"
    assert c.refused(ev.CoverDropped(2)) == "pay.package_after_money"


def test_per_day_counts_all_services_of_a_package():
    card = package("wash", per_day=1)
    c = counter(packages=[card]).do(ev.PackageUsed(card, WASH, 3000))
    assert c.refused(ev.PackageUsed(card, WASH, 3000)) == "package.per_day"


# --- gift cards -----------------------------------------------------------------------------------


def test_a_gift_card_pays_up_to_what_is_on_it():
    c = Counter().do(ev.GiftCardShown(gift_card(250)))
    assert (c.mode, c.state.gift_cards[0].available_minor) == (Mode.READY, 250)
    assert c.do(ev.BackPressed()).state.gift_cards == ()
    c.do(ev.GiftCardShown(gift_card(250))).scan("cola").do(ev.PayPressed())
    assert c.refused(ev.TenderOffered("gift", 100, "other")) == "gift_card.not_shown"
    assert c.refused(ev.TenderOffered("gift", 260, "g1")) == "gift_card.short"
    c.do(ev.TenderOffered("gift", 200, "g1"))
    assert c.refused(ev.TenderOffered("gift", 60, "g1")) == "gift_card.short"
    c.do(ev.GiftCardShown(gift_card(900)))
    assert len(c.state.gift_cards) == 1
    assert c.do(ev.TenderOffered("gift", 100, "g1")).mode is Mode.COMMITTING


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"state": "blocked"}, "gift_card.blocked"),
        ({"state": "replaced"}, "gift_card.replaced"),
        ({"state": "used_up"}, "gift_card.used_up"),
        ({"until_on": "2026-09-09"}, "gift_card.expired"),
    ],
)
def test_a_gift_card_that_cannot_pay_says_why(more, code):
    assert Counter().refused(ev.GiftCardShown(gift_card(**more))) == code


# --- tenders --------------------------------------------------------------------------------------


def test_stored_value_pays_what_is_there_and_what_it_is_for():
    c = paying("cola", "milk", "milk")  # 16.00, drinks 3.00
    assert c.refused(ev.TenderOffered("stored", 601, "general")) == "stored.short"
    assert c.refused(ev.TenderOffered("stored", 301, "drinks")) == "tender.short"
    assert c.refused(ev.TenderOffered("stored", 100, "nowhere")) == "stored.unknown_wallet"
    c.do(ev.TenderOffered("stored", 200, "drinks"), ev.TenderOffered("stored", 600, "general"))
    assert c.refused(ev.TenderOffered("stored", 1, "general")) == "stored.short"
    assert c.refused(ev.TenderOffered("stored", 101, "drinks")) == "tender.short"
    assert c.do(ev.TenderOffered("stored", 100, "drinks")).due == 700
    assert c.refused(ev.TenderOffered("stored", 1, "drinks")) == "tender.short"
    assert c.do(ev.TenderOffered("cash", 700)).mode is Mode.COMMITTING


def test_stored_value_gives_no_change_and_pays_nothing_covered():
    card = package("cola", 3, 600)
    c = counter("milk", lots=(lot(AssetKind.PRINCIPAL, 9999),), packages=[card])
    c.do(ev.PackageUsed(card, ITEMS["cola"], 300), ev.PayPressed())
    assert c.due == 650
    assert c.refused(ev.TenderOffered("stored", 651, "general")) in (
        "tender.no_change",
        "tender.short",
    )
    assert c.refused(ev.TenderOffered("package", 100, "pk1")) == "tender.not_by_hand"
    assert c.do(ev.TenderOffered("stored", 650, "general")).mode is Mode.COMMITTING


def test_points_pay_by_the_shops_terms():
    """R16: half of the due at most, 50 at least; what is left of them."""
    c = paying("cola", "milk", "milk")
    assert c.refused(ev.TenderOffered("points", 801)) == "points.cap"
    assert c.refused(ev.TenderOffered("points", 401)) == "points.short"
    assert c.refused(ev.TenderOffered("points", 49)) == "points.minimum"
    c.do(ev.TenderOffered("points", 300))
    assert c.refused(ev.TenderOffered("points", 101)) == "points.short"
    assert c.refused(ev.TenderOffered("points", 0)) == "tender.amount"
    assert c.refused(ev.TenderOffered("points", -5)) == "tender.amount"
    assert c.do(ev.TenderOffered("points", 100)).due == 1200
    assert c.refused(ev.TenderOffered("points", 1)) == "points.none"


def test_whose_money():
    c = Counter().scan("cola").do(ev.PayPressed())
    for kind, reference in (("stored", "general"), ("points", "")):
        assert c.refused(ev.TenderOffered(kind, 100, reference)) == "member.needed"
    c = Counter().scan("cola").do(ev.MemberAttached(member("")), ev.PayPressed())
    for kind, reference in (("stored", "general"), ("points", "")):
        assert c.refused(ev.TenderOffered(kind, 100, reference)) == "purse.not_read"


def test_what_was_expired_or_frozen_pays_nothing():
    dead = lot(AssetKind.PRINCIPAL, 500, bucket="2026-09-09")
    frozen = lot(AssetKind.POINTS, 500, from_ms=NOW + 1)
    c = paying("tv", lots=(dead, frozen))
    assert c.refused(ev.TenderOffered("stored", 1, "general")) == "stored.short"
    assert c.refused(ev.TenderOffered("points", 100)) == "points.none"


def test_a_recalled_basket_meets_its_purse():
    card = package("cola", 3, 600)
    c = counter("milk", packages=[card]).do(ev.PackageUsed(card, ITEMS["cola"], 300))
    kept = c.state.basket
    c = Counter().do(ev.Recalled(kept, (), purse()))
    assert (c.due, c.state.purse) == (650, purse())
    assert Counter().do(ev.Recalled(basket("1 cola"), (), purse())).state.purse is None
