"""The goods at the counter: scanning, weighing, quantities, voiding, parking, and bad luck."""

from dataclasses import replace

import pytest

from app.domain.catalog import Price
from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.ids import SaleId
from app.domain.money import MAX_MINOR
from app.domain.pricing.basket import MAX_LINES, Basket, BasketLine
from app.domain.tendering import Tender
from tests.domain.builders import (
    ITEMS,
    MANAGER,
    NOW,
    OWNER,
    TECHNICIAN,
    basket,
    item,
    member,
    rows,
)
from tests.domain.checkout.desk import Counter, found


def lines(counter: Counter) -> list[tuple[str, int]]:
    return [(one.item.name, one.qty_milli) for one in counter.state.basket.lines]


def test_the_same_thing_twice_counts_up():
    counter = Counter().scan("cola", "pen", "cola")
    assert lines(counter) == [("cola", 2000), ("pen", 1000)]
    assert counter.state.current == 1
    assert counter.intents == (ev.Sound("added"), ev.SaveDraft())


@pytest.mark.parametrize(
    "touch",
    [
        ev.LineDiscounted(1, 50_000, 0, "damaged"),
        ev.PriceSet(1, 290, "damaged"),
    ],
)
def test_what_a_hand_touched_does_not_count_up(touch):
    counter = Counter(MANAGER).scan("cola").do(touch).scan("cola")
    assert lines(counter) == [("cola", 1000), ("cola", 1000)]


def test_weighed_goods_departments_and_new_prices_do_not_count_up():
    counter = Counter(OWNER)
    dept = replace(ITEMS["pen"], item_id="dept:sundries")
    for event in (
        *(found("apple", 354, weighed="scale"), found("apple", 354, weighed="scale")),
        *(ev.ItemIdentified(dept, 500), ev.ItemIdentified(dept, 500)),
        *(ev.ItemIdentified(ITEMS["cola"], 300), ev.ItemIdentified(ITEMS["cola"], 290)),
    ):
        counter.do(event)
    assert len(counter.state.basket.lines) == 6
    assert [one.line_no for one in counter.state.basket.lines] == [1, 2, 3, 4, 5, 6]


def test_weighing():
    counter = Counter().scan("cola", "apple")
    assert (counter.mode, counter.state.weighing) == (Mode.WEIGHING, ITEMS["apple"])
    assert counter.refused(ev.WeightTaken(0, "scale")) == "weight.none"
    assert counter.refused(ev.WeightTaken(-5, "scale")) == "weight.none"
    assert counter.refused(ev.WeightTaken(10_000_000, "keyed")) == "quantity.too_large"
    counter.do(ev.WeightTaken(354, "scale"))
    line = counter.state.basket.lines[-1]
    assert (line.qty_milli, line.weighed, counter.state.weighing) == (354, "scale", None)
    assert counter.due == 300 + 453


def test_weighing_given_up_leaves_the_basket():
    counter = Counter().scan("apple").do(ev.BackPressed())
    assert (counter.mode, counter.state.weighing, lines(counter)) == (Mode.READY, None, [])


def test_a_label_says_weight_or_price_and_neither_is_changed():
    counter = Counter(OWNER).do(found("apple", 1250, weighed="label", label_total_minor=990))
    assert counter.due == 990
    assert counter.refused(ev.QuantitySet(1, 2000)) == "quantity.label"
    assert counter.refused(ev.PriceSet(1, 500, "damaged")) == "price.label"
    counter.do(ev.LineDiscounted(1, 100_000, 0, "damaged"))
    assert counter.due == 891


# --- quantities ----------------------------------------------------------------------------------

QUANTITIES = """
| cola  | 2000             | 2000 |
| cola  | 0                | quantity.not_positive |
| cola  | -1000            | quantity.not_positive |
| cola  | 1500             | quantity.whole |
| cola  | 999000           | 999000 |
| cola  | 1000000          | quantity.ask |
| cola  | 1000000 yes      | 1000000 |
| cola  | 9999000 yes      | 9999000 |
| cola  | 10000000 yes     | quantity.too_large |
| cola  | 6901234567892000 | quantity.too_large |
| cola  | 6000000000000000 yes | quantity.too_large |
| apple | 1                | 1 |
| apple | 1354             | 1354 |
| apple | 999001           | quantity.ask |
"""


