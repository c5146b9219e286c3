"""Tenders: by their flags, change, and cash rounding that comes and goes with cash (R36, R37)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.money import CURRENCIES, MAX_MINOR, Rounding
from app.domain.shop import CashRounding
from app.domain.tendering import (
    ASSET_KINDS,
    KINDS,
    MAX_TENDERS,
    Tender,
    cash_due,
    kind_of,
    quick_cash,
    settled,
    still_due,
    take,
)
from tests.domain.builders import CNY, rounding, rows

OFF = CashRounding()
DIME = rounding(10)

# due, step, what is handed over; then amount, change, rounding of the last, and what is left
TENDERS = """
| due  | step | given                     | amount | change | rounding | left |
| 2800 | 1    | cash 2800                 | 2800   | 0      | 0        | 0    |
| 2800 | 1    | cash 5000                 | 2800   | 2200   | 0        | 0    |
| 2800 | 1    | cash 1000                 | 1000   | 0      | 0        | 1800 |
| 2800 | 1    | cash 1000, wechat 1800    | 1800   | 0      | 0        | 0    |
| 2800 | 1    | wechat 2800               | 2800   | 0      | 0        | 0    |
| 137  | 10   | cash 140                  | 140    | 0      | 3        | 0    |
| 137  | 10   | cash 200                  | 140    | 60     | 3        | 0    |
| 132  | 10   | cash 130                  | 130    | 0      | -2       | 0    |
| 137  | 10   | wechat 137                | 137    | 0      | 0        | 0    |
| 137  | 10   | cash 100                  | 100    | 0      | 0        | 37   |
| 137  | 10   | cash 100, alipay 37       | 37     | 0      | 0        | 0    |
| 137  | 10   | card 100, cash 40         | 40     | 0      | 3        | 0    |
| 4    | 10   | cash 0                    | 0      | 0      | -4       | 0    |
| 4    | 10   | cash 500                  | 0      | 500    | -4       | 0    |
| 2800 | 1    | wechat 2801               | tender.no_change |||
| 2800 | 1    | wechat 2800, cash 1       | tender.nothing_due |||
| 0    | 1    | cash 1                    | tender.nothing_due |||
| 2800 | 1    | cash 0                    | tender.amount |||
| 2800 | 1    | cash -5                   | tender.amount |||
| 4    | 10   | wechat 0                  | tender.amount |||
| 137  | 10   | cash 138                  | tender.below_step |||
| 137  | 10   | cash 137                  | tender.below_step |||
| 2800 | 1    | shells 1                  | tender.unknown |||
| 2800 | 1    | cash 99999999999          | 2800   | 99999997199 | 0  | 0    |
| 2800 | 1    | cash 100000000000         | tender.too_large |||
"""


def offered(due: int, given: str, rule: CashRounding) -> tuple[Tender, ...]:
    tenders: tuple[Tender, ...] = ()
    for one in given.split(","):
        kind, amount = one.split()
        tenders = (*tenders, take(due, tenders, kind, int(amount), rounding=rule))
    return tenders


@pytest.mark.parametrize("row", rows(TENDERS)[1:], ids=lambda row: f"{row[0]}: {row[2]}")
def test_tenders(row):
    due, step, given, *expected = row
    rule = rounding(int(step))
    if expected[0].startswith("tender."):
        with pytest.raises(Refused) as refused:
            offered(int(due), given, rule)
        assert refused.value.code == expected[0]
        return
    tenders = offered(int(due), given, rule)
    last = tenders[-1]
    got = (last.amount_minor, last.change_minor, last.rounding_minor)
    assert (*got, still_due(int(due), tenders)) == tuple(map(int, expected))


def test_rounding_goes_when_its_cash_is_undone_or_another_tender_takes_the_rest():
    assert cash_due(137, (), DIME) == 140
    cash = take(137, (), "cash", 140, rounding=DIME)
    assert (cash.rounding_minor, still_due(137, (cash,))) == (3, 0)
    assert still_due(137, ()) == 137
    wechat = take(137, (), "wechat", 137, rounding=DIME)
    assert wechat.rounding_minor == 0
    part = take(137, (), "cash", 100, rounding=DIME)
    rest = take(137, (part,), "wechat", 37, rounding=DIME)
    assert sum(one.rounding_minor for one in (part, rest)) == 0


def test_too_many_tenders():
    tenders: tuple[Tender, ...] = ()
    for _ in range(MAX_TENDERS):
        tenders = (*tenders, take(100, tenders, "cash", 1, rounding=OFF))
    assert [one.no for one in tenders] == list(range(1, MAX_TENDERS + 1))
    with pytest.raises(Refused) as refused:
        take(100, tenders, "cash", 1, rounding=OFF)
    assert refused.value.code == "tender.too_many"


def test_numbers_are_not_used_twice_while_they_stand():
    one = take(100, (), "cash", 1, rounding=OFF)
    two = take(100, (one,), "cash", 1, rounding=OFF)
    assert take(100, (two,), "cash", 1, rounding=OFF).no == 3


def test_flags():
    assert {k.code for k in KINDS if k.gives_change} == {"cash"}
    assert {k.code for k in KINDS if k.rounds} == {"cash"}
    assert {k.code for k in KINDS if k.by_hand} == {"wechat", "alipay", "card"}
    assert kind_of("cash").opens_drawer
    assert not any(k.gives_change or k.opens_drawer or k.rounds or k.by_hand for k in ASSET_KINDS)
    assert [k.asset for k in ASSET_KINDS] == [k.code for k in ASSET_KINDS]
    assert not any(k.asset for k in KINDS)


def test_members_money_pays_what_it_may_and_to_the_cent():
    """Neither change nor rounding nor more than there is; a package is never taken by hand."""
    one = take(137, (), "stored", 137, rounding=DIME, reference="general", most_minor=137)
    assert (one.amount_minor, one.rounding_minor, one.reference) == (137, 0, "general")
    for code, given_minor, most, refusal in (
        ("stored", 101, 100, "tender.short"),
        ("points", 1, 0, "tender.short"),
        ("gift", 138, 500, "tender.no_change"),
        ("package", 100, 500, "tender.not_by_hand"),
    ):
        with pytest.raises(Refused) as refused:
            take(137, (), code, given_minor, rounding=DIME, most_minor=most)
        assert refused.value.code == refusal


def test_wallet_and_rounding_leave_no_cent():
    """odoo #278568: a wallet that covers all but a cent leaves exactly that cent."""
    wallet = take(137, (), "stored", 136, rounding=OFF, most_minor=136)
    assert still_due(137, (wallet,)) == 1
    cash = take(137, (wallet,), "cash", 1, rounding=OFF)
    assert still_due(137, (wallet, cash)) == 0


