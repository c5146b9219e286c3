"""Adjustments, rewards, vouchers, packages, gift cards, points in the family: each with its no."""

import pytest

from app.domain.document import Kind
from app.domain.loyalty.program import LawChoice
from app.domain.loyalty.stored_value import Wallet
from app.domain.loyalty.terms import PointsTerms
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import AssetKind
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.loyalty import adjust, gift_cards, packages, program, redeem, transfer, vouchers
from app.usecases.loyalty.examples.batch import batch
from app.usecases.member.enrol import enrol
from app.usecases.member.household import join_household
from app.usecases.printing.progress import progress
from app.usecases.printing.settle import settle
from app.usecases.stock import levels, move
from app.usecases.stock.move import StockLine
from tests.usecases.loyalty.programme_shop import DAY, Money


@pytest.fixture
def money(shop) -> Money:
    return Money(shop)


def points(money: Money, n: int, member: str = "") -> None:
    who = member or money.one
    adjust.adjust(money.s, money.operator, who, AssetKind.POINTS, n, reason="试")


def test_adjusting_needs_a_reason_and_something_to_adjust(money, refused):
    give = (money.s, money.operator, money.one, AssetKind.POINTS)
    with refused("reason.missing"):
        adjust.adjust(*give, 5, reason="  ")
    with refused("adjust.nothing"):
        adjust.adjust(*give, 0, reason="r")
    with refused("adjust.too_large"):
        adjust.adjust(*give, 10**12, reason="r")
    with refused("adjust.kind"):
        adjust.adjust(*give[:3], AssetKind.VOUCHER, 1, reason="r")
    with refused("adjust.short"):
        adjust.adjust(*give, -1, reason="r")
    with refused("member.unknown"):
        adjust.adjust(money.s, money.operator, "nobody", AssetKind.POINTS, 1, reason="r")


def test_adjusting_gives_and_takes(money):
    points(money, 300)
    points(money, -120)
    assert money.has(AssetKind.POINTS) == 180
    adjust.adjust(money.s, money.operator, money.one, AssetKind.PRINCIPAL, 5000, reason="补")
    adjust.adjust(money.s, money.operator, money.one, AssetKind.PRINCIPAL, -2000, reason="改")
    assert money.has(AssetKind.PRINCIPAL) == 3000
    assert money.postings() == {"2110": 2000, "5310": -2000}
    assert check_projections(money.s) == ()


def test_above_the_limit_even_a_manager_asks_a_second_person(money, refused):
    with refused("approval.needed") as asked:
        points(money, 501)
    word = money.word(asked.facts)
    adjust.adjust(
        money.s, money.operator, money.one, AssetKind.POINTS, 501, reason="试", approval=word
    )
    assert money.has(AssetKind.POINTS) == 501


def test_growth_by_hand_moves_the_tier_and_never_below_zero(money, refused):
    adjust.adjust_growth(money.s, money.operator, money.one, 400, "补")
    with refused("adjust.short"):
        adjust.adjust_growth(money.s, money.operator, money.one, -401, "改")
    for _ in range(6):
        adjust.adjust_growth(money.s, money.operator, money.one, 500, "补")
    assert money.purse().tier.tier_id == "gold"
    assert money.has(AssetKind.POINTS) == 0  # R21: growth is no points


def test_points_become_a_gift_once(money, refused):
    with refused("reward.short") as short:
        redeem.redeem(money.s, money.operator, money.shift_id, money.one, "egg", redeem_id="r")
    assert short.facts == {"missing": 150, "have": 0, "need": 150}
    points(money, 400)
    egg = next(one.item_id for one in money.program.rewards if one.reward_id == "egg")
    move.receive(money.s, money.shop.manager, (StockLine(egg, 20_000),), move_id="eggs")
    for _ in range(2):
        done = redeem.redeem(
            money.s, money.operator, money.shift_id, money.one, "egg", redeem_id="r"
        ).value
    assert done.purse.points == 250
    assert levels.level(money.s, egg).qty_milli == 19_000
    assert len(money.shop.documents(Kind.REDEEM)) == 1
    assert check_projections(money.s) == ()


