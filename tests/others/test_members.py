"""Members: one purse each, and nothing from terms that have ended."""

from dataclasses import replace

from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import AssetKind
from app.usecases.member.cards import add_card
from app.usecases.member.enrol import enrol
from app.usecases.member.find import attach, search
from tests.usecases.returns.counter import sell
from tests.usecases.shop import COLA, MILK

WELCOME = Campaign(
    "hello", "欢迎券", VoucherKind.AMOUNT, amount_minor=100, on=("enrol",), valid_days=30
)


def test_terms_that_have_ended_give_nothing_to_who_joins(shop, money):
    """R24, odoo PR #208134: a card of a programme that was over was made for every new customer."""
    told = ((WELCOME, 1), (replace(WELCOME, active=False), 0))
    told = (*told, (replace(WELCOME, until_on="2026-01-31"), 0))
    for number, (campaign, given) in enumerate(told):
        money.set(campaigns=(campaign,))
        new = enrol(shop.s, shop.manager, phone=f"1390000000{number}", marketing=False).value
        assert len(money.purse(attach(shop.s, new.member_id)).vouchers) == given


def test_a_second_card_is_another_key_to_the_same_purse(shop, money, anna):
    """R24, odoo PR #145782: two cards of one customer in one programme, each with points of its
    own."""
    add_card(shop.s, shop.manager, anna.member_id, "M:SECOND-9001")
    shift = shop.shift()
    for text in ("6027", "SECOND-9001"):
        (row,) = search(shop.s, text)
        sell(shop, shift, shop.basket(COLA, MILK, member=attach(shop.s, row.member_id)))
    lots = [one for one in money.purse(anna).lots if one.asset.kind is AssetKind.POINTS]
    assert len(lots) == 2
    assert {one.holder for one in lots} == {f"m:{anna.member_id}"}
