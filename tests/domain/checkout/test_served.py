"""Who served the customer: a colleague's card on the goods, on one line, on what is to come."""

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.pricing.basket import Seller
from tests.domain.builders import CASHIER, MANAGER
from tests.domain.checkout.desk import Counter

WANG = Seller(MANAGER.operator_id, MANAGER.name)
LIN = Seller(CASHIER.operator_id, CASHIER.name)


def sellers(counter: Counter) -> list[str]:
    lines = counter.state.basket.lines
    return [one.seller.name if one.seller else "" for one in lines]


def test_a_card_counts_for_all_goods_and_those_to_come():
    counter = Counter().scan("cola").do(ev.ServedBy(WANG)).scan("pen")
    assert sellers(counter) == [MANAGER.name] * 2
    counter.do(ev.ServedBy(LIN))
    assert sellers(counter) == [CASHIER.name] * 2


def test_one_line_counts_for_a_colleague_and_its_like_does_not_flow_into_it():
    counter = Counter().scan("cola", "pen").do(ev.ServedBy(WANG, 1)).scan("cola")
    assert sellers(counter) == [MANAGER.name, "", ""]
    assert counter.mode is Mode.SELLING


def test_who_served_changes_no_price_and_is_forgotten_with_the_sale():
    counter = Counter().scan("cola")
    due = counter.state.due_minor
    counter.do(ev.ServedBy(WANG))
    assert counter.state.due_minor == due
    counter.do(ev.PayPressed(), ev.TenderOffered("cash", 300)).sale()
    counter.scan("pen")
    assert sellers(counter) == [""]
