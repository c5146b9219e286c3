"""Pricing: the order of the steps (R30, R31), each with its reason, and laws for any basket."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import SHELF, Price, price_on
from app.domain.checkout.hands import taken
from app.domain.errors import Refused
from app.domain.ids import SaleId
from app.domain.pricing.basket import Basket, BasketLine, ManualDiscount, PriceOverride
from app.domain.pricing.engine import price, price_shown
from tests.domain.builders import (
    BOOK,
    CASHIER,
    DAY,
    ITEMS,
    NOW,
    NYC_BOOK,
    basket,
    discount,
    item,
    member,
    rows,
)

# what is in the basket | tier | each line's steps | each line's total
PRICES = """
| 2 cola                              |        |                                   | 6.00 |
| 0.354 apple                         |        |                                   | 4.53 |
| label 9.90 apple                    |        |                                   | 9.90 |
| 1 gift, 1 pen                       |        |                                   | 0.00 1.00 |
# the tier: its list or its percentage, the lower (R31)
| 2 cola                              | gold   | tier.list -60                     | 5.40 |
| 1 milk                              | gold   | tier.percent -65                  | 5.85 |
| 1 bread                             | gold   | tier.percent -80                  | 7.20 |
| 1 pen                               | gold   |                                   | 1.00 |
| 1 wine                              | gold   | tier.percent -495                 | 94.05 |
| 1 cola, 1 milk                      | silver | ; tier.percent -33                | 3.00 6.17 |
| label 9.90 apple                    | silver | tier.percent -50                  | 9.40 |
| 1 gift                              | silver |                                   | 0.00 |
| 1 tv                                | staff  | tier.percent -100000              | 0.00 |
| 1 tv                                | bronze |                                   | 1000.00 |
# a price that a person set ends the shop's own rules for that line
| 1 cola, cola = 2.00                 |        | override -100                     | 2.00 |
| 1 cola, 1 milk, cola = 2.90         | gold   | override -10; tier.percent -65    | 2.90 5.85 |
| 1 pen, pen = 5.00                   |        | override 400                      | 5.00 |
| 1 cola, cola = 0                    | gold   | override -300                     | 0.00 |
# then the line's discount, then the basket's, of what is left each time
| 1 cola, cola -10%                   |        | line -30                          | 2.70 |
| 1 milk, milk -10%                   | gold   | tier.percent -65 line -59         | 5.26 |
| 1 cola, cola = 2.00, cola -50%      |        | override -100 line -100           | 1.00 |
| 1 tv, tv -10%, all -10%             |        | line -10000 basket -9000          | 810.00 |
| 1 pen, 1 tv, all -10.00             |        | basket -1; basket -999            | 0.99 990.01 |
| 1 pen, 1 gift, all -10%             |        | basket -10;                       | 0.90 0.00 |
| 3 clip, 1 pen, all -0.01            |        | ; basket -1                       | 0.15 0.99 |
# never more than all of it
| 1 cola, cola -5.00                  |        | line -300                         | 0.00 |
| 1 cola, 1 pen, all -9.00            |        | basket -300; basket -100          | 0.00 0.00 |
| 1 cola, cola -100%, all -50%        |        | line -300                         | 0.00 |
| 1 gift, gift -1.00                  |        |                                   | 0.00 |
"""


def steps_of(priced):
    """`tier.list -60 line -10; override 5`: a line each, the rules by their short names."""
    short = {"discount.line": "line", "discount.basket": "basket", "price.override": "override"}
    return "; ".join(
        " ".join(f"{short.get(a.rule, a.rule)} {a.amount_minor}" for a in line.adjustments)
        for line in priced.lines
    )


@pytest.mark.parametrize("row", rows(PRICES), ids=lambda row: f"{row[0]} {row[1]}")
def test_prices(row):
    words, tier, steps, totals = row
    priced = price(basket(words, tier=tier), BOOK, NOW)
    joined = [f"{one.total_minor // 100}.{one.total_minor % 100:02d}" for one in priced.lines]
    assert steps_of(priced).strip(" ;") == steps.strip(" ;")
    assert " ".join(joined) == " ".join(totals.split())
    assert priced.due_minor == sum(one.total_minor for one in priced.lines)


def test_each_step_has_its_reason_and_facts():
    """erpnext #28601, #38416, #29901: a price that nobody could explain."""
    priced = price(basket("1 cola, 1 milk, 1 tv, milk -10%, tv = 900", tier="gold"), BOOK, NOW)
    cola, milk, tv = (
        [(a.rule, a.reason, dict(a.facts)) for a in p.adjustments] for p in priced.lines
    )
    assert cola == [("tier.list", "gold", {"price_minor": 270})]
    assert milk == [
        ("tier.percent", "gold", {"off_ppm": 100_000}),
        ("discount.line", "price_match", {"off_ppm": 100_000}),
    ]
    assert tv == [("price.override", "damaged", {"price_minor": 90_000})]
    whole = price(basket("1 tv, all -5.00"), BOOK, NOW).lines[0].adjustments
    assert [(a.rule, a.reason, dict(a.facts)) for a in whole] == [
        ("discount.basket", "price_match", {"amount_minor": 500})
    ]