def test_stock_member_and_tier_limit_a_reward(money, refused):
    go = (money.s, money.operator, money.shift_id, money.one)
    for _ in range(5):
        points(money, 500)
    with refused("reward.not_for_tier"):
        redeem.redeem(*go, "photo", redeem_id="p")
    for number in range(2):
        redeem.redeem(*go, "tissue", redeem_id=f"t{number}")
    with refused("reward.per_member"):
        redeem.redeem(*go, "tissue", redeem_id="t3")
    left = {one.reward.reward_id: one for one in redeem.rewards(money.s, money.one)}
    assert (left["tissue"].left, left["tissue"].why) == (38, "reward.per_member")
    with refused("reward.unknown"):
        redeem.redeem(*go, "nothing", redeem_id="x")


def test_points_become_a_voucher(money):
    points(money, 500)
    done = redeem.redeem(
        money.s, money.operator, money.shift_id, money.one, "save5", redeem_id="v"
    ).value
    assert done.voucher is not None
    assert vouchers.find(money.s, f"V:{done.voucher.code}").state == "good"


def test_vouchers_one_by_one_by_batch_and_on_paper(money, refused):
    give = (money.s, money.operator)
    with refused("voucher.nobody"):
        vouchers.issue(*give, "save5", reason="r")
    with refused("reason.missing"):
        vouchers.issue(*give, "save5", member_ids=(money.one,))
    with refused("voucher.not_bearer"):
        vouchers.issue(*give, "save5", bearer=1, reason="r")
    with refused("voucher.too_many"):
        vouchers.issue(*give, "street10", bearer=501, reason="r")
    with refused("campaign.unknown"):
        vouchers.issue(*give, "none", member_ids=(money.one,), reason="r")
    with refused("permission.missing"):
        vouchers.issue(money.s, money.shop.cashier, "save5", member_ids=(money.one,), reason="r")
    both = vouchers.issue(
        *give, "save5", member_ids=(money.one, money.other, money.one), reason="r"
    )
    assert [one.holder for one in both.value] == [f"m:{money.one}", f"m:{money.other}"]
    papers = vouchers.issue(*give, "street10", bearer=3, reason="r")
    assert len(papers.effects) == 3
    codes = {one.code for one in papers.value}
    assert (len(codes), {len(one) for one in codes}) == (3, {16})
    assert check_projections(money.s) == ()


def test_a_batch_is_printed_once_however_often_the_key_is_touched(money, refused):
    give = (money.s, money.operator, "street10")
    for n in (0, 201):
        with refused("voucher.batch_size"):
            vouchers.print_batch(*give, n, batch_id="b", reason="r")
    with refused("reason.missing"):
        vouchers.print_batch(*give, 2, batch_id="b", reason=" ")
    with refused("voucher.not_bearer"):
        vouchers.print_batch(money.s, money.operator, "save5", 2, batch_id="b", reason="r")
    with refused("permission.missing"):
        vouchers.print_batch(money.s, money.shop.cashier, "street10", 2, batch_id="b", reason="r")
    first = vouchers.print_batch(*give, 3, batch_id="b", reason="r")
    assert (len(set(first.value)), len(first.effects)) == (3, 3)
    again = vouchers.print_batch(*give, 3, batch_id="b", reason="r")
    assert (again.value, again.effects) == ((), ())
    assert len(vouchers.print_batch(*give, 1, batch_id="c", reason="r").value) == 1
    assert check_projections(money.s) == ()


