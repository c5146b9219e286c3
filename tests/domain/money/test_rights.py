"""The one door: what leaves a lot leaves it here, never more than is there (R35, R66)."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import rights
from app.domain.errors import Refused
from app.domain.rights import NEVER, Asset, AssetKind, Birth, Move, Take
from tests.domain.builders import NOW
from tests.domain.money.world import TODAY, M, lot

PRINCIPAL = Asset("CNY", AssetKind.PRINCIPAL, "general")
APP = Path(rights.__file__).parents[1]


def held(*lots):
    sums = {}
    for one in lots:
        sums[one.holder, one.asset] = sums.get((one.holder, one.asset), 0) + one.left
    return sums


def refused(call, *args, **more) -> Refused:
    with pytest.raises(Refused) as told:
        call(*args, **more)
    return told.value


def test_an_asset_is_its_text():
    for text in (
        "CNY.principal.general.never",
        "CNY.bonus.food.2027-03-31",
        "PKG.package.wash.never",
    ):
        assert str(Asset.parse(text)) == text
    for text in ("CNY.principal.general", "CNY.shells.general.never", "a.principal.b.never.c"):
        with pytest.raises(ValueError, match="."):
            Asset.parse(text)
    for plan, bucket in (("a.b", NEVER), ("a", "2027.03")):
        with pytest.raises(ValueError, match="points"):
            Asset("CNY", AssetKind.BONUS, plan, bucket)


def test_the_last_day_is_a_good_day():
    asset = Asset("CNY", AssetKind.BONUS, "general", TODAY)
    assert not asset.expired(TODAY)
    assert asset.expired("2026-09-13")
    assert not PRINCIPAL.expired("9999-12-31")


def test_a_spend_takes_what_it_says():
    one = lot("a", "CNY.principal.general", 500)
    moves = rights.spend([Take(one, 300)], held(one), now_ms=NOW, today=TODAY)
    assert moves == (Move("a", M, PRINCIPAL, -300),)


def test_an_expired_lot_is_not_spent_and_a_clock_set_back_does_not_help():
    one = lot("a", "CNY.bonus.general.2026-09-11", 500)
    told = refused(rights.spend, [Take(one, 1)], held(one), now_ms=NOW, today=TODAY)
    assert (told.code, told.facts) == ("rights.expired", {"last_on": "2026-09-11"})
    assert rights.take_back([Take(one, 1)], held(one))


def test_a_frozen_lot_waits():
    one = lot("a", "PTS.points.-", 5, from_ms=NOW + 1)
    told = refused(rights.spend, [Take(one, 1)], held(one), now_ms=NOW, today=TODAY)
    assert (told.code, told.facts) == ("rights.not_yet", {"from_ms": NOW + 1})
    assert rights.spend([Take(one, 1)], held(one), now_ms=NOW + 1, today=TODAY)


def test_a_lot_gives_no_more_than_it_has_in_several_takes_either():
    one, other = lot("a", "CNY.principal.general", 500), lot("b", "CNY.principal.general", 500)
    both = held(one, other)
    assert rights.take_back([Take(one, 300), Take(one, 200)], both)
    told = refused(rights.take_back, [Take(one, 300), Take(one, 201)], both)
    assert (told.code, told.facts) == (
        "rights.short",
        {"asset": "principal", "have": 200, "need": 201},
    )


def test_takes_that_show_the_lot_as_it_stood_meanwhile():
    one, then = lot("a", "CNY.principal.general", 500), lot("a", "CNY.principal.general", 200)
    assert rights.take_back([Take(one, 300), Take(then, 200)], held(one))
    assert (
        refused(rights.take_back, [Take(one, 300), Take(then, 201)], held(one)).facts["have"] == 200
    )


def test_rights_held_here_are_the_limit_not_the_lot():
    """erpnext #14885: offline, balances were to go below zero. A till that holds 100 of a balance
    of 500 spends 100 (3.1)."""
    one, two = lot("a", "CNY.principal.general", 500), lot("b", "CNY.principal.general", 500)
    here = {(M, PRINCIPAL): 100}
    assert rights.take_back([Take(one, 60), Take(two, 40)], here)
    assert refused(rights.take_back, [Take(one, 60), Take(two, 41)], here).code == "rights.short"
    assert refused(rights.take_back, [Take(one, 1)], {}).facts["have"] == 0


def test_two_holders_do_not_share_a_lot_of_one_name():
    one = lot("a", "PKG.package.wash", 3)
    other = lot("a", "PKG.package.wash", 2, holder="m:other")
    both = held(one, other)
    assert rights.take_back([Take(one, 3), Take(other, 2)], both)
    assert refused(rights.take_back, [Take(one, 3), Take(other, 3)], both).facts["have"] == 2


def test_deferred_money_leaves_once():
    one = lot("a", "PKG.package.wash", 3, value=100)
    assert rights.take_back([Take(one, 1, 60), Take(one, 1, 40)], held(one))
    told = refused(rights.take_back, [Take(one, 1, 60), Take(one, 1, 41)], held(one))
    assert told.code == "rights.short"


@pytest.mark.parametrize(("n", "value"), [(0, 0), (-1, 0), (1, -1)])
def test_nothing_is_taken_or_given_backwards(n, value):
    one = lot("a", "PKG.package.wash", 3, value=100)
    with pytest.raises(ValueError, match="more than nothing"):
        rights.take_back([Take(one, n, value)], held(one))
    with pytest.raises(ValueError, match="more than nothing"):
        rights.give_back("a", M, one.asset, n, value)


def test_a_lot_is_born_whole():
    one = lot("a", "CNY.bonus.general.2027-01-01", 7, group="t", from_ms=NOW, source="topup")
    assert rights.give(one).birth == Birth(0, NOW, "t", "topup")
    with pytest.raises(ValueError, match="whole"):
        rights.give(lot("a", "CNY.bonus.general", 5, born=7))
    with pytest.raises(ValueError, match="whole"):
        rights.give(lot("a", "CNY.bonus.general", 0))


births = st.none() | st.builds(
    Birth, st.integers(0, NOW), st.integers(0, NOW), st.sampled_from(["", "g"]), st.text("ab")
)
moves = st.builds(
    Move,
    st.text("abc", min_size=1),
    st.sampled_from([M, "g:1", "v:2"]),
    st.builds(Asset, st.just("CNY"), st.sampled_from(AssetKind), st.sampled_from(["-", "food"])),
    st.integers(-9, 9).filter(bool),
    st.integers(-9, 9),
    births,
)


@given(st.lists(moves))
def test_a_document_gives_its_moves_back(some):
    assert rights.read(rights.body(some)) == tuple(some)


def test_nobody_but_rights_makes_a_move():
    """The whole program goes through one door: `Move(` stands in app/domain/rights.py alone."""
    makers = set()
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else getattr(node.func, "id", "")
                )
                if name == "Move":
                    makers.add(path.relative_to(APP).as_posix())
    assert makers == {"domain/rights.py"}
