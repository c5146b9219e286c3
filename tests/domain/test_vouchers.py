"""Vouchers and packages in a price: what counts, why not, what would make it (R30-R34, 3.14)."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.pricing.covers import cover_of, value_of
from app.domain.pricing.engine import price
from app.domain.rights import AssetKind
from tests.domain.builders import BOOK, DAY, NOW, NYC_BOOK, basket, minor, rows
from tests.domain.checkout.member_things import TODAY, lot, package, voucher

HOUR = 3_600_000


def priced(words: str, *held, tier: str = "", book=BOOK, now: int = NOW):
    return price(replace(basket(words, tier=tier or "none"), vouchers=held), book, now)


def off(found) -> list[tuple[str, int]]:
    """(rule, amount) of every voucher step, line by line."""
    return [
        (step.rule, step.amount_minor)
        for one in found.lines
        for step in one.adjustments
        if step.rule.startswith("voucher.")
    ]


def reasons(found) -> list[tuple[str, dict]]:
    return [(one.reason, dict(one.facts)) for one in found.not_applied if one.rule == "voucher"]


VOUCHERS = {
    "five off": voucher("amount", amount_minor=500),
    "five off 30": voucher("amount", amount_minor=500, minimum_minor=3000),
    "tenth off": voucher("percent", off_ppm=100_000),
    "half, 2 most": voucher("percent", off_ppm=500_000, cap_minor=200),
    "food 3 off": voucher("amount", amount_minor=300, departments=("food",)),
    "free cola": voucher("item", items=("cola",)),
    "any free": voucher("item"),
    "free, 2 most": voucher("item", cap_minor=200),
    "cola for 1": voucher("exchange", items=("cola",), price_minor=100),
    "cola for 1 from 10": voucher("exchange", items=("cola",), price_minor=100, minimum_minor=1000),
    "no tier": voucher("percent", off_ppm=100_000, with_tier_price=False),
}
TABLE = """
# basket                 | tier   | voucher            | due    | or why not
| 2 cola                 |        | five off           | 1.00   | -
| 1 cola                 |        | five off           | 0.00   | -
| 1 wine                 |        | five off 30        | 94.00  | -
| 4 cola, 1 milk         |        | five off 30        | 18.50  | minimum 11.50
| 10 cola                |        | five off 30        | 25.00  | -
| 10 cola                | gold   | five off 30        | 27.00  | minimum 3.00
| 2 cola, 1 milk         |        | tenth off          | 11.25  | -
| 2 cola, 1 milk         |        | half, 2 most       | 10.50  | -
| 2 cola, 1 milk         |        | food 3 off         | 9.50   | -
| 2 cola                 |        | food 3 off         | 6.00   | no_goods
| 2 cola                 |        | free cola          | 3.00   | -
| 2 cola, 1 milk         |        | any free           | 6.00   | -
| 1 wine                 |        | free, 2 most       | 97.00  | -
| 1 milk                 |        | free cola          | 6.50   | no_goods
| 2 cola                 |        | cola for 1         | 4.00   | -
| 1 cola, 1 milk         |        | cola for 1 from 10 | 9.50   | minimum 3.50
| 1 cola, 2 milk         |        | cola for 1 from 10 | 14.00  | -
| 1 cola, cola = 0.50    |        | cola for 1         | 0.50   | no_goods
| 1 cola, 1 pen          | silver | no tier            | 3.65   | -
| 1 cola                 | gold   | no tier            | 2.70   | tier_price
| 1 cola, cola -100%     |        | tenth off          | 0.00   | -
| 0.5 apple              |        | any free           | 0.00   | -
| 1 gift                 |        | five off           | 0.00   | no_goods
"""


@pytest.mark.parametrize(("words", "tier", "name", "due", "why"), rows(TABLE))
def test_one_voucher(words, tier, name, due, why):
    found = priced(words, VOUCHERS[name], tier=tier)
    assert found.due_minor == minor(due)
    reason, _, missing = why.partition(" ")
    if why == "-":
        assert reasons(found) == []
        return
    ((said, facts),) = reasons(found)
    assert said == reason
    assert facts["voucher_id"] == "v1"
    if missing:
        assert facts["missing_minor"] == minor(missing)


NOT_NOW = {
    "expired": (voucher(until_on="2026-09-09"), {"until_on": "2026-09-09"}),
    "not_yet": (voucher(from_ms=NOW + DAY), {"from_on": "2026-09-11"}),
    "weekday": (voucher(weekdays=(5, 6)), {"weekdays": "56"}),
    "hours": (voucher(from_hour=18, until_hour=21), {"from_hour": 18, "until_hour": 21}),
    "per_day": (voucher(per_day=2, used_today=2), {"most": 2}),
    "other_member": (voucher(holder="m:somebody"), {}),
}


@pytest.mark.parametrize("reason", NOT_NOW)
def test_what_cannot_count_now_says_why(reason):
    assert TODAY == "2026-09-10"  # a Thursday, 8:26 in the shop
    held, facts = NOT_NOW[reason]
    held = replace(held, campaign=replace(held.campaign, amount_minor=100))
    found = priced("2 cola", held)
    ((said, told),) = reasons(found)
    assert (said, found.due_minor) == (reason, 600)
    assert facts.items() <= told.items()


def test_the_last_day_and_the_first_hour_count():
    """R28's care with limits: the day named is the last on which it may be used."""
    for held in (
        voucher(until_on=TODAY, amount_minor=100),
        voucher(weekdays=(3,), amount_minor=100),
        voucher(from_hour=8, until_hour=9, amount_minor=100),
        voucher(from_hour=22, until_hour=9, amount_minor=100),
        voucher(from_ms=NOW, amount_minor=100),
        voucher(per_day=1, amount_minor=100),
        voucher(holder="v:v1", amount_minor=100),
    ):
        assert priced("2 cola", held).due_minor == 500
    night = NOW - 7 * HOUR  # 1:26 on the 10th: business date 9 September, a Wednesday
    assert priced("2 cola", voucher(weekdays=(2,), amount_minor=100), now=night).due_minor == 500