def test_the_papers_of_a_batch_are_counted_as_they_end(money):
    made = vouchers.print_batch(*(money.s, money.operator, "street10", 4), batch_id="b", reason="r")
    for job, state in zip(made.value, ("confirmed", "failed", "unsure"), strict=False):
        settle(money.s, job, state)
    found = progress(money.s, made.value)
    assert (found.of, found.done, found.failed, found.unsure, found.waiting) == (4, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("kind", "more", "codes", "all_minor"),
    [
        ("amount", {"amount_minor": 500, "minimum_minor": 5000}, "each from until all", 1500),
        ("percent", {"off_ppm": 100_000, "cap_minor": 2000}, "each until all", 6000),
        ("percent", {"off_ppm": 100_000}, "open until", 0),
        ("amount", {"amount_minor": 500, "valid_days": 0}, "each endless all", 1500),
    ],
)
def test_a_batch_says_beforehand_what_it_may_cost(money, kind, more, codes, all_minor):
    campaign = Campaign("x", "券", VoucherKind(kind), bearer=True, **more)
    steps = batch(money.s, campaign, 3)
    assert [one.code for one in steps] == [f"batch.{one}" for one in codes.split()]
    facts = {name: value for one in steps for name, value in one.facts}
    assert facts.get("all_minor", 0) == all_minor
    assert ("until_on" in facts) is ("until" in codes)


def test_no_more_than_a_campaign_gives_a_member(money, refused):
    one = Campaign("once", "一次", VoucherKind.AMOUNT, amount_minor=100, per_member=1)
    program.save(money.s, money.shop.owner, "campaign", (one,))
    vouchers.issue(money.s, money.operator, "once", member_ids=(money.one,), reason="r")
    with refused("voucher.per_member"):
        vouchers.issue(money.s, money.operator, "once", member_ids=(money.one,), reason="r")


def test_a_voucher_is_handed_on_voided_and_ends(money, refused):
    (made,) = vouchers.issue(
        money.s, money.operator, "weekend88", member_ids=(money.one,), reason="r"
    ).value
    with refused("transfer.same"):
        vouchers.transfer(money.s, money.operator, made.voucher_id, money.one)
    moved = vouchers.transfer(money.s, money.operator, made.voucher_id, money.other).value
    assert moved.holder == f"m:{money.other}"
    assert (len(money.purse().vouchers), len(money.purse(money.other).vouchers)) == (0, 1)
    with refused("reason.missing"):
        vouchers.void(money.s, money.operator, made.voucher_id, " ")
    vouchers.void(money.s, money.operator, made.voucher_id, "错")
    assert vouchers.find(money.s, made.code).state == "void"
    with refused("voucher.used"):
        vouchers.transfer(money.s, money.operator, made.voucher_id, money.one)
    (own,) = vouchers.issue(
        money.s, money.operator, "birthday20", member_ids=(money.one,), reason="r"
    ).value
    with refused("voucher.not_transferable"):
        vouchers.transfer(money.s, money.operator, own.voucher_id, money.other)
    money.shop.clock.pass_ms(31 * DAY)
    assert vouchers.find(money.s, own.code).state == "expired"
    with refused("voucher.unknown"):
        vouchers.find(money.s, "V:0000000000000000")


def test_who_joins_is_welcomed(money):
    joined = enrol(money.s, money.operator, phone="10012345678", marketing=False).value
    assert [one.campaign.campaign_id for one in money.purse(joined.member_id).vouchers] == [
        "welcome5"
    ]


def test_a_package_rests_and_ends_later(money, refused):
    money.sell("delivery10")
    (package,) = packages.of_member(money.s, money.one)
    do = (money.s, money.operator, package.package_id)
    with refused("package.not_paused"):
        packages.resume(*do)
    packages.pause(*do)
    with refused("package.paused"):
        packages.pause(*do)
    money.shop.clock.pass_ms(12 * DAY)
    after = packages.resume(*do).value
    assert after.paused_days == 12
    assert (after.until_on > package.until_on, sum(lot.left for lot in after.lots)) == (True, 10)
    assert sum(lot.value_minor for lot in after.lots) == 6000
    assert {lot.asset.bucket for lot in after.lots} == {after.until_on}  # or it could not be used
    packages.pause(*do)
    money.shop.clock.pass_ms(40 * DAY)
    packages.resume(*do)
    with refused("package.pause_used_up"):
        packages.pause(*do)
    assert check_projections(money.s) == ()


