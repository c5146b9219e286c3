"""The difference finder: what was planted is found first or second (rules.md 3.6)."""

from dataclasses import replace
from random import Random  # noqa: TID251 - shifts are made up, the same in every run

import pytest

from app.domain.insight.difference import ShiftFacts, Sold, find
from tests.domain.insight.generated import FAULTS, Planted, counted, due_of, shift

SHIFTS = 60
MUST = 0.9


def place(planted: Planted) -> int:
    """Where the fault stands among the candidates, 1 for first; 0 when it is not there."""
    for rank, one in enumerate(find(planted.facts), 1):
        if one.code in planted.codes and (planted.row is None or planted.row in one.rows):
            return rank
    return 0


@pytest.mark.parametrize("plant", FAULTS, ids=lambda one: one.__name__)
def test_a_seeded_fault_is_found_first_or_second(plant):
    r = Random(plant.__name__)
    places = [place(plant(r, shift(r))) for _ in range(SHIFTS)]
    recall = sum(0 < one <= 2 for one in places) / SHIFTS
    print(f"{plant.__name__}: {recall:.2f} first or second, {places.count(1) / SHIFTS:.2f} first")
    assert recall >= MUST


def test_a_shift_that_agrees_has_no_candidates():
    r = Random("agrees")
    assert all(find(shift(r)) == () for _ in range(SHIFTS))


def test_every_candidate_names_rows_of_the_shift_or_none():
    r = Random("rows")
    for plant in FAULTS:
        facts = plant(r, shift(r)).facts
        known = {one.at for one in (*facts.sold, *facts.moved, *facts.opened, *facts.gave_up)}
        known |= {facts.float_at, *(one.at for one in facts.before)}
        known |= {one.at for one in facts.habits}
        for one in find(facts):
            assert set(one.rows) <= known
            assert 0 < one.score_ppm <= 1_000_000


def test_a_counted_tender_that_agrees_speaks_against_it():
    sold = (Sold((1, 2), 0, "03-000001", 660, 660),)
    alone = counted(ShiftFacts((), sold=sold, notes=(500, 1000)), 0)
    both = replace(alone, gaps=(*alone.gaps, ("wechat", 0, 0)))
    score = {one.code: one.score_ppm for one in find(alone)}["keyed_cash"]
    against = {one.code: one.score_ppm for one in find(both)}["keyed_cash"]
    assert against < score // 2


def test_the_list_is_short_and_the_likeliest_stands_first():
    r = Random("short")
    for _ in range(SHIFTS):
        facts = shift(r)
        found = find(counted(facts, due_of(facts) - 5_000))
        assert len(found) <= 6
        assert [one.score_ppm for one in found] == sorted(
            (one.score_ppm for one in found), reverse=True
        )


def test_a_nought_too_many_is_named_though_the_drawer_is_a_little_off_besides():
    rows = ((10_000, 30), (5_000, 1), (2_000, 2), (1_000, 1), (100, 6), (50, 1), (10, 2))
    facts = ShiftFacts((("cash", 40_650, 310_670),), denominations=rows)
    first = find(facts)[0]
    assert first.code == "count_nearly_tenfold"
    assert dict(first.facts) == {"value_minor": 10_000, "n": 30, "right": 3, "rest_minor": 20}