@pytest.mark.parametrize(("name", "quantity", "expected"), rows(QUANTITIES))
def test_quantities(name, quantity, expected):
    counter = Counter().do(found(name, 1000))
    milli, _, yes = quantity.partition(" ")
    event = ev.QuantitySet(1, int(milli), confirmed=bool(yes))
    if expected.startswith("quantity."):
        assert counter.refused(event) == expected
    else:
        assert lines(counter.do(event)) == [(name, int(expected))]


def test_quantity_before_item():
    counter = Counter().do(ev.QuantityKeyed(3000)).scan("cola", "pen")
    assert lines(counter) == [("cola", 3000), ("pen", 1000)]
    counter.do(ev.QuantityKeyed(3000), ev.BackPressed()).scan("milk")
    assert lines(counter)[-1] == ("milk", 1000)
    for milli, code in ((0, "not_positive"), (-1, "not_positive"), (6 * 10**15, "too_large")):
        assert counter.refused(ev.QuantityKeyed(milli)) == f"quantity.{code}"


def test_a_large_quantity_before_the_item_is_asked_about_when_it_comes():
    counter = Counter().do(ev.QuantityKeyed(2_000_000))
    assert counter.refused(found("cola")) == "quantity.ask"
    assert lines(counter.do(found("cola", confirmed=True))) == [("cola", 2_000_000)]
    assert counter.refused(found("cola", 9_000_000, confirmed=True)) == "quantity.too_large"


def test_a_piece_is_not_sold_in_parts():
    assert Counter().refused(found("cola", 354)) == "quantity.whole"


def test_a_weight_that_is_changed_was_keyed():
    counter = Counter().do(found("apple", 354, weighed="scale"), ev.QuantitySet(1, 400))
    assert counter.state.basket.lines[0].weighed == "keyed"


# --- prices and sizes that cannot be -------------------------------------------------------------


def test_prices_that_cannot_be():
    counter = Counter(OWNER).scan("cola")
    pen = ITEMS["pen"]
    assert counter.refused(ev.ItemIdentified(pen, -1)) == "price.negative"
    assert counter.refused(ev.ItemIdentified(pen, 6 * 10**14)) == "price.too_large"
    assert counter.refused(found("apple", 100, label_total_minor=-5)) == "price.negative"
    assert counter.refused(ev.PriceSet(1, -1, "damaged")) == "price.negative"
    assert counter.refused(ev.PriceSet(1, MAX_MINOR + 1, "damaged")) == "price.too_large"
    counter.do(ev.PriceSet(1, MAX_MINOR, "damaged"))
    assert counter.refused(found("pen")) == "basket.too_large"


def test_what_costs_nothing_can_be_sold():
    counter = Counter().scan("gift").do(ev.PayPressed())
    assert (counter.mode, counter.intents) == (Mode.COMMITTING, (ev.Commit(),))


def many(count: int) -> Basket:
    """A basket of that many different things, the first at 0.01, the second at 0.02 ..."""
    things = [BasketLine(n, item(f"i{n}", n), 1000, n) for n in range(1, count + 1)]
    return replace(basket(""), lines=tuple(things), next_line_no=count + 1)


def test_five_hundred_lines_and_a_full_basket():
    counter = Counter().do(ev.Recalled(many(500))).scan("cola")
    assert counter.due == 500 * 501 // 2 + 300
    counter.do(ev.BasketDiscounted(100_000, 0, "damaged"), ev.PayPressed())
    assert counter.due == 125_550 * 9 // 10
    counter = Counter().do(ev.Recalled(many(MAX_LINES)))
    assert counter.refused(found("cola")) == "basket.full"
    counter.do(ev.QuantitySet(1, 2000), ev.LineRemoved(2))
    assert lines(counter.scan("cola"))[-1] == ("cola", 1000)