def test_a_package_that_cannot_rest_or_go(money, refused):
    money.sell("print-month")
    (package,) = packages.of_member(money.s, money.one)
    with refused("package.no_pause"):
        packages.pause(money.s, money.operator, package.package_id)
    with refused("package.not_transferable"):
        packages.transfer(money.s, money.operator, package.package_id, money.other)
    with refused("package.unknown"):
        packages.pause(money.s, money.operator, "none")


def test_a_package_goes_to_somebody_else_with_two_people(shop, refused):
    money = Money(shop, "林晓燕")
    money.sell("delivery10")
    (package,) = packages.of_member(money.s, money.one)
    with refused("approval.needed") as asked:
        packages.transfer(money.s, money.operator, package.package_id, money.other)
    word = money.word(asked.facts)
    packages.transfer(money.s, money.operator, package.package_id, money.other, approval=word)
    assert packages.of_member(money.s, money.one) == ()
    (there,) = packages.of_member(money.s, money.other)
    assert sum(lot.value_minor for lot in there.lots) == 6000
    assert check_projections(money.s) == ()


def test_a_gift_card_is_blocked_and_replaced(money, refused):
    money.sell("gift100", member="")
    ((card_id,),) = money.shop.rows("SELECT card_id FROM gift_card")
    do = (money.s, money.operator, card_id)
    with refused("gift_card.state"):
        gift_cards.unblock(*do, "r")
    assert gift_cards.block(*do, "丢").value.state == "blocked"
    assert gift_cards.unblock(*do, "找到").value.state == "active"
    new = gift_cards.replace_card(*do, "坏").value
    assert (new.card.available_minor, bool(new.print_job), new.code) == (10_000, True, "")
    with refused("gift_card.state"):
        gift_cards.replace_card(*do, "again")
    with refused("gift_card.unknown"):
        gift_cards.look(money.s, "G:AAAAAAAAAAAAAAAAAAAA")
    assert check_projections(money.s) == ()


def test_points_move_in_the_family_only(money, refused):
    points(money, 300)
    go = (money.s, money.operator, money.one)
    with refused("transfer.not_family"):
        transfer.points(*go, money.other, 100)
    join_household(money.s, money.operator, money.one, money.other)
    with refused("transfer.same"):
        transfer.points(*go, money.one, 100)
    with refused("transfer.nothing"):
        transfer.points(*go, money.other, 0)
    with refused("points.short"):
        transfer.points(*go, money.other, 301)
    ends = {lot.asset.bucket for lot in money.purse().of(AssetKind.POINTS)}
    assert transfer.points(*go, money.other, 300).value.points == 0
    assert money.has(AssetKind.POINTS, member=money.other) == 300
    assert {lot.asset.bucket for lot in money.purse(money.other).of(AssetKind.POINTS)} == ends


def test_terms_that_lead_nowhere_are_refused(money, refused):
    save = (money.s, money.shop.owner)
    with refused("permission.missing"):
        program.save(money.s, money.operator, "law", (LawChoice("none"),))
    with refused("program.noun"):
        program.save(*save, "nonsense", ())
    with refused("program.noun"):
        program.save(*save, "plan", (PointsTerms(),))
    with refused("program.unknown_ref"):
        program.save(*save, "wallet", (Wallet("w", "w", items=("none",)),))
    with refused("program.id"):
        program.save(*save, "wallet", (Wallet("a.b", "w"),))
    with refused("program.name"):
        program.save(*save, "wallet", (Wallet("w", " "),))
    with refused("program.range"):
        program.save(*save, "points", (PointsTerms(freeze_days=-1),))
    with refused("program.in_use"):
        program.save(*save, "wallet", (), removed=("dairy",))
    with refused("program.in_use"):
        program.save(*save, "wallet", (), removed=("general",))
    with refused("program.in_use"):
        program.save(*save, "campaign", (), removed=("save5",))
    with refused("law.profile"):
        program.save(*save, "law", (LawChoice("mars"),))


def test_all_of_it_verifies(money):
    money.sell("topup1000")
    points(money, 100)
    assert verify_journal(money.s).ok
