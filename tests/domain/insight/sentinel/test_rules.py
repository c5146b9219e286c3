"""Each rule by itself: what it tells, from where on, and what it leaves alone."""

from dataclasses import replace

import pytest

from app.domain.insight.sentinel import Day, Deed, Finding, Habit, Sold, Terms, tallies, watch
from app.domain.insight.sentinel import facts as of
from app.domain.insight.sentinel.habit import above, quantile, spread_of
from app.domain.insight.sentinel.terms import terms_from
from app.usecases.sentinel.terms import given

TERMS = terms_from(given(), {})
NOON, MINUTE = 480, 60_000
TODAY = "2026-09-30"


class Made:
    """A day as it is built, one thing a minute unless told otherwise."""

    def __init__(self, bd: str = TODAY) -> None:
        self.bd = bd
        self.things: list[Sold | Deed] = []

    def _place(self, told: dict) -> dict:
        minute = told.pop("minute", NOON + len(self.things))
        at_ms = told.pop("at_ms", minute * MINUTE)
        return {"at": (1, len(self.things) + 1), "at_ms": at_ms, "minute": minute, **told}

    def sell(self, who: str = "ann", due: int = 1_000, **told) -> "Made":
        facts = {"cash_minor": due, **told}
        self.things.append(Sold(who=who, due_minor=due, **self._place(facts)))
        return self

    def do(self, what: str, who: str = "ann", **told) -> "Made":
        self.things.append(Deed(what=what, who=who, **self._place(told)))
        return self

    def times(self, n: int, *args, **told) -> "Made":
        for _ in range(n):
            self.do(*args, **told)
        return self

    @property
    def day(self) -> Day:
        return Day(
            self.bd,
            tuple(one for one in self.things if isinstance(one, Sold)),
            tuple(one for one in self.things if isinstance(one, Deed)),
            {"ann": 100_000, "bo": 100_000, "owner": 1_000_000},
            20_000,
        )


def found(made: Made, rule: str, past=(), terms: Terms = TERMS) -> list[Finding]:
    return [one for one in watch(made.day, past, terms) if one.rule == rule]


def month(build=lambda made, n: None, sales: int = 40) -> list:
    """Three weeks before today, two operators a day; `build(made, n)` adds what is usual."""
    past = []
    for n in range(9, 30):
        made = Made(f"2026-09-{n:02d}")
        for who in ("ann", "bo"):
            for _ in range(sales):
                made.sell(who, minute=NOON)
        build(made, n)
        past += tallies(made.day, TERMS)
    return past


# --- by itself ------------------------------------------------------------------------------------


def test_off_hours():
    past = month()
    (one,) = found(Made().sell(minute=NOON + 61), "off_hours", past)
    assert (one.facts["n"], one.subject) == (1, "operator:ann")
    assert found(Made().sell(minute=NOON + 60), "off_hours", past) == []
    assert found(Made().do(of.TOPUP, minute=NOON - 61, amount_minor=1), "off_hours", past)
    assert found(Made().do(of.NO_SALE, minute=NOON - 90), "off_hours", past) == []
    assert found(Made().sell(minute=1261), "off_hours")  # no history: the floor
    assert found(Made().sell(minute=1260), "off_hours") == []


@pytest.mark.parametrize(
    ("what", "floor"),
    [("sale", 200_000), (of.TOPUP, 500_000), (of.VOID, 50_000), (of.WRITE_OFF, 50_000)],
)
def test_large(what, floor):
    def once(minor: int) -> Made:
        return Made().sell(due=minor) if what == "sale" else Made().do(what, amount_minor=minor)

    assert len(found(once(floor), "large")) == 1
    assert found(once(floor - 1), "large") == []


def test_large_is_learned():
    past = month(lambda made, n: made.sell(due=300_000))
    assert found(Made().sell(due=400_000), "large", past) == []
    (one,) = found(Made().sell(due=450_000), "large", past)
    assert (one.facts["usual_minor"], one.facts["limit_minor"]) == (300_000, 450_000)
    assert one.level == "medium"
    assert found(Made().sell(due=900_000), "large", past)[0].level == "high"


def test_large_knows_how_far_amounts_are_apart():
    past = month(lambda made, n: made.sell(due=100_000 + 50_000 * (n % 3)))
    assert found(Made().sell(due=549_999), "large", past) == []
    assert len(found(Made().sell(due=550_000), "large", past)) == 1


