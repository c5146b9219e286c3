"""Goods that come back at the counter: they pay before money does, wait with their basket, go."""

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.ids import SaleId
from app.domain.money import MAX_MINOR
from app.domain.pricing.credit import Credit
from app.domain.rights import AssetKind
from app.domain.tendering import of_credit
from tests.domain.builders import member
from tests.domain.checkout.desk import Counter
from tests.domain.checkout.member_things import credit, gift_card, lot, purse


def bought(*names: str) -> Counter:
    return Counter().scan(*(names or ("cola",)))


def test_what_comes_back_pays_and_the_rest_is_money():
    counter = bought()
    due = counter.due
    counter.do(ev.ExchangeBegun(credit(("wechat", due - 50))))
    assert (counter.due, counter.state.credit_minor, counter.state.left_over_minor) == (
        50,
        due - 50,
        0,
    )
    counter.do(ev.PayPressed())
    assert counter.mode is Mode.PAYING
    assert counter.refused(ev.TenderOffered("wechat", 51)) == "tender.no_change"
    counter.do(ev.TenderOffered("cash", 50))
    assert counter.mode is Mode.COMMITTING


def test_when_it_is_enough_it_is_sold_at_once_and_the_rest_goes_back():
    counter = bought()
    due = counter.due
    counter.do(ev.ExchangeBegun(credit(("wechat", 100), ("cash", due))))
    assert (counter.due, counter.state.left_over_minor) == (0, 100)
    counter.do(ev.PayPressed())
    assert counter.mode is Mode.COMMITTING
    counter.do(ev.CommitFailed(), ev.BackPressed())
    assert counter.mode is Mode.SELLING


def test_the_first_parts_pay_first():
    one = credit(("wechat", 300), ("alipay", 200), ("cash", 100))
    assert one.used(0) == ()
    assert one.used(299) == (("wechat", 299),)
    assert one.used(450) == (("wechat", 300), ("alipay", 150))
    assert one.used(MAX_MINOR) == one.parts
    assert one.minor == 600


def test_its_tenders_say_what_had_paid():
    counter = bought()
    tenders = of_credit(credit(("wechat", 100), ("cash", 50)), counter.state.priced, 3)
    assert [(one.no, one.kind, one.amount_minor, one.reference) for one in tenders] == [
        (3, "exchange", 100, "wechat"),
        (4, "exchange", 50, "cash"),
    ]
    assert of_credit(None, counter.state.priced) == ()


def test_one_at_a_time_and_away_again():
    counter = bought()
    due = counter.due
    assert counter.refused(ev.ExchangeDropped()) == "exchange.none"
    counter.do(ev.ExchangeBegun(credit()))
    assert counter.refused(ev.ExchangeBegun(credit())) == "exchange.one"
    counter.do(ev.ExchangeDropped())
    assert (counter.due, counter.state.basket.credit) == (due, None)


def test_it_waits_with_a_parked_basket():
    counter = bought().do(ev.ExchangeBegun(credit(("cash", 7))))
    counter.do(ev.Parked(SaleId("s2")))
    (parked,) = [one for one in counter.intents if isinstance(one, ev.ParkBasket)]
    assert counter.state.basket.credit is None
    counter.do(ev.Recalled(parked.basket))
    assert counter.state.credit_minor == 7


def test_without_goods_it_waits_too_and_nothing_is_journalled_when_it_is_given_up():
    counter = Counter().do(ev.ExchangeBegun(credit()))
    assert (counter.mode, counter.state.credit_minor) == (Mode.READY, 0)
    assert any(isinstance(one, ev.SaveDraft) for one in counter.intents)
    counter.do(ev.Cancelled(SaleId("s2"), "x"))
    assert counter.state.basket.credit is None
    assert not any(isinstance(one, ev.CancelBasket) for one in counter.intents)


def test_who_had_bought_the_goods_is_the_member():
    gold = member("gold")
    has = purse(lot(AssetKind.PRINCIPAL, 100))
    counter = bought().do(ev.ExchangeBegun(credit(), gold, has))
    assert counter.state.basket.member == gold
    assert counter.state.purse == has
    other = member("gold", "mem2")
    counter = Counter().do(ev.MemberAttached(other)).scan("cola")
    counter.do(ev.ExchangeBegun(credit(), gold, has))
    assert counter.state.basket.member == other


def test_what_comes_back_into_a_wallet_may_pay_at_once_for_its_own_member_alone():
    gold = member("gold")
    back: Credit = credit(
        ("cash", 1), assets=(("stored", "general", 150),), member_id=gold.member_id
    )
    has = purse(lot(AssetKind.PRINCIPAL, 100))
    counter = bought().do(ev.ExchangeBegun(back, gold, has), ev.PayPressed())
    stored = ev.TenderOffered("stored", 250, "general")
    assert counter.refused(ev.TenderOffered("stored", 251, "general")) == "stored.short"
    counter.do(stored)
    stranger = Counter().do(
        ev.MemberAttached(
            member("gold", "mem2"),
            purse(lot(AssetKind.PRINCIPAL, 100, holder="m:mem2"), holder="m:mem2"),
        )
    )
    stranger.scan("cola").do(ev.ExchangeBegun(back), ev.PayPressed())
    assert stranger.refused(stored) == "stored.short"


def test_a_gift_card_that_paid_may_pay_again():
    counter = bought().do(ev.GiftCardShown(gift_card(10)))
    counter.do(ev.ExchangeBegun(credit(("cash", 1), assets=(("gift", "g1", 90),))))
    counter.do(ev.PayPressed())
    assert counter.refused(ev.TenderOffered("gift", 101, "g1")) == "gift_card.short"
    counter.do(ev.TenderOffered("gift", 100, "g1"))
