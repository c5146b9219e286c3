"""Gift cards after they were sold: a second person's word, and a small rest in cash (R50)."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.loyalty.program import LawChoice
from app.store import shifts
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.loyalty import gift_cards, program, refund_topup
from app.usecases.outcome import KickDrawer
from tests.usecases.loyalty.programme_shop import Money


@pytest.fixture
def money(shop) -> Money:
    return Money(shop)


def card_of(money: Money):
    money.sell("gift100", member="")
    ((card_id,),) = money.shop.rows("SELECT card_id FROM gift_card WHERE state = 'active'")
    return gift_cards.one(money.s, card_id)


def small(money: Money, minor: int = 1_200):
    """A card with so little on it, in a shop under California's rules."""
    program.save(money.s, money.shop.owner, "law", [LawChoice("us-ca")])
    gift = next(one for one in money.program.plans if one.plan_id == "gift100")
    program.save(money.s, money.shop.owner, "plan", [replace(gift, price_minor=minor)])
    return card_of(money)


@pytest.mark.parametrize("act", [gift_cards.block, gift_cards.replace_card])
def test_a_cashier_needs_a_second_persons_word_for_this_very_card(shop, refused, act):
    money = Money(shop, "林晓燕")
    card = card_of(money)
    go = (money.s, money.operator, card.card_id, "丢失")
    with refused("approval.needed") as asked:
        act(*go)
    assert asked.facts["n"] == 10_000
    word = money.word(asked.facts)
    act(*go, approval=word)
    assert money.shop.last_document().body["approval"] == word.approval_id
    assert gift_cards.one(money.s, card.card_id).state in ("blocked", "replaced")
    assert check_projections(money.s) == ()


def test_found_by_its_end_whatever_its_state(money):
    card = card_of(money)
    gift_cards.block(money.s, money.operator, card.card_id, "丢失")
    (found,) = gift_cards.find(money.s, f" {card.last4.lower()} ")
    assert (found.card_id, found.state) == (card.card_id, "blocked")


def test_nothing_is_paid_out_where_the_law_does_not_say_so(money, refused):
    card = card_of(money)
    go = (money.s, money.operator, money.shift_id, card.card_id)
    assert not refund_topup.may_cash_out(money.s, card)
    with refused("gift_card.no_cash_out"):
        refund_topup.cash_out(*go)
    program.save(money.s, money.shop.owner, "law", [LawChoice("us-ca")])
    with refused("gift_card.no_cash_out") as no:  # 100.00 is no small rest
        refund_topup.cash_out(*go)
    assert no.facts["below_minor"] == 1_500


def test_a_small_rest_is_paid_out_once_from_the_drawer_with_a_slip(money, refused):
    card = small(money)
    go = (money.s, money.operator, money.shift_id, card.card_id)
    assert refund_topup.may_cash_out(money.s, card)
    with refused("refund.changed"):
        refund_topup.cash_out(*go, expected_minor=1_300)
    with money.s.db.read() as tx:
        before = shifts.totals(tx, money.shift_id).cash_expected_minor
    done = refund_topup.cash_out(*go, expected_minor=1_200)
    with money.s.db.read() as tx:
        after = shifts.totals(tx, money.shift_id).cash_expected_minor
    assert (done.value.refund_minor, before - after) == (1_200, 1_200)
    assert KickDrawer() in done.effects
    assert done.value.print_job
    assert money.shop.documents(Kind.TOPUP_REFUND)[-1].body["basis"] == "cash_out"
    with refused("gift_card.used_up"):
        refund_topup.cash_out(*go)
    assert check_projections(money.s) == ()
    assert verify_journal(money.s).ok


def test_a_blocked_card_pays_nobody_out(money, refused):
    card = small(money)
    gift_cards.block(money.s, money.operator, card.card_id, "丢失")
    with refused("gift_card.blocked"):
        refund_topup.cash_out(money.s, money.operator, money.shift_id, card.card_id)


def test_a_cashier_pays_out_with_a_second_persons_word(shop, refused):
    money = Money(shop, "林晓燕")
    card = small(money)
    go = (money.s, money.operator, money.shift_id, card.card_id)
    with refused("approval.needed") as asked:
        refund_topup.cash_out(*go)
    refund_topup.cash_out(*go, approval=money.word(asked.facts))
    assert gift_cards.one(money.s, card.card_id).state == "used_up"