# --- lines ---------------------------------------------------------------------------------------


def test_what_is_taken_out_is_kept_as_voided():
    counter = Counter().do(found("cola", 3000)).do(ev.QuantitySet(1, 1000)).later(5)
    counter.do(ev.LineRemoved(1))
    voided = [
        (v.item_id, v.qty_milli, v.amount_minor, v.at_ms) for v in counter.state.basket.voided
    ]
    assert voided == [("cola", 2000, 600, NOW), ("cola", 1000, 300, NOW + 5)]
    assert counter.mode is Mode.READY
    assert counter.scan("pen").state.basket.lines[0].line_no == 2  # a number never returns


def test_the_current_line_follows():
    counter = Counter().scan("cola", "pen", "milk")
    assert counter.state.current == 3
    assert counter.do(ev.LinePicked(1)).state.current == 1
    assert counter.do(ev.LineRemoved(1)).state.current == 3
    assert counter.do(ev.LineRemoved(3)).state.current == 2
    assert counter.do(ev.LineRemoved(2)).state.current == 0


@pytest.mark.parametrize(
    "event",
    [
        *(ev.LinePicked(9), ev.LineRemoved(9), ev.QuantitySet(9, 1000)),
        *(ev.PriceSet(9, 1, "x"), ev.LineDiscounted(9, 1, 0, "x")),
    ],
)
def test_a_line_that_is_gone(event):
    assert Counter().scan("cola").refused(event) == "line.gone"


# --- codes that mean nothing ---------------------------------------------------------------------


def test_an_unknown_code_stops_the_scanner_until_it_is_answered():
    counter = Counter().scan("cola").do(ev.CodeUnknown("999", "unknown"))
    assert (counter.mode, counter.intents) == (Mode.HALTED, (ev.Sound("error"),))
    assert counter.state.halt is not None
    assert (counter.state.halt.code, counter.state.halt.reason) == ("999", "unknown")
    for event in (found("cola"), ev.CodeUnknown("8", "short"), ev.PayPressed()):
        assert counter.refused(event) == "not_now.halted"
    counter.do(ev.Acknowledged())
    assert (counter.mode, counter.state.halt, counter.due) == (Mode.SELLING, None, 300)
    assert Counter().do(ev.CodeUnknown("9", "short"), ev.Acknowledged()).mode is Mode.READY
    assert Counter().do(ev.CodeUnknown("9", "short"), ev.BackPressed()).mode is Mode.READY


# --- the member ----------------------------------------------------------------------------------


def test_a_member_reprices_every_line_and_leaves_again():
    counter = Counter().scan("cola", "milk")
    assert counter.due == 950
    counter.do(ev.MemberAttached(member("gold")))
    assert (counter.due, counter.intents) == (855, (ev.Sound("added"), ev.SaveDraft()))
    assert counter.scan("bread").due == 855 + 720
    assert counter.do(ev.MemberDetached()).due == 950 + 800


def test_a_member_first_and_then_nothing():
    counter = Counter().do(ev.MemberAttached(member("gold")))
    assert (counter.mode, counter.state.basket.member) == (Mode.READY, member("gold"))
    counter.do(ev.Cancelled(SaleId("s2"), "left"))
    assert counter.state.basket.member is None
    assert counter.state.basket.sale_id == "s1"  # its draft is dropped, nothing is journalled
    assert counter.intents == (ev.SaveDraft(),)


# --- aside and away ------------------------------------------------------------------------------


def test_parking_frees_the_counter():
    counter = Counter().scan("cola")
    before = counter.state.basket
    counter.do(ev.Parked(SaleId("s2")))
    assert counter.intents == (ev.ParkBasket(before),)
    assert counter.state.basket.sale_id == "s2"
    counter.sits(MANAGER).do(ev.Recalled(before))
    assert counter.state.basket == replace(before, operator_id=MANAGER.operator_id)
    assert (counter.mode, counter.state.current, counter.due) == (Mode.SELLING, 1, 300)