def test_two_of_a_kind_a_day():
    two = [
        voucher(
            voucher_id=f"v{n}",
            campaign_id="c",
            per_day=2,
            stackable=True,
            amount_minor=100,
            used_today=1,
        )
        for n in (1, 2)
    ]
    found = priced("3 cola", *two)
    assert found.due_minor == 800
    assert [said for said, _ in reasons(found)] == ["per_day"]


def test_what_cannot_go_together_gives_the_better():
    """magento merchdocs #286: two rules of one rank, two off or a gift? R32: one alone, or all that
    go together; whichever takes off most."""
    alone = voucher("amount", "v1", amount_minor=300, name="三块")
    a = voucher("amount", "v2", amount_minor=200, stackable=True, name="两块")
    b = voucher("amount", "v3", amount_minor=150, stackable=True, name="块半")
    found = priced("4 cola", alone, a)
    assert found.due_minor == 900
    assert reasons(found) == [
        ("not_stackable", {"voucher_id": "v2", "name": "两块", "other": "三块"})
    ]
    found = priced("4 cola", alone, a, b)
    assert found.due_minor == 850
    assert [(said, told["name"]) for said, told in reasons(found)] == [("not_stackable", "三块")]
    poor = voucher("amount", "v9", amount_minor=900, minimum_minor=9000)
    assert [said for said, _ in reasons(priced("4 cola", poor, a))] == ["minimum"]


def test_nothing_left_to_take_off():
    first = voucher("item", "v1", stackable=True)
    second = voucher("amount", "v2", stackable=True, amount_minor=500)
    found = priced("1 cola", first, second)
    assert (found.due_minor, off(found)) == (0, [("voucher.item", -300)])
    assert [said for said, _ in reasons(found)] == ["nothing_left"]
    again = voucher("item", "v2", stackable=True)
    found = priced("2 cola", first, again)
    assert (found.due_minor, off(found)) == (0, [("voucher.item", -300)] * 2)
    found = priced("1 cola", voucher("exchange", price_minor=300))
    assert [said for said, _ in reasons(found)] == ["not_lower"]


STACK = [
    voucher("item", "v1", stackable=True, items=("cola",)),
    voucher("percent", "v2", stackable=True, off_ppm=333_333),
    voucher("amount", "v3", stackable=True, amount_minor=333, departments=("food",)),
    voucher("exchange", "v4", stackable=True, items=("pen",), price_minor=7),
]


