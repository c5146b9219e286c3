"""Which lots go first (R3, R18), and that cutting a payment in pieces moves nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.loyalty.money import spending
from app.domain.loyalty.stored_value import SpendOrder
from tests.domain.builders import rows
from tests.domain.money.world import lot

TOPUP = "CNY.principal.general"
BONUS = "CNY.bonus.general"


def lots(text: str):
    """`A p100 b50@2027-01-01, B p30`: top-ups with principal and bonus, older first."""
    made = []
    for age, part in enumerate(text.split(",")):
        group, *pieces = part.split()
        for no, piece in enumerate(pieces, start=1):
            amount, _, end = piece[1:].partition("@")
            left, _, born = amount.partition("/")
            asset = (TOPUP if piece[0] == "p" else BONUS) + f".{end or 'never'}"
            made.append(
                lot(
                    *(f"{group}{no}", asset, int(left)),
                    born=int(born or left),
                    group=group,
                    born_ms=age,
                )
            )
    return made


SPENT = """
| lots                            | order           | amount | takes            |
| A p1000 b200                    | proportional    | 120    | A1:100 A2:20     |
| A p1000 b200                    | principal_first | 120    | A1:120           |
| A p1000 b200                    | principal_first | 1100   | A1:1000 A2:100   |
| A p1000 b200                    | bonus_first     | 120    | A2:120           |
| A p1000 b200                    | bonus_first     | 300    | A2:200 A1:100    |
| A p1000 b200                    | proportional    | 1200   | A1:1000 A2:200   |
# the nearest end of a bonus first, then the older; what never ends last
| A p100 b50, B p100 b50@2027-01-01 | proportional  | 150    | B1:100 B2:50     |
| A p100 b50, B p100 b50@2027-01-01 | proportional  | 180    | B1:100 B2:50 A1:20 A2:10 |
| A p100, B p100                  | proportional    | 120    | A1:100 B1:20     |
# a part that was spent or lost otherwise: the others make up for it
| A p1000 b0010/200               | proportional    | 800    | A1:800           |
# principal that was paid out in between: what stays is brought back to the ratio of birth
| A p500/1000 b200                | proportional    | 200    | A1:83 A2:117     |
| A b200                          | proportional    | 150    | A1:150           |
| A p1000 b200                    | proportional    | 0      |                  |
"""


@pytest.mark.parametrize(("have", "order", "amount", "takes"), rows(SPENT)[1:])
def test_order(have, order, amount, takes):
    made = spending.stored(lots(have), int(amount), SpendOrder(order))
    got = {one.lot.lot_id: one.n for one in made}
    assert got == {name: int(n) for name, n in (one.split(":") for one in takes.split())}


def test_what_is_not_there_is_not_spent():
    with pytest.raises(Refused) as told:
        spending.stored(lots("A p100 b20"), 121, SpendOrder.PROPORTIONAL)
    assert (told.value.code, told.value.facts) == (
        "stored.short",
        {"available_minor": 120, "need_minor": 121},
    )
    with pytest.raises(Refused, match=r"points\.short"):
        spending.points([lot("a", "PTS.points.-", 5)], 6)
    with pytest.raises(Refused, match=r"gift\.short"):
        spending.gift([lot("a", "CNY.gift.-", 5)], 6)
    with pytest.raises(Refused, match=r"package\.short"):
        spending.uses(lot("a", "PKG.package.wash", 5), 6)
    with pytest.raises(Refused, match=r"package\.short"):
        spending.covered({}, [(1, "a", 1)])


def test_points_that_end_first_go_first():
    """R18: the nearest end, on one day the older, what never ends last."""
    some = [
        lot("never", "PTS.points.-", 10, born_ms=1),
        lot("late", "PTS.points.-.2027-12-31", 10, born_ms=2),
        lot("young", "PTS.points.-.2026-12-31", 10, born_ms=4),
        lot("old", "PTS.points.-.2026-12-31", 10, born_ms=3),
    ]
    assert [(t.lot.lot_id, t.n) for t in spending.points(some, 35)] == [
        ("old", 10),
        ("young", 10),
        ("late", 10),
        ("never", 5),
    ]


@given(st.integers(1, 12), st.integers(0, 10_000), st.data())
def test_a_packages_money_is_freed_exactly(n, value, data):
    one = lot("k", "PKG.package.wash", n, value=value)
    freed = 0
    while one.left:
        take = spending.uses(one, data.draw(st.integers(1, one.left)))
        freed += take.value_minor
        one = spending.after(one, take)
    assert (freed, one.value_minor) == (value, 0)


def test_two_lines_on_one_lot_free_its_money_once():
    one = lot("k", "PKG.package.wash", 3, value=100)
    takes = spending.covered({"k": one}, [(1, "k", 1), (4, "k", 2)])
    assert {no: (t.n, t.value_minor) for no, t in takes.items()} == {1: (1, 33), 4: (2, 67)}
    assert all(t.lot == one for t in takes.values())


@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 3000)), min_size=1, max_size=3),
    st.lists(st.integers(0, 400), max_size=12),
    st.sampled_from(SpendOrder),
)
def test_splitting_a_payment_moves_nothing_between_principal_and_bonus(topups, parts, order):
    """One payment or many of the same sum take the same from every lot, to the cent."""
    some = lots(
        ", ".join(f"{'ABC'[i]} p{p}" + (f" b{b}" if b else "") for i, (p, b) in enumerate(topups))
    )
    have = sum(one.left for one in some)
    left = {one.lot_id: one for one in some}
    paid = 0
    for part in parts:
        if paid + part > have:
            break
        for take in spending.stored([x for x in left.values() if x.left], part, order):
            left[take.lot.lot_id] = spending.after(take.lot, take)
        paid += part
    once = {t.lot.lot_id: t.n for t in spending.stored(some, paid, order)}
    assert {key: one.born - one.left for key, one in left.items() if one.born > one.left} == once


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_proportional_keeps_the_ratio_of_the_law_true(paid, bonus, data):
    """R6: at any time what is left of principal and bonus stands as paid to given, within one."""
    some = lots(f"A p{paid} b{bonus}")
    amount = data.draw(st.integers(0, paid + bonus))
    went = {t.lot.lot_id: t.n for t in spending.stored(some, amount, SpendOrder.PROPORTIONAL)}
    exact = amount * paid
    assert abs(went.get("A1", 0) * (paid + bonus) - exact) <= paid + bonus


def test_ten_thousand_lots():
    some = [
        replace(one, lot_id=f"{i}", group_id=f"g{i}", born_ms=i)
        for i in range(10_000)
        for one in lots("A p3")
    ]
    takes = spending.stored(some, 29_998, SpendOrder.PROPORTIONAL)
    assert sum(one.n for one in takes) == 29_998
    assert takes[-1].n == 1
