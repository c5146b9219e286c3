"""What reports ask of past days: right, and the same whenever they are asked."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.rights import Asset, AssetKind, body, give
from app.store.loyalty import rights
from app.store.queries.day import assets, counters, goods, people, receipts
from tests.domain.builders import DAY
from tests.store.day import days
from tests.store.loyalty import lives
from tests.store.loyalty.lives import HOLDER, PRINCIPAL, TODAY, spent, voucher
from tests.store.tills import CHEN, Till

EVER = ("0001-01-01", "9999-12-31")


@pytest.fixture
def lived(till: Till) -> Till:
    lives.life(till)
    return till


def asked(till: Till, query, *args, **more):
    with till.db.read() as tx:
        return query(tx, *args, **more)


def test_what_is_owed_is_what_stands_in_the_rights(lived):
    assert asked(lived, assets.owed, TODAY) == asked(lived, rights.outstanding)
    assert asked(lived, assets.owed, "2026-09-09") == {}
    by_kind = asked(lived, assets.owed_by_kind, TODAY)
    assert by_kind[AssetKind.POINTS] == 150
    assert by_kind[AssetKind.GIFT] == 20_000


def test_ages_add_up_to_what_is_owed(lived):
    by_kind = asked(lived, assets.owed_by_kind, TODAY)
    ages = asked(lived, assets.by_age, TODAY)
    for kind in ("principal", "bonus", "gift"):
        assert sum(n for found, _, n in ages if found == kind) == by_kind.get(AssetKind(kind), 0)
    assert {month for _, month, _ in ages} == {"2026-09"}


def test_money_keeps_its_age_when_it_is_spent_later(till):
    lives.set_terms(till)
    lives.top_up(till, "t1")
    till.clock.pass_ms(40 * DAY)
    late = replace(lives.lot("late", PRINCIPAL, 5000), born_ms=till.clock.now_ms())
    till.seal(Kind.OPENING, {"member_id": "m1", "moves": body([give(late)])})
    till.seal(Kind.ADJUST, {"member_id": "m1", "moves": body(spent(till, HOLDER, "t1.p", 700))})
    ages = [one for one in asked(till, assets.by_age, EVER[1]) if one[0] == "principal"]
    assert ages == [("principal", "2026-09", 99_300), ("principal", "2026-10", 5000)]


def test_flows_say_what_came_and_went_and_why(lived):
    found = {
        (one.document, one.asset): (one.came, one.went)
        for one in asked(lived, assets.flows, TODAY, TODAY)
    }
    points = Asset("PTS", AssetKind.POINTS, "-", "2027-09-30")
    assert found["opening", points] == (500, 0)
    assert found["redeem", points] == (0, 300)
    assert found["expire", points] == (0, 50)
    assert found["topup", PRINCIPAL][0] == 200_000
    assert asked(lived, assets.flows, "2026-09-11", EVER[1]) == ()
    assert asked(lived, assets.ending, TODAY, AssetKind.POINTS) == (("2027-09-30", 150),)


def test_a_past_day_is_the_same_later(lived):
    def report():
        return (
            asked(lived, assets.flows, TODAY, TODAY),
            asked(lived, assets.owed, TODAY),
            asked(lived, assets.by_age, TODAY),
            asked(lived, assets.account, "2110", TODAY),
            asked(lived, counters.by_operator, TODAY, TODAY),
            asked(lived, people.activity, TODAY, TODAY),
            asked(lived, receipts.sold, "", "", (TODAY, TODAY)),
            asked(lived, receipts.returned, (TODAY, TODAY)),
        )

    days.day(lived)
    before = report()
    lived.clock.pass_ms(2 * DAY)
    lived.seal(Kind.SHIFT_OPEN, {"shift_id": "s9", "float": 100})
    lives.top_up(lived, "later", vouchers=[voucher("v-later")])
    lived.seal(Kind.MEMBER_UNMERGE, {"keep": "m1", "gone": "m2"})
    days.z_close(lived, 2)
    assert report() == before


def test_counters_by_person(till):
    sold = [till.sell("cola", "milk") for _ in range(3)]
    days.give_back(till, sold[0], "r1", how="void")
    days.give_back(till, sold[1], "r2", how="blind")
    days.give_back(till, sold[2], "r3", how="exchange")
    for kind, more in (
        (Kind.BASKET_CANCEL, {"lines": [{}, {}]}),
        (Kind.DRAWER_OPEN, {}),
        (Kind.REPRINT, {"sale_id": "x"}),
    ):
        till.seal(kind, {"shift_id": "s1"} | more)
    (one,) = asked(till, counters.by_operator, TODAY, TODAY)
    assert (one.operator_id, one.sales) == ("c1", 8)
    assert (one.voids, one.blind, one.exchanges, one.returns) == (1, 1, 1, 1)
    assert (one.voids_minor, one.blind_minor, one.returns_minor) == (300, 300, 300)
    assert (one.cancelled, one.voided_lines, one.no_sales, one.reprints) == (1, 2, 1, 1)
    assert asked(till, counters.by_operator, "2026-09-11", EVER[1]) == ()


def test_members_who_came_and_came_again(till):
    now = asked(till, people.activity, TODAY, TODAY)
    assert (now.joined, now.active, now.visits, now.again, now.known) == (1, 1, 2, 1, 0)
    till.clock.pass_ms(DAY)
    till.seal(Kind.SHIFT_CLOSE, {"shift_id": "s1"})
    till.seal(Kind.SHIFT_OPEN, {"shift_id": "s2", "float": 0})
    with till.db.write() as tx:
        tx.sql("UPDATE shift SET bd = '2026-09-11' WHERE shift_id = 's1'")
    later = asked(till, people.activity, "2026-09-11", "2026-09-11")
    assert (later.joined, later.active, later.known) == (0, 1, 1)
    ((member_id, visits, spent_minor, _),) = asked(till, people.regulars, *EVER)
    assert (member_id, visits, spent_minor) == ("m1", 2, later.spent_minor)


def test_goods_that_lie_still(till):
    days.receive(till, cola=9000, pen=3000, milk=2000)
    assert asked(till, goods.last_sold, EVER[1]) == dict.fromkeys(("bread", "cola", "milk"), TODAY)
    days.z_close(till, 1)
    till.clock.pass_ms(3 * DAY)
    doc = till.sell("cola")
    assert asked(till, goods.last_sold, TODAY)["cola"] == TODAY
    assert asked(till, goods.last_sold, EVER[1])["cola"] == doc.business_date
    still = asked(till, goods.lying, doc.business_date, before=doc.business_date)
    assert [(one.item_id, one.qty_milli, one.last_on) for one in still] == [
        ("milk", 2000, TODAY),
        ("pen", 3000, ""),
    ]
    assert asked(till, goods.names)["cola"] == ("cola", "")
    assert asked(till, goods.sold_as, "cola", *EVER) == "cola"


@pytest.mark.parametrize(
    ("dim", "key", "sales"),
    [
        ("", "", 7),
        ("till", "01-03", 7),
        ("operator", "c1", 7),
        ("operator", "nobody", 0),
        ("tier", "gold", 3),
        ("who", "guest", 4),
        ("who", "member", 3),
        ("item", "pen", 1),
        ("department", "food", 6),
        ("tax", "reduced:90000", 6),
        ("tender", "wechat", 6),
        ("promotion", "tier.percent:gold", 3),
    ],
)
def test_the_receipts_behind_a_cell(till, dim, key, sales):
    till.sell("wine", "bread", member=CHEN)
    till.sell("pen")
    rows = asked(till, receipts.sold, dim, key, (TODAY, TODAY))
    assert len(rows) == sales
    paged = asked(till, receipts.sold, dim, key, (TODAY, TODAY), limit=2)
    if len(rows) > 2:
        last = paged[-1]
        rest = asked(
            *(till, receipts.sold, dim, key, (TODAY, TODAY)), before=(last.epoch, last.counter)
        )
        assert paged + rest == rows


def test_the_receipts_of_an_hour(till):
    with till.db.read() as tx:
        at = tx.all("SELECT at_ms FROM sale")
    hours = {f"{(one // 3_600_000 + 8) % 24:02d}" for (one,) in at}
    found = [len(asked(till, receipts.sold, "hour", hour, (TODAY, TODAY))) for hour in hours]
    assert sum(found) == 5
    assert asked(till, receipts.sold, "hour", "03", (TODAY, TODAY)) == ()
