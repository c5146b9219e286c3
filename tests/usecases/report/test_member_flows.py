"""Members' money in a day: in, used, ended, other, and what there is after it, by kind of asset."""

from app.domain.rights import Asset, AssetKind
from app.reports.report import say
from app.store.queries.cube import CubeRow
from app.store.queries.reports import day_rows
from app.usecases.loyalty import nightly
from app.usecases.report.day import day, members
from app.usecases.report.day.facts import of
from app.usecases.report.reading import asked
from app.words import Words
from tests.usecases.report.week import TUESDAY, WEDNESDAY
from tests.usecases.returns.counter import back, sell
from tests.usecases.shop import COLA, MILK


def row(key: str, came: int = 0, went: int = 0) -> CubeRow:
    return CubeRow(key, 1, base_minor=came, total_minor=came - went, refund_minor=went)


def test_flows_by_hand():
    principal, points = "CNY.principal.general.never", "PTS.points.-.2027-12-31"
    moved = {
        one.key: one
        for one in (
            row(f"topup:{principal}", 10_000),
            row(f"sale:{principal}", went=3_000),
            row(f"refund:{principal}", 500),
            row(f"topup.refund:{principal}", went=2_000),
            row(f"transfer:{principal}", 700, 700),
            row(f"expire:{principal}", went=100),
            row(f"sale:{points}", 30, 200),
            row(f"refund:{points}", 40, 5),
            row(f"redeem:{points}", went=100),
        )
    }
    found = members.flows(moved, {principal: 1_000, points: 1_000})
    money = found[AssetKind.PRINCIPAL]
    assert (money.before, money.given, money.used, money.ended) == (1_000, 10_000, 2_500, 100)
    assert (money.other, money.after) == (-2_000, 6_400)
    earned = found[AssetKind.POINTS]
    assert (earned.given, earned.used, earned.other) == (25, 160, -100)
    assert earned.after == 1_000 + 25 - 160 - 100


def everything(week) -> None:
    """Tuesday with all kinds of assets."""
    shop, money = week.shop, week.money
    week.at(3)
    anna = shop.member("6027")
    money.give(anna, "principal", 10_000)
    money.give(anna, "bonus", 1_000, bucket=TUESDAY)
    money.give(anna, "points", 500, bucket="2026-10-15")
    money.give(anna, "points", 70, bucket="2026-10-16")
    money.voucher(anna, code="ABCDFGHJKMNPQRST")
    money.voucher(None, until_on=TUESDAY, code="BCDFGHJKMNPQRSTV")
    money.package(anna, shop.item(COLA).item_id, uses=10, paid=1_000)
    money.gift_card("Z" * 20, 5_000)
    shift = shop.shift(float_minor=20_000)
    sold = sell(
        *(shop, shift, shop.basket(COLA, MILK, member=anna)),
        *(("stored", 200, "general"), ("points", 100)),
    )
    back(shop, shift, sold, (1, 1000))
    week.at(3, 20)
    week.close(shift)


def test_a_day_of_every_asset(week):
    everything(week)
    made = day(week.s, week.shop.owner, TUESDAY)
    rows = {say(one.cells[0], Words("en")): one.cells[1:] for one in made.table("stored").rows}
    assert rows["Gift cards"] == (0, 5_000, 0, 0, 5_000)
    assert rows["Packages not yet used"] == (0, 1_000, 0, 0, 1_000)
    assert rows["Stored value, bonus"][3] == 1_000
    assert made.figure("vouchers_in").value == 2
    assert made.figure("uses_left").value == 10
    # 100 points paid; the cola's 361 of 619 came back, and 58 points with it
    assert made.figure("points_used").value == 42
    assert made.figure("points_ending").value == 500 - 42  # of the 15th; the 16th is no more soon


def test_what_ends_in_the_night_is_of_the_next_day(week):
    everything(week)
    week.at(4, 5)
    nightly.run(week.s)
    made = day(week.s, week.shop.owner, WEDNESDAY)
    bonus = next(
        one for one in made.table("stored").rows if one.cells[0].key == "report.asset.bonus"
    )
    assert bonus.cells[5] == 0
    assert bonus.cells[4] < 0  # what ended stands with the other changes
    assert made.figure("vouchers_ended").value == 1


def test_after_is_always_what_there_is(week):
    """For each kind and day: before and the day's flows come to the sum of all lots' assets."""
    everything(week)
    week.at(4, 5)
    nightly.run(week.s)
    with asked(week.s, week.shop.owner, None) as about:
        for bd in (TUESDAY, WEDNESDAY):
            told = members.MemberDay(of(about, bd))
            sums = dict.fromkeys(AssetKind, 0)
            for text, n in day_rows.balances(about.tx, bd).items():
                sums[Asset.parse(text).kind] += n
            assert {kind: one.after for kind, one in told.flows.items()} == sums
        held = dict(about.tx.all("SELECT asset, sum(left) FROM lot WHERE left > 0 GROUP BY asset"))
        assert held == {k: n for k, n in day_rows.balances(about.tx, WEDNESDAY).items() if n}