def test_a_clock_that_was_set():
    back = Made().sell().do(of.JUMP, "", n=-30).sell().do(of.NO_SALE)
    (one,) = found(back, "clock")
    assert (one.level, one.subject, one.facts["n"], one.amount_minor) == ("high", "till", 1, 1_000)
    assert found(Made().do(of.JUMP, "", n=-29), "clock") == []
    assert found(Made().do(of.JUMP, "", n=90), "clock")[0].level == "low"


def test_many_sales_of_one_member_at_one_operator():
    made = Made()
    for _ in range(4):
        made.sell(member_id="m1")
    assert len(found(made, "member_day")) == 1
    split = Made()
    for n in range(6):
        split.sell(("ann", "bo")[n % 2], member_id="m1")
    assert found(split, "member_day") == []


def test_ones_own_card_on_strangers_sales():
    made = Made().sell(member_id="m1")
    for _ in range(6):
        made.sell(member_id="m1")
    assert found(made, "own_card")[0].facts["n"] == 6
    cards = Made().sell(member_id="m1")
    for _ in range(6):
        cards.sell(member_id="m1", cash_minor=0)
    assert found(cards, "own_card") == []


def test_a_card_that_is_everywhere_is_nobodys_own():
    made = Made()
    for n in range(14):
        made.sell(("ann", "bo")[n % 2], member_id="m1")
    assert found(made, "own_card") == []


def test_a_shop_where_people_come_often():
    def often(made, n):
        for _ in range(5):
            made.sell(member_id="m1", cash_minor=0)

    past = month(often)
    assert found(many(lambda x: x.sell(member_id="m2"), 5), "member_day", past) == []
    assert len(found(many(lambda x: x.sell(member_id="m2"), 6), "member_day", past)) == 1


def test_ones_own_card_over_weeks():
    def one_more(made, n):
        if n > 20:
            made.sell(member_id="m1", late=True)

    past = month(one_more)
    (one,) = found(Made().sell(member_id="m1", late=True), "own_card", past)
    assert (one.facts["n"], len(one.rows)) == (10, 10)
    shared = month(lambda made, n: made.sell("bo", member_id="m1", late=True).sell())
    assert found(Made().sell(member_id="m1", late=True), "own_card", shared) == []


def test_money_spent_in_a_hurry():
    made = Made()
    for n in range(4):
        made.sell(member_id="m1", spends=True, minute=NOON + 40 * n)
    assert len(found(made, "spend_burst")) == 1
    slow = Made()
    for n in range(4):
        slow.sell(member_id="m1", spends=True, minute=NOON + 41 * n)
    assert found(slow, "spend_burst") == []


def test_returns_to_one_member():
    made = Made().times(4, of.RETURN, member_id="m1")
    assert len(found(made, "returns_to_member")) == 1
    assert found(Made().times(3, of.RETURN, member_id="m1"), "returns_to_member") == []
    past = month(lambda made, n: made.do(of.RETURN, member_id="m1") if n > 26 else None)
    assert found(Made().do(of.RETURN, member_id="m1"), "returns_to_member", past)


def test_a_topup_that_was_paid_out_again():
    told = {"amount_minor": 20_000, "member_id": "m1", "by": "ann", "at_ms": 10**9}
    soon = Made().do(of.TOPUP_REFUND, since_ms=10**9 - 4_320 * MINUTE, **told)
    (one,) = found(soon, "topup_refund")
    assert (one.level, one.facts["own"]) == ("high", 1)
    late = Made().do(of.TOPUP_REFUND, since_ms=10**9 - 4_321 * MINUTE, **told)
    assert found(late, "topup_refund") == []
    small = Made().do(of.TOPUP_REFUND, since_ms=10**9, **told | {"amount_minor": 19_999})
    assert found(small, "topup_refund") == []
    other = Made().do(of.TOPUP_REFUND, since_ms=10**9, **told | {"by": "bo"})
    assert found(other, "topup_refund")[0].level == "low"


def test_a_gift_card_that_was_emptied_at_once():
    def card(spent: int, minutes: int) -> Made:
        made = Made().do(of.GIFT_SOLD, amount_minor=10_000, ref="c", minute=NOON)
        return made.sell(gift=(("c", spent),), minute=NOON + minutes)

    assert len(found(card(9_000, 30), "gift_drained")) == 1
    assert found(card(8_999, 30), "gift_drained") == []
    assert found(card(9_000, 31), "gift_drained") == []