def test_what_did_not_apply_says_why():
    words = "1 cola, 1 pen, 1 bread, 1 wine, 1 tv, tv = 5"
    notes = {
        (n.line_no, n.rule, n.reason)
        for n in price(basket(words, tier="gold"), BOOK, NOW).not_applied
    }
    assert notes == {
        (1, "tier.percent", "other_is_lower"),
        (2, "tier", "no_tier_price"),
        (3, "tier.list", "other_is_lower"),
        (4, "tier.list", "other_is_lower"),
        (5, "tier", "price_was_set"),
    }
    assert [n.reason for n in price(basket("1 gift", tier="silver"), BOOK, NOW).not_applied] == [
        "not_lower"
    ]
    assert [n.reason for n in price(basket("1 tv", tier="bronze"), BOOK, NOW).not_applied] == [
        "unknown_tier"
    ]
    assert not price(basket("1 tv"), BOOK, NOW).not_applied


def test_sums_of_a_basket():
    priced = price(basket("2 cola, 0.5 apple, 1 tv, tv -10%", tier="gold"), BOOK, NOW)
    assert priced.base_minor == 600 + 640 + 100_000
    assert priced.total_minor == 540 + 640 + 90_000
    assert priced.saved_minor == 60 + 10_000
    assert priced.pieces_milli == 4000  # a weighed line is one piece
    assert [one.offered_minor for one in priced.lines] == [540, 640, 100_000]


def test_how_much_hands_took_off():
    def ppm(words, tier=""):
        return taken(price(basket(words, tier=tier), BOOK, NOW))[-1].ppm

    assert ppm("1 tv, tv = 900, tv -10%") == 190_000
    assert ppm("1 tv, tv = 2000") == 0
    assert ppm("1 milk, milk -10%", "gold") == 100_855  # 0.59 of 5.85, rounded up
    assert ppm("1 gift, gift -10%") == 0


def test_excluded_tax_comes_on_top():
    priced = price(basket("1 tv, 1 milk"), NYC_BOOK, NOW)
    assert (priced.total_minor, priced.tax_minor, priced.due_minor) == (100_650, 8875, 109_525)
    assert not priced.tax_included


def test_an_item_without_a_known_tax_class_is_not_sold_untaxed():
    odd = item("odd", 100, tax="luxury")
    one = replace(basket(""), lines=(BasketLine(1, odd, 1000, 100),))
    with pytest.raises(Refused) as refused:
        price(one, BOOK, NOW)
    assert refused.value.code == "tax.unknown_class"
    assert BOOK.tax.rate_ppm("reduced") == 90_000
    with pytest.raises(Refused):
        BOOK.tax.rate_ppm("luxury")


# the list's prices: minor units from day until day (0 for good), then day and price
DATES = """
| 300 0 0                    | 5  | 300 |
| 300 0 0; 250 3 7           | 2  | 300 |
| 300 0 0; 250 3 7           | 3  | 250 |
| 300 0 0; 250 3 7           | 6  | 250 |
| 300 0 0; 250 3 7           | 7  | 300 |
| 250 3 7; 300 0 0           | 5  | 250 |
| 300 0 0; 310 4 0           | 5  | 310 |
| 300 4 0                    | 3  | none |
| 300 0 3                    | 3  | none |
| 300 2 0; 290 2 0           | 5  | 290 |
"""


@pytest.mark.parametrize(("prices", "day", "expected"), rows(DATES))
def test_the_price_of_a_day(prices, day, expected):
    listed = tuple(
        Price(SHELF, minor, from_day * DAY, until * DAY)
        for minor, from_day, until in (map(int, one.split()) for one in prices.split(";"))
    )
    got = price_on((*listed, Price("gold", 1)), SHELF, int(day) * DAY)
    assert str(got).lower() == expected


