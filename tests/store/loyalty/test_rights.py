"""The tables themselves hold that nobody spends what is not there; lots and rights go together."""

from dataclasses import replace

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.domain import rights
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.rights import AssetKind, Move, Take
from app.keys import ProfileVault
from app.store import rebuild
from app.store.loyalty import purse
from app.store.loyalty import rights as rows
from tests.domain.builders import NOW
from tests.store.loyalty import lives
from tests.store.loyalty.lives import BONUS, HOLDER, POINTS, PRINCIPAL, TODAY, lot


def move(till, *moves: Move):
    return till.seal(Kind.ADJUST, {"moves": rights.body(moves)})


def standing(till, holder: str = HOLDER):
    with till.db.read() as tx:
        lots = {one.lot_id: one.left for one in rows.lots(tx, holder, empty=True)}
        return lots, {asset: r for (_, asset), r in rows.held(tx, holder).items()}


def test_lots_and_rights_move_together(till):
    move(till, rights.give(lot("a", PRINCIPAL, 100)), rights.give(lot("b", PRINCIPAL, 50)))
    move(till, *lives.spent(till, HOLDER, "a", 70))
    assert standing(till) == ({"a": 30, "b": 50}, {PRINCIPAL: 80})
    move(till, rights.give_back("a", HOLDER, PRINCIPAL, 70))
    assert standing(till) == ({"a": 100, "b": 50}, {PRINCIPAL: 150})


@pytest.mark.parametrize(
    ("lot_id", "asset", "n"),
    [
        ("a", PRINCIPAL, -101),
        ("a", BONUS, -1),
        ("nobody", PRINCIPAL, -1),
        ("b", PRINCIPAL, -51),
        ("a", POINTS, -6),
    ],
    ids=["more than the lot", "not held", "no such lot", "a neighbour", "more than is held"],
)
def test_no_document_takes_what_is_not_there(till, lot_id, asset, n):
    """Even one that nobody checked: the transaction is taken back whole."""
    move(till, rights.give(lot("a", PRINCIPAL, 100)), rights.give(lot("b", PRINCIPAL, 50)))
    before = standing(till)
    with pytest.raises((sqlite.IntegrityError, ValueError)):
        move(till, rights.give(lot("c", POINTS, 5)), Move(lot_id, HOLDER, asset, n))
    assert standing(till) == before
    assert rebuild.check(till.db, ProfileVault().open) == []


def test_deferred_money_goes_with_its_units_and_never_below_zero(till):
    move(till, rights.give(lot("k", lives.USES, 10, value_minor=1000)))
    move(till, *lives.spent(till, HOLDER, "k", 3, 300))
    with till.db.read() as tx:
        left = rows.lot(tx, HOLDER, "k")
    assert left is not None
    assert (left.left, left.value_minor) == (7, 700)
    with pytest.raises(sqlite.IntegrityError):
        move(till, Move("k", HOLDER, lives.USES, -1, -701))


def test_two_spends_out_of_one_reading_are_one(till):
    """Two use cases that read the same purse: the second is told by the tables (R35, R66)."""
    move(till, rights.give(lot("a", PRINCIPAL, 100)))
    first, second = (lives.spent(till, HOLDER, "a", 60) for _ in range(2))
    move(till, *first)
    with pytest.raises(sqlite.IntegrityError):
        move(till, *second)
    with pytest.raises(Refused) as error:
        lives.spent(till, HOLDER, "a", 60)
    assert error.value.facts["have"] == 40
    assert standing(till)[0] == {"a": 40}


def test_a_lot_is_born_again_where_it_is_empty(till):
    """A package that rested gets a later end; a voucher goes to another holder."""
    move(till, rights.give(lot("k", lives.USES, 10, value_minor=1000)))
    later = replace(lives.USES, bucket="2027-12-31")
    again = rights.give(lot("k", later, 10, value_minor=1000))
    move(till, *lives.spent(till, HOLDER, "k", 10, 1000), again)
    lots, held = standing(till)
    assert (lots, held) == ({"k": 10}, {later: 10})
    other = rights.give(lot("k", later, 10, "m:m2", value_minor=1000))
    move(till, *lives.spent(till, HOLDER, "k", 10, 1000), other)
    assert standing(till) == ({"k": 0}, {})
    assert standing(till, "m:m2") == ({"k": 10}, {later: 10})
    with till.db.read() as tx:
        assert rows.lot(tx, "m:m2", "k") == replace(lot("k", later, 10, "m:m2"), value_minor=1000)