def test_a_return_cut_into_small_ones():
    def blind(minor: int, apart: int) -> Made:
        made = Made().do(of.BLIND, amount_minor=minor, minute=NOON)
        return made.do(of.BLIND, amount_minor=minor, minute=NOON + apart)

    (one,) = found(blind(10_001, 60), "splitting")
    assert (one.amount_minor, one.facts["limit_minor"]) == (20_002, 20_000)
    assert found(blind(10_000, 60), "splitting") == []
    assert found(blind(10_001, 61), "splitting") == []


# --- what is counted ------------------------------------------------------------------------------


def _near(made: Made) -> Made:
    minute = NOON + 10 * len(made.things)
    return made.do(of.CANCEL, minute=minute).do(of.NO_SALE, minute=minute + 3)


def _copied(made: Made) -> Made:
    name = f"s{len(made.things)}"
    return made.do(of.REPRINT, sale_id=name).do(of.RETURN, sale_id=name)


def _lines(made: Made) -> Made:
    at_ms = (NOON + len(made.things)) * MINUTE
    return made.sell(voids=tuple((at_ms - 90_000, 100) for _ in range(3)))


ONCE = {
    "no_sale": lambda made: made.do(of.NO_SALE),
    "no_sale_near_void": _near,
    "cancel": lambda made: made.do(of.CANCEL, amount_minor=2_000),
    "void_after_cash": lambda made: made.do(of.VOID, amount_minor=1, cash_minor=1),
    "line_voids": _lines,
    "override": lambda made: made.sell(overrides=1),
    "below_limit": lambda made: made.sell(off_ppm=90_000),
    "late_member": lambda made: made.sell(member_id=f"m{len(made.things)}", late=True),
    "keyed_member": lambda made: made.sell(member_id=f"m{len(made.things)}"),
    "no_receipt": lambda made: made.do(of.BLIND, amount_minor=1),
    "returns": lambda made: made.do(of.RETURN, amount_minor=1),
    "reprint_refund": _copied,
    "write_off": lambda made: made.do(of.WRITE_OFF, amount_minor=1),
}
NOT = {
    "no_sale_near_void": lambda made: (
        made.do(of.CANCEL, "bo", minute=NOON + 4)
        .do(of.CANCEL, minute=NOON)
        .do(of.NO_SALE, minute=NOON + 4)
    ),
    "cancel": lambda made: made.do(of.CANCEL, amount_minor=1_999),
    "void_after_cash": lambda made: made.do(of.VOID, amount_minor=1),
    "line_voids": lambda made: made.sell(voids=((NOON * MINUTE - 10**7, 1),) * 3).sell(
        at_ms=0, voids=((0, 1),) * 2
    ),
    "below_limit": lambda made: (
        made.sell(off_ppm=89_999)
        .sell(off_ppm=100_001)
        .sell(off_ppm=95_000, approved=True)
        .sell("owner", off_ppm=950_000)
    ),
    "late_member": lambda made: made.sell(late=True).sell(member_id="m"),
    "keyed_member": lambda made: made.sell().sell(member_id=f"m{len(made.things)}", scanned=True),
    "reprint_refund": lambda made: (
        made.do(of.REPRINT, sale_id="a")
        .do(of.RETURN, sale_id="b")
        .do(of.REPRINT, sale_id="c", minute=0)
        .do(of.RETURN, sale_id="c", minute=61)
    ),
}


def many(build, n: int, bd: str = TODAY) -> Made:
    made = Made(bd)
    for _ in range(n):
        build(made)
    return made


@pytest.mark.parametrize("rule", ONCE)
def test_a_young_shop_has_the_floor(rule):
    n = TERMS.of(rule)["young"]
    (one,) = found(many(ONCE[rule], n), rule)
    assert (one.facts["n"], one.facts["known"], one.who) == (n, 0, "ann")
    assert found(many(ONCE[rule], n - 1), rule) == []


@pytest.mark.parametrize("rule", NOT)
def test_what_looks_alike_is_not_counted(rule):
    assert found(many(NOT[rule], 80), rule) == []


@pytest.mark.parametrize("rule", ONCE)
def test_what_is_usual_here_is_no_case(rule):
    """A shop that does so many a day is told of twice as many and more, not of its own."""
    usual = TERMS.of(rule)["floor"] + 1

    def every_day(made, n):
        for _ in range(usual):
            ONCE[rule](made)
        _members(made)

    past = both(month(every_day, sales=8 * usual))
    assert found(many(ONCE[rule], usual), rule, past) == []
    assert found(many(ONCE[rule], 6 * usual), rule, past)