@given(
    st.integers(1, 10**7),
    st.lists(st.tuples(st.sampled_from([k.code for k in KINDS]), st.integers(0, 10**7))),
    st.sampled_from([1, 5, 10, 100]),
    st.sampled_from(Rounding),
)
def test_money_never_gets_lost(due, offers, step, mode):
    rule = CashRounding(step, mode)
    tenders: tuple[Tender, ...] = ()
    for kind, given_minor in offers:
        try:
            tenders = (*tenders, take(due, tenders, kind, given_minor, rounding=rule))
        except Refused:
            continue
    for one in tenders:
        assert one.given_minor == one.amount_minor + one.change_minor
        assert one.amount_minor >= 0
        assert one.change_minor >= 0
        assert abs(one.rounding_minor) < step or step == 1
    assert 0 <= still_due(due, tenders) == due - settled(tenders)


QUICK = """
| CNY | 2800    | 2800 3000 5000 10000 |
| CNY | 12850   | 12850 13000 15000 20000 |
| CNY | 390     | 390 500 1000 10000 |
| CNY | 1200    | 1200 2000 5000 10000 |
| CNY | 8800    | 8800 9000 10000 |
| CNY | 10000   | 10000 |
| CNY | 9999900 | 9999900 10000000 |
| JPY | 1234    | 1234 2000 5000 10000 |
| CNY | 0       | |
| CNY | -5      | |
"""


@pytest.mark.parametrize(("currency", "due", "expected"), rows(QUICK))
def test_quick_cash(currency, due, expected):
    assert quick_cash(int(due), CURRENCIES[currency]) == tuple(map(int, expected.split()))


@given(st.integers(1, MAX_MINOR))
def test_quick_cash_always_covers(due):
    offers = quick_cash(due, CNY)
    assert offers[0] == due
    assert list(offers) == sorted(set(offers))
    assert len(offers) <= 4