def test_a_holder_is_read_by_the_range_of_the_primary_key(till):
    """However many members there are: nothing is scanned or sorted to know one of them."""
    for read in (
        "SELECT asset, r FROM rights WHERE holder = ? AND r > 0",
        "SELECT lot_id FROM lot WHERE holder = ? AND left > 0",
        "SELECT bd FROM member_day WHERE member_id = ? ORDER BY bd",
        "SELECT asset FROM asset_move WHERE holder = ? ORDER BY epoch, seq",
    ):
        with till.db.read() as tx:
            ((*_, plan),) = tx.all(f"EXPLAIN QUERY PLAN {read}", (HOLDER,))
        assert plan.startswith("SEARCH"), plan
        assert "PRIMARY KEY" in plan, plan


def test_ten_thousand_lots_on_one_member(till):
    many = [rights.give(lot(f"{n:05d}", POINTS, 1)) for n in range(10_000)]
    move(till, *many)
    lots, held = standing(till)
    assert (len(lots), held) == (10_000, {POINTS: 10_000})
    with till.db.read() as tx:
        there = rows.lots(tx, HOLDER)
        takes = [Take(one, 1) for one in there]
        moves = rights.spend(takes, rows.held(tx, HOLDER), now_ms=NOW, today=TODAY)
    move(till, *moves)
    assert standing(till)[1] == {}


def test_lots_that_end_come_in_pages_by_holder(till):
    days = [f"2026-01-{day:02d}" for day in range(1, 31)]
    for day in reversed(days):
        asset = replace(POINTS, bucket=day)
        move(till, *(rights.give(lot(f"{h}{day}", asset, 5, f"m:{h}")) for h in "xy"))
    with till.db.write() as tx:
        rows.list_ending(tx, "2026-01-21")
    with till.db.read() as tx:
        (gone,) = rows.lots(tx, "m:x")[12:13]
        taken = rights.take_back((Take(gone, 5),), rows.held(tx, "m:x"))
    move(till, *taken)
    found, beside, pages, after = [], {}, [], ("", "")
    with till.db.write() as tx:
        while True:
            after, page, held = rows.ending(tx, 7, after=after)
            if not after[0]:
                break
            pages.append(len(page))
            found += page
            beside |= held
        held = rows.held_by(tx, found)
        everything = rows.outstanding(tx)
    due = [f"{h}{day}" for h in "xy" for day in days[:20]]
    assert [one.lot_id for one in found] == [one for one in due if one != f"x{days[12]}"]
    assert pages == [7, 6, 7, 7, 7, 5]
    assert beside == {right: held[right] for right in beside}
    assert len(beside) == len(found)
    assert all(one == 5 for one in beside.values())
    assert everything[replace(POINTS, bucket=days[0])] == 10


def test_what_moved_is_told_by_date(till):
    move(till, rights.give(lot("a", PRINCIPAL, 100)), rights.give(lot("b", BONUS, 50)))
    move(till, *lives.spent(till, HOLDER, "a", 70))
    with till.db.read() as tx:
        told = rows.moved(tx, HOLDER)
        assert [(kind, asset, n) for _, _, _, kind, asset, n in told] == [
            ("adjust", BONUS, 50),
            ("adjust", PRINCIPAL, 100),
            ("adjust", PRINCIPAL, -70),
        ]
        assert rows.moved(tx, HOLDER, from_on="2030-01-01") == []


def test_lots_of_some_kinds_only(till):
    move(till, rights.give(lot("a", PRINCIPAL, 100)), rights.give(lot("b", POINTS, 50)))
    with till.db.read() as tx:
        points = rows.lots(tx, HOLDER, kinds=(AssetKind.POINTS,))
        money = rows.lots(tx, HOLDER, kinds=(AssetKind.PRINCIPAL, AssetKind.BONUS))
        assert [one.lot_id for one in (*points, *money)] == ["b", "a"]
        has = purse.read(tx, "m1", now_ms=NOW, today=TODAY, kinds=(AssetKind.POINTS,))
        assert (has.points, has.stored_minor()) == (50, 0)
