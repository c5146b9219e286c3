"""What an attacker tried on members' money: money twice, bonus into cash, gifts for nothing."""

from dataclasses import replace

import pytest

from app.domain.errors import Refused
from app.domain.loyalty.plan import Grant, GrantKind, Plan
from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from app.store.engine import Database
from app.store.loyalty import gift_cards
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty import nightly
from app.usecases.loyalty.adjust import adjust
from app.usecases.loyalty.gift_cards import replace_card
from app.usecases.loyalty.packages import transfer
from app.usecases.loyalty.program import save
from app.usecases.loyalty.redeem import redeem
from app.usecases.loyalty.refund_topup import Basis, pay_out, statement, withdraw
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from tests.usecases.loyalty.programme_shop import DAY, Money
from tests.usecases.shop import COLA


@pytest.fixture
def money(shop) -> Money:
    return Money(shop)


@pytest.mark.parametrize("basis", list(Basis))
def test_a_top_up_is_not_paid_back_again_after_its_principal_was_withdrawn(money, basis):
    """R1, R12: half of it went out as a withdrawal; only the other half is there to be refunded."""
    money.sell("topup1000")
    who = (money.s, money.operator, money.shift_id)
    withdraw(*who, money.one, 50_000)
    said = statement(money.s, "topup1000", basis, gifts_back=True)
    assert said.refund_minor == 50_000
    assert "before" in [one.code for one in said.steps]


@pytest.mark.parametrize("plan", ["delivery10", "platinum-year"])
def test_what_stored_value_paid_goes_back_into_it(money, plan):
    """R3: bonus buys a package or a paid tier, and comes back as bonus, never as money."""
    money.sell("topup1000")
    before = money.has(AssetKind.PRINCIPAL), money.has(AssetKind.BONUS)
    price = money.program.plan(plan).price_minor
    money.sell(plan, tenders=(Tender(1, "stored", price, price, reference="general"),))
    who = (money.s, money.operator, money.shift_id, plan, Basis.COOLING_OFF)
    paid = pay_out(*who).value
    assert (paid.refund_minor, paid.statement.stored_minor) == (0, price)
    assert (money.has(AssetKind.PRINCIPAL), money.has(AssetKind.BONUS)) == before
    again = statement(money.s, "topup1000", Basis.COOLING_OFF, gifts_back=True)
    assert again.refund_minor == 100_000  # nothing of it counts as used any more
    assert check_projections(money.s) == ()


def test_one_redemption_is_one_reward_of_one_member(money):
    """The id of a redemption hands out nothing else, whoever asks with it."""
    money.sell("topup2000")
    who = (money.s, money.operator, money.shift_id, money.one)
    redeem(*who, "egg", redeem_id="r1")
    with pytest.raises(Refused, match=r"reward\.other"):
        redeem(*who, "tissue", redeem_id="r1")
    assert redeem(*who, "egg", redeem_id="r1").value.reward.reward_id == "egg"


def test_money_of_a_replaced_gift_card_comes_back_to_the_one_that_stands_for_it(money):
    """R43: what goes back to a card that was replaced is on the new card, not on a dead one."""
    money.sell("gift100", member="")
    ((card_id,),) = money.shop.rows("SELECT card_id FROM gift_card WHERE topup_id = 'gift100'")
    basket = money.shop.basket(COLA)
    due = money.shop.due(basket)
    paid = (Tender(1, "gift", due, due, reference=card_id),)
    complete(money.s, money.operator, money.shift_id, basket, paid)
    new = replace_card(money.s, money.operator, card_id, "lost").value.card
    assert new.available_minor == 10_000 - due
    who = (money.s, money.operator, money.shift_id, basket.sale_id, ((1, 1000),))
    return_goods(*who, reason="unwanted")
    with money.s.db.read() as tx:
        assert gift_cards.get(tx, new.card_id).available_minor == 10_000
        assert gift_cards.get(tx, card_id).available_minor == 0
    assert statement(money.s, "gift100", Basis.SHOP).refund_minor == 10_000
    assert check_projections(money.s) == ()