@pytest.mark.parametrize("rule", ONCE)
def test_a_little_every_day_is_found_against_everybody_else(rule):
    def slowly(made, n):
        for _ in range(max(1, TERMS.of(rule)["floor"] - 1) if n > 16 else 0):
            ONCE[rule](made)

    past = month(slowly)
    if rule in ("late_member", "keyed_member"):  # their base is the members
        past = month(lambda made, n: (slowly(made, n), _members(made)))
    today = many(ONCE[rule], 1)
    hits = [one for one in found(today, rule, past) if one.facts["days"] > 1]
    assert len(hits) == 1
    assert hits[0].key.startswith("period.")
    assert found(today, rule, both(past)) == []


def both(past: list) -> list:
    """The same days, with everybody doing what Ann did."""
    mine = [one for one in past if one.who == "ann"]
    return mine + [replace(one, who="bo") for one in mine]


def _members(made: Made) -> Made:
    for who in ("ann", "bo"):
        for n in range(60):
            made.sell(who, member_id=f"x{n}", scanned=True, minute=NOON)
    return made


def test_the_same_thing_has_the_same_id_and_a_doubled_one_another():
    build = ONCE["no_sale"]
    few, more, twice = (found(many(build, n), "no_sale")[0] for n in (8, 12, 16))
    assert few.case_id == more.case_id != twice.case_id
    assert (few.level, twice.level) == ("medium", "high")
    other = found(many(lambda made: made.do(of.NO_SALE, "bo"), 8), "no_sale")[0]
    assert other.case_id != few.case_id
    assert found(many(build, 8, "2026-09-29"), "no_sale")[0].case_id != few.case_id


def test_a_rule_can_be_off_and_set_otherwise():
    off = terms_from(given(), {"no_sale": {"on": False}, "clock": {"on": False}})
    assert found(many(ONCE["no_sale"], 30), "no_sale", terms=off) == []
    assert found(Made().do(of.JUMP, "", n=-99), "clock", terms=off) == []
    own = terms_from(given(), {"no_sale": {"young": 2, "level": "low", "nothing": 1}})
    assert found(many(ONCE["no_sale"], 2), "no_sale", terms=own)[0].level == "low"
    wrong = terms_from(given(), {"no_sale": {"young": "x", "level": "dire"}})
    assert wrong.of("no_sale") == TERMS.of("no_sale")


def test_amounts_follow_the_currency():
    assert terms_from(given(), {}, 0).of("large")["sale_floor_minor"] == 2_000
    assert terms_from(given(), {}, 3).of("large")["sale_floor_minor"] == 2_000_000


def test_what_is_usual_leaves_the_worst_days_out():
    past = month(lambda made, n: made.times(60, of.NO_SALE) if n in (12, 13) else None)
    assert Habit(past, TERMS).rate_ppm("no_sale") == 0
    assert found(many(ONCE["no_sale"], 4), "no_sale", past)


def test_only_days_before_count_as_usual():
    after = [
        one
        for n in range(1, 31)
        for one in tallies(many(ONCE["no_sale"], 40, f"2026-10-{n:02d}").sell().day, TERMS)
    ]
    assert found(many(ONCE["no_sale"], 4), "no_sale", [*month(), *after])


def test_a_rate_is_that_of_the_others():
    past = month(lambda made, n: made.times(4, of.NO_SALE, "bo"))
    habit = Habit(past, TERMS)
    assert habit.rate_of_others("no_sale", "ann") == 100_000
    assert habit.rate_of_others("no_sale", "bo") == 0
    assert Habit([one for one in past if one.who == "bo"], TERMS).rate_of_others("no_sale", "bo")


def test_two_rules_on_the_same_rows_are_two_cases():
    (one,) = found(many(ONCE["no_sale"], 8), "no_sale")
    assert replace(one, rule="other").case_id != one.case_id
    assert replace(one, who="bo").case_id != one.case_id
    assert replace(one, key="", rows=((1, 9),)).case_id != replace(one, key="").case_id


def test_figures():
    assert above(0, 100, 4) == 1
    assert above(100_000, 100, 4) == 10 + 12 + 1
    assert (quantile([], 5), quantile([3, 1, 2], 500_000)) == (0, 2)
    assert spread_of([1, 2, 9]) == (2, 1)
