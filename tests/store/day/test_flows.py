"""Members' assets as sums of the cube: what is owed is what stands, money keeps its age, and a past
day says the same later."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.rights import Asset, AssetKind, body, give
from app.store.loyalty import rights
from app.store.queries import cube
from app.store.queries.reports import day_rows
from tests.domain.builders import DAY
from tests.store.day import days
from tests.store.loyalty import lives
from tests.store.loyalty.lives import HOLDER, PRINCIPAL, TODAY, spent, voucher
from tests.store.tills import Till

EVER = ("0001-01-01", "9999-12-31")


@pytest.fixture
def lived(till: Till) -> Till:
    lives.life(till)
    return till


def asked(till: Till, query, *args):
    with till.db.read() as tx:
        return query(tx, *args)


def flows(till: Till, from_on: str, until_on: str) -> dict[tuple[str, str], tuple[int, int]]:
    found = {}
    for one in asked(till, cube.read, "asset", from_on, until_on):
        document, _, asset = one.key.partition(":")
        assert one.total_minor == one.base_minor - one.refund_minor
        found[document, asset] = (one.base_minor, one.refund_minor)
    return found


def test_what_is_owed_is_what_stands_in_the_rights(lived):
    stands = {str(asset): n for asset, n in asked(lived, rights.outstanding).items()}
    assert asked(lived, day_rows.balances, TODAY) == stands
    assert asked(lived, day_rows.balances, "2026-09-09") == {}


def test_ages_add_up_to_what_is_owed(lived):
    owed: dict[str, int] = {}
    for asset, n in asked(lived, rights.outstanding).items():
        owed[asset.kind.value] = owed.get(asset.kind.value, 0) + n
    ages = asked(lived, day_rows.ages, TODAY)
    assert ages == {f"{kind}:2026-09": owed[kind] for kind in ("principal", "bonus", "gift")}


def test_money_keeps_its_age_when_it_is_spent_later(till):
    lives.set_terms(till)
    lives.top_up(till, "t1")
    till.clock.pass_ms(40 * DAY)
    late = replace(lives.lot("late", PRINCIPAL, 5000), born_ms=till.clock.now_ms())
    till.seal(Kind.OPENING, {"member_id": "m1", "moves": body([give(late)])})
    till.seal(Kind.ADJUST, {"member_id": "m1", "moves": body(spent(till, HOLDER, "t1.p", 700))})
    ages = asked(till, day_rows.ages, EVER[1])
    assert (ages["principal:2026-09"], ages["principal:2026-10"]) == (99_300, 5000)


def test_flows_say_what_came_and_went_and_why(lived):
    found = flows(lived, TODAY, TODAY)
    points = str(Asset("PTS", AssetKind.POINTS, "-", "2027-09-30"))
    assert found["opening", points] == (500, 0)
    assert found["redeem", points] == (0, 300)
    assert found["expire", points] == (0, 50)
    assert found["topup", str(PRINCIPAL)][0] == 200_000
    assert flows(lived, "2026-09-11", EVER[1]) == {}


def test_a_past_day_is_the_same_later(lived):
    def report():
        return (
            flows(lived, TODAY, TODAY),
            asked(lived, day_rows.balances, TODAY),
            asked(lived, day_rows.ages, TODAY),
            asked(lived, day_rows.deferred, TODAY, "CNY"),
        )

    days.day(lived)
    before = report()
    lived.clock.pass_ms(2 * DAY)
    lived.seal(Kind.SHIFT_OPEN, {"shift_id": "s9", "float": 100})
    lives.top_up(lived, "later", vouchers=[voucher("v-later")])
    lived.seal(Kind.MEMBER_UNMERGE, {"keep": "m1", "gone": "m2"})
    days.z_close(lived, 2)
    assert report() == before