def test_no_tender_of_a_sale_is_less_than_nothing(shop, refused):
    """A tender below zero would turn one way of paying into another."""
    shift = shop.shift()
    basket = shop.basket(COLA)
    due = shop.due(basket)
    odd = (Tender(1, "wechat", 10_000, 10_000), Tender(2, "cash", due - 10_000, due - 10_000))
    with refused("tender.amount"):
        complete(shop.s, shop.cashier, shift.shift_id, basket, odd)


def test_one_yes_is_one_deed(shop, refused):
    """A second person's word for a sum is spent by the deed: a double tap does not do it again."""
    money = Money(shop, "林晓燕")
    deed = (money.s, money.operator, money.one, AssetKind.PRINCIPAL, 10_000)
    with refused("approval.needed") as needed:
        adjust(*deed, reason="sorry")
    word = money.word(needed.facts)
    adjust(*deed, reason="sorry", approval=word)
    with refused("approval.used"):
        adjust(*deed, reason="sorry", approval=word)
    assert money.has(AssetKind.PRINCIPAL) == 10_000


def test_terms_that_another_program_changed_are_the_terms_at_once(money):
    """A second process that slipped past the folder's lock must not sell by terms of yesterday."""
    money.sell("topup200", topup_id="before")
    plan = next(one for one in money.program.plans if one.plan_id == "topup200")
    other = Database(money.shop.settings.database, key=None)
    try:
        beside = replace(money.s, db=other)
        save(beside, money.shop.owner, "plan", (replace(plan, price_minor=30_000),))
    finally:
        other.close()
    with pytest.raises(Refused, match=r"plan\.amount"):
        money.sell("topup200", topup_id="after", minor=20_000)


def test_a_top_up_into_two_wallets_can_be_withdrawn(money):
    """Its bonus goes along once, not once for each wallet that its principal lies in."""
    dairy = Grant(GrantKind.PRINCIPAL, 5_000, ref="dairy")
    plan = Plan("two", "两个钱包", 10_000, grants=(dairy, Grant(GrantKind.BONUS, 3_000)))
    save(money.s, money.shop.owner, "plan", (plan,))
    money.sell("two")
    principal = money.has(AssetKind.PRINCIPAL)
    who = (money.s, money.operator, money.shift_id, money.one)
    withdraw(*who, principal // 2)
    assert money.has(AssetKind.BONUS) == 1_500
    withdraw(*who)
    assert (money.has(AssetKind.PRINCIPAL), money.has(AssetKind.BONUS)) == (0, 0)


def test_a_package_that_was_handed_on_is_not_the_buyers_to_give_back(money):
    """The one who has it now would stand without it, and the buyer with the money."""
    money.sell("delivery10")
    held = money.purse().packages[0]
    transfer(money.s, money.operator, held.package_id, money.other)
    with pytest.raises(Refused, match=r"topup\.given_on"):
        statement(money.s, "delivery10", Basis.MEMBER)
    assert money.purse(money.other).packages[0].lots[0].left == 10


@pytest.mark.parametrize("sold_first", [False, True])
def test_a_clock_set_far_ahead_sweeps_nothing_after_a_restart_either(shop, sold_first):
    """D17: the owner's word is asked for though the program that saw the clock jump has ended."""
    money = Money(shop)
    money.sell("topup500")
    nightly.run(shop.s)
    shop.clock.set_wall(shop.clock.now_ms() + 800 * DAY)
    shop.again()
    if sold_first:
        basket = shop.basket(COLA)
        complete(shop.s, money.operator, money.shift_id, basket, shop.paid(basket))
    assert nightly.run(shop.s).value.held == "clock"
    assert nightly.run(shop.s, operator_id=shop.owner.operator_id, by_owner=True).value.held == ""