def test_the_order_of_scanning_changes_nothing():
    """R34, also of equal goods on two lines."""
    answers = set()
    for held in permutations(STACK):
        for words in ("3 cola, 2 milk, 3 pen, 0.354 apple", "0.354 apple, 3 pen, 2 milk, 3 cola"):
            found = priced(words, *held, tier="gold")
            answers.add((found.due_minor, tuple(sorted(off(found))), found.tax))
    assert len(answers) == 1


@given(
    st.lists(st.sampled_from(STACK), unique=True),
    st.lists(st.sampled_from(list(VOUCHERS)), max_size=2, unique=True),
    st.integers(0, 9),
    st.integers(1, 5),
    st.sampled_from(["", "gold", "staff"]),
    st.booleans(),
)
def test_never_below_zero_and_steps_add_up(stacked, names, milk, cola, tier, foreign):
    """odoo PR #63106: a total below zero."""
    held = [replace(VOUCHERS[name], voucher_id=f"x{i}") for i, name in enumerate(names)]
    words = f"{cola} cola, 1 pen" + (f", {milk} milk" if milk else "") + ", all -10%"
    found = priced(words, *stacked, *held, tier=tier, book=NYC_BOOK if foreign else BOOK)
    for one in found.lines:
        assert one.total_minor >= 0
        steps = sum(step.amount_minor for step in one.adjustments)
        assert one.base_minor + steps == one.total_minor
    assert found.due_minor >= 0
    used = {
        dict(step.facts)["voucher_id"]
        for one in found.lines
        for step in one.adjustments
        if step.rule.startswith("voucher.")
    }
    against = {told["voucher_id"] for _, told in reasons(found)}
    assert not used & against
    assert used | against == {one.voucher_id for one in (*stacked, *held)}


# --- packages -------------------------------------------------------------------------------------


def test_a_covered_line_costs_what_its_uses_are_worth():
    card = package("cola", 10, 2500)
    bare = basket("2 cola, 1 milk, all -10%", tier="gold")
    cover = cover_of(card, "cola", 2, today=TODAY, now_ms=NOW)
    covered = bare.with_line(replace(bare.lines[0], cover=cover))
    covered = replace(covered, vouchers=(voucher(amount_minor=100),))
    found = price(covered, BOOK, NOW)
    assert [step.rule for step in found.lines[0].adjustments] == ["package.price"]
    assert (found.lines[0].total_minor, found.covered_minor) == (500, 500)
    assert found.payable_minor == found.due_minor - 500 == 436  # (6.50 - 10% - 1.00) - 10%
    assert found.lines[0].tax_minor > 0


def test_uses_sum_to_the_money():
    """3.8: thirds of 10.00, the last use takes what is left; timed uses are worth nothing."""
    left, sums = lot(AssetKind.PACKAGE, 3, plan="p", value_minor=1000), []
    while left.left:
        worth = value_of(left, 1, timed=False)
        sums.append(worth)
        left = replace(left, left=left.left - 1, value_minor=left.value_minor - worth)
    assert sums == [333, 333, 334]
    assert value_of(lot(AssetKind.PACKAGE, 1, plan="p", value_minor=99), 5, timed=True) == 0


@pytest.mark.parametrize(
    ("card", "uses", "code"),
    [
        (package(paused_on="2026-09-01"), 1, "package.paused"),
        (package(until_on="2026-09-09"), 1, "package.expired"),
        (replace(package(), from_on="2026-09-11"), 1, "package.not_yet"),
        (package("shave"), 1, "package.not_in_it"),
        (package(uses=3), 4, "package.used_up"),
        (package(left=0), 1, "package.used_up"),
        (package(per_day=2, used_today=1), 2, "package.per_day"),
    ],
)
def test_a_package_that_cannot_be_used_says_why(card, uses, code):
    with pytest.raises(Refused) as refused:
        cover_of(card, "wash", uses, today=TODAY, now_ms=NOW)
    assert refused.value.code == code
    assert cover_of(package(until_on=TODAY), "wash", 1, today=TODAY, now_ms=NOW).uses == 1
