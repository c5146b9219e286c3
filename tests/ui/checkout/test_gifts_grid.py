"""Gifts for points from the keyboard: arrows go from one that can be had to the next."""

from __future__ import annotations

from app.domain.loyalty.terms import Reward
from tests.ui.checkout.test_money import gold


def test_arrows_go_from_gift_to_gift_and_enter_takes_the_one_they_stand_on():
    more = tuple(Reward(f"g{n}", f"礼品{n}", 100 * n) for n in range(1, 5))
    b = gold()
    b.till.offered = more

    def at(*actions: str) -> str:
        b.press(*actions)
        return next(one.title for one in b.vm.right.rewards if one.chosen)

    assert at("rewards") == "礼品1"
    assert [at("right"), at("line_down"), at("left"), at("line_up")] == [
        *("礼品2", "礼品4", "礼品3", "礼品1")
    ]
    assert [at("left"), at("line_up")] == ["礼品1", "礼品1"]  # the edge is an edge
    b.press("right", "confirm")
    assert b.did("redeem")[0][1] == "g2"


def test_what_cannot_be_had_is_stepped_over():
    b = gold()
    b.till.offered = (Reward("a", "甲", 1), Reward("b", "乙", 9_999), Reward("c", "丙", 2))
    b.press("rewards", "right")
    assert next(one.title for one in b.vm.right.rewards if one.chosen) == "丙"
    b.press("right")
    assert next(one.title for one in b.vm.right.rewards if one.chosen) == "丙"
