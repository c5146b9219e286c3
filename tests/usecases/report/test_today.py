"""Today's screen: the curve against usual, where the day is heading, what wants a look."""

import json

import pytest

from app.domain.document import Kind
from app.domain.loyalty.program import LawChoice
from app.reports.report import say
from app.usecases import commit
from app.usecases.report.today import today
from app.usecases.shift.z import z_close
from app.usecases.stock.move import StockLine, receive
from app.words import LANGUAGES, Words
from tests.usecases.money import Money
from tests.usecases.report.week import THURSDAY
from tests.usecases.returns.counter import sell
from tests.usecases.shop import COLA, MILK


def codes(found) -> list[str]:
    return [one.code for one in found.alerts if not one.code.startswith("keeping.")]


def test_today_so_far(traded):
    found = today(traded.s, traded.shop.owner)
    assert (found.bd, found.sales_minor, found.receipts) == (THURSDAY, 730, 1)
    assert found.usual_minor is None
    assert found.forecast_minor is None
    assert [(one.kind, one.minor, one.n) for one in found.tenders] == [("cash", 730, 1)]
    assert [one.code for one in found.formula] == ["visitors", "conversion", "visits", "ticket"]
    owed = {one.code: (one.change, one.balance) for one in found.owed}
    assert owed["principal"] == (0, 9_381)
    assert codes(found) == ["difference"]


def test_the_curve_and_where_the_day_is_heading(traded):
    shop = traded.shop
    z_close(traded.s, shop.owner)
    for later in (9, 16, 23):
        traded.monday(later)
    traded.at(30, 8)
    shift = shop.shift(float_minor=20_000)
    for _ in range(10):
        sell(shop, shift, shop.basket(COLA, MILK))
    shop.clock.pass_ms(30 * 60_000)
    found = today(traded.s, shop.owner)
    hours = {one.hour: one for one in found.hours}
    assert list(hours) == ["08", "09", "10", "11"]
    assert (hours["08"].sales_minor, hours["08"].usual_minor, hours["08"].now) == (
        *(6600, 3300),
        True,
    )
    assert hours["11"].ahead
    assert found.usual_minor == 1650  # half of the hour is over
    assert found.more_minor == 6600 - 1650
    assert found.forecast_minor == 6600 * (3300 + 760) // 1650
    assert found.usual_days == 4
    shop.clock.pass_ms(3 * 3_600_000)
    later = today(traded.s, shop.owner)
    assert later.usual_minor == 3300 + 380
    assert later.forecast_minor == 6600 * 4060 // 3680


def test_what_wants_a_look(traded):
    shop, s = traded.shop, traded.s
    cola = shop.item("北岸可乐 500ml")
    receive(s, shop.owner, (StockLine(cola.item_id, 1_000),), move_id="m")
    with s.db.write() as tx:
        case = {"case_id": "k", "rule": "no_sale", "subject": "x", "bd": THURSDAY}
        commit.seal(
            *(tx, s, Kind.CASE_OPEN, case | {"level": "high", "data": {}}),
            operator_id=shop.owner.operator_id,
        )
    traded.at(6)
    found = today(s, shop.owner)
    assert set(codes(found)) == {"cases", "no_z", "low_stock"}
    assert found.alerts[0].code == "cases"
    assert [one.place for one in found.alerts][0] == "cases"
    assert "1 case is open." in [say(one.text, Words("en")) for one in found.alerts]
    assert "cases" not in codes(today(traded.s, traded.shop.manager))  # may not look at them
    for language in LANGUAGES:
        words = Words(language)
        said = [say(one.text, words) + say(one.why, words) for one in found.alerts]
        assert not [one for one in said if "⟦" in one], json.dumps(said, ensure_ascii=False)


@pytest.mark.parametrize(("held", "told"), [(10_000_000, False), (10_000_001, True)])
def test_prepaid_money_that_is_to_be_filed_is_told(shop, held, told):
    """R48: above the sum of the law profile; the shop judges whether it is of that trade."""
    money = Money(shop)
    money.set(law=LawChoice("prc"))
    money.give(shop.member("6027"), "principal", held)
    found = [one for one in today(shop.s, shop.owner).alerts if one.code == "filing"]
    assert len(found) == told
    for language in LANGUAGES if told else ():
        words = Words(language)
        assert "100,000.01" in say(found[0].text, words)
        assert "5" in say(found[0].why, words)


def test_a_morning_before_the_first_sale(shop):
    found = today(shop.s, shop.owner)
    assert found.forecast_minor is None
    assert found.formula == ()


def test_who_may_not(shop, refused):
    with refused("permission.missing"):
        today(shop.s, shop.cashier)


def test_one_is_said_as_one_in_english():
    words = Words("en")
    for key in ("report.out.uncounted", "report.alert.no_z", "report.others", "stock.save"):
        facts = {"on": "2026-09-01"} if key == "report.alert.no_z" else {}
        assert words(key, n=1, **facts) != words(key, n=2, **facts).replace("2", "1")