def test_a_recalled_basket_keeps_its_shelf_prices_and_takes_todays_terms():
    counter = Counter()
    old = replace(basket("2 cola", tier="gold"), priced_ms=NOW - 1)
    cheaper = replace(old.lines[0], unit_price_minor=250)
    counter.do(ev.Recalled(replace(old, lines=(cheaper,))))
    assert counter.due == 2 * 250 - 25  # five per cent: the list's 2.70 is dearer now
    assert counter.state.basket.priced_ms == NOW


def test_a_power_cut_while_paying():
    kept = Counter().scan("tv").do(ev.PayPressed(), ev.TenderOffered("cash", 40_000)).state
    counter = Counter().do(ev.Recalled(kept.basket, kept.tenders))
    assert (counter.mode, counter.due, counter.state.tenders) == (Mode.PAYING, 60_000, kept.tenders)
    assert counter.do(ev.TenderOffered("wechat", 60_000)).mode is Mode.COMMITTING


def test_a_power_cut_after_the_last_tender():
    """odoo PR #288974: what was paid came back as a draft, in 21 shops."""
    kept = Counter().scan("tv").do(ev.PayPressed(), ev.TenderOffered("cash", 100_000)).state
    counter = Counter().do(ev.Recalled(kept.basket, kept.tenders))
    assert (counter.mode, counter.due) == (Mode.PAYING, 0)
    assert counter.do(ev.CompletePressed()).intents == (ev.Commit(),)


def test_a_price_that_begins_during_the_power_cut_does_not_touch_what_was_paid():
    soap = item("soap", 500)
    soap = replace(soap, prices=(*soap.prices, Price("gold", 400, NOW + 1000)))
    line = BasketLine(1, soap, 1000, 500)
    shown = replace(basket("", tier="gold"), lines=(line,), next_line_no=2, priced_ms=NOW)
    counter = Counter().later(1000).do(ev.Recalled(shown, (Tender(1, "cash", 100, 100),)))
    assert (counter.mode, counter.due) == (Mode.PAYING, 400)
    counter = Counter().later(1000).do(ev.Recalled(shown))
    assert (counter.mode, counter.due) == (Mode.SELLING, 400)


def test_money_that_was_taken_for_other_prices_is_given_back_aloud():
    shown = replace(basket("1 cola", tier="gold"), priced_ms=NOW)
    tenders = (Tender(1, "wechat", 290, 290),)
    counter = Counter().do(ev.Recalled(shown, tenders))
    assert (counter.mode, counter.state.tenders, counter.due) == (Mode.SELLING, (), 270)
    assert counter.intents[-1] == ev.Say("tenders_void", (("amount_minor", 290),))


def test_recalled_tenders_without_goods_are_none():
    counter = Counter().do(ev.Recalled(basket(""), (Tender(1, "wechat", 5, 5),)))
    assert (counter.mode, counter.state.tenders) == (Mode.READY, ())


def test_cancelling_journals_what_was_in_the_basket():
    counter = Counter().scan("cola")
    before = counter.state.basket
    counter.do(ev.Cancelled(SaleId("s2"), "left"))
    assert counter.intents == (ev.CancelBasket(before, "left"),)
    assert (counter.mode, counter.state.basket.sale_id) == (Mode.READY, "s2")
    emptied = Counter().scan("cola").do(ev.LineRemoved(1))
    before = emptied.state.basket
    assert emptied.do(ev.Cancelled(SaleId("s2"), "left")).intents == (
        ev.CancelBasket(before, "left"),
    )


def test_who_may_not_cancel():
    counter = Counter().scan("cola").sits(TECHNICIAN)
    assert counter.refused(ev.Cancelled(SaleId("s2"), "left")) == "permission.missing"


@pytest.mark.parametrize("event", [ev.ShiftClosed(), ev.Recalled(basket("1 pen"))])
def test_voided_lines_are_not_lost_with_an_emptied_basket(event):
    counter = Counter().scan("cola").do(ev.LineRemoved(1))
    before = counter.state.basket
    counter.do(event)
    assert [i.basket for i in counter.intents if isinstance(i, ev.CancelBasket)] == [before]