def test_a_tier_price_begins_and_the_shown_price_stays():
    later = item("soap", 500)
    later = replace(later, prices=(*later.prices, Price("gold", 400, NOW + DAY)))
    one = replace(basket(""), lines=(BasketLine(1, later, 1000, 500),), member=member("gold"))
    assert price(one, BOOK, NOW).due_minor == 500
    assert price(one, BOOK, NOW + DAY).due_minor == 400
    assert price_shown(replace(one, priced_ms=NOW), BOOK, NOW + DAY).due_minor == 500
    assert price_shown(one, BOOK, NOW + DAY).due_minor == 400


# --- laws ----------------------------------------------------------------------------------------

REASON, BY = "x", CASHIER.operator_id
manual = (
    st.none()
    | st.builds(ManualDiscount, st.just(REASON), st.just(BY), st.integers(0, 1_000_000), st.just(0))
    | st.builds(ManualDiscount, st.just(REASON), st.just(BY), st.just(0), st.integers(0, 200_000))
)
override = st.none() | st.builds(
    PriceOverride, st.integers(0, 20_000), st.just(REASON), st.just(BY)
)


@st.composite
def lines(draw, *, no=1, hands=True):
    found = draw(st.sampled_from(sorted(ITEMS.values(), key=lambda i: i.item_id)))
    weighed = found.kind == "weighed"
    qty = draw(st.integers(1, 9000)) if weighed else 1000 * draw(st.integers(1, 20))
    label = draw(st.none() | st.integers(0, 20_000)) if weighed else None
    return BasketLine(
        no,
        found,
        qty,
        found.prices[0].price_minor,
        label_total_minor=label,
        override=draw(override) if hands and label is None else None,
        discount=draw(manual) if hands else None,
    )


@st.composite
def baskets(draw, *, hands=True):
    count = draw(st.integers(0, 12))
    tier = draw(st.sampled_from(["", "gold", "silver", "staff", "gone"]))
    return Basket(
        SaleId("s1"),
        BY,
        NOW,
        tuple(draw(lines(no=n + 1, hands=hands)) for n in range(count)),
        member(tier) if tier else None,
        draw(manual) if hands else None,
    )


@given(baskets(), st.sampled_from([BOOK, NYC_BOOK]))
def test_no_price_is_negative_and_everything_adds_up(one, book):
    priced = price(one, book, NOW)
    for line in priced.lines:
        assert line.total_minor >= 0
        assert line.base_minor + sum(a.amount_minor for a in line.adjustments) == line.total_minor
        assert all(a.amount_minor for a in line.adjustments if a.rule != "price.override")
    assert priced.due_minor >= 0
    assert priced.total_minor == sum(line.total_minor for line in priced.lines)
    assert priced.saved_minor == priced.base_minor - priced.total_minor
    assert sum(line.tax_minor for line in priced.lines) == priced.tax_minor
    assert sum(s.net_minor + s.tax_minor for s in priced.tax) == priced.due_minor


@given(baskets(), st.randoms(use_true_random=False))
def test_the_order_of_scanning_does_not_change_the_total(one, chance):
    shuffled = list(one.lines)
    chance.shuffle(shuffled)
    other = replace(one, lines=tuple(shuffled))
    assert price(one, BOOK, NOW).due_minor == price(other, BOOK, NOW).due_minor
    assert price(one, BOOK, NOW).tax == price(other, BOOK, NOW).tax


def test_a_minor_unit_over_goes_to_the_same_goods_in_any_order():
    """Two things of one price in two tax classes share an odd minor unit."""
    one, two = item("a", 500), item("b", 500, tax="reduced")
    orders = []
    for pair in ((one, two), (two, one)):
        lines_ = tuple(BasketLine(n, found, 1000, 500) for n, found in enumerate(pair, 1))
        priced = price(
            replace(basket("", tier=""), lines=lines_, discount=discount("0.01")), BOOK, NOW
        )
        orders.append((priced.tax, {p.line.item.name: p.total_minor for p in priced.lines}))
    assert orders[0] == orders[1]


@given(baskets(hands=False))
def test_a_member_never_pays_more(one):
    stranger = replace(one, member=None)
    assert price(one, BOOK, NOW).due_minor <= price(stranger, BOOK, NOW).due_minor


@given(baskets())
def test_the_same_input_gives_the_same_answer(one):
    """POS Awesome #2380: the till and the office came to different sums."""
    assert price(one, BOOK, NOW) == price(replace(one), replace(BOOK), NOW)
