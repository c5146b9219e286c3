"""What the till writes is what the rules see: each through the real use case."""

from dataclasses import replace

from app.domain.document import Kind
from app.domain.insight.sentinel import Day
from app.domain.insight.sentinel import facts as of
from app.store import shop as shops
from app.usecases import commit
from app.usecases.sentinel.reading import Reading
from app.usecases.stock import move
from app.usecases.stock.move import StockLine
from tests.usecases.sentinel.trade import HOUR
from tests.usecases.shop import COLA, MILK


def today(trade, since: str = "2000-01-01") -> Day:
    with trade.s.db.read() as tx:
        shop = shops.load(tx)
    reading = Reading(trade.s.db, shop, {}, 0)
    return list(reading.days(since))[-1]


def test_a_sale_is_read_with_all_that_the_rules_need(trade):
    member = replace(trade.shop.member("0001"), scanned=False, late=True)
    voided = trade.lines_out(3)
    trade.sell(COLA, MILK, member=member, discount=trade.off(90_000), voided=voided)
    sold = today(trade).sales[-1]
    assert (sold.who, sold.member_id) == (trade.who.operator_id, member.member_id)
    assert (sold.scanned, sold.late, sold.approved) == (False, True, False)
    assert len(sold.voids) == 3
    assert (sold.cash_minor, sold.due_minor) == (590, 588)  # to the coin, and what was due
    assert 80_000 <= sold.off_ppm <= 100_000
    assert sold.off_minor > 0


def test_only_a_late_member_is_written_as_one(trade):
    trade.sell(COLA, member=trade.shop.member("0001"))
    assert "member_late" not in trade.shop.last_document().body
    assert not today(trade).sales[-1].late


def test_the_minute_is_that_of_the_business_day(trade):
    trade.sell()
    doc = trade.shop.last_document()
    with trade.s.db.read() as tx:
        cutoff = shops.load(tx).cutoff_hour
    hour, minute = divmod(today(trade).sales[-1].minute, 60)
    assert (hour + cutoff) % 24 == (doc.body["at_ms"] // HOUR + 8) % 24
    assert minute == doc.body["at_ms"] // 60_000 % 60


def test_deeds_are_read(trade):
    sale_id = trade.sell(COLA, MILK)
    trade.copy(sale_id)
    trade.void(sale_id)
    trade.cancel()
    trade.no_sale()
    deeds = today(trade).deeds
    assert [one.what for one in deeds] == [of.REPRINT, of.VOID, of.CANCEL, of.NO_SALE]
    voided = deeds[1]
    assert voided.cash_minor == voided.amount_minor > 0
    assert voided.sale_id == sale_id
    assert deeds[2].amount_minor > 0
    assert deeds[2].n == 2


def test_goods_that_are_gone_are_valued_at_their_cost(trade):
    item = trade.shop.item(COLA)
    trade.sell()
    lines = (StockLine(str(item.item_id), 3_000),)
    move.write_off(trade.s, trade.who, lines, reason="broken", move_id="w1")
    move.adjust(trade.s, trade.who, str(item.item_id), -2_000, reason="less", move_id="a1")
    move.adjust(trade.s, trade.who, str(item.item_id), 5_000, reason="more", move_id="a2")
    gone = [one for one in today(trade).deeds if one.what == of.WRITE_OFF]
    cost = item.cost_minor or 0
    assert [one.amount_minor for one in gone] == [3 * cost, 2 * cost]
    assert cost > 0
    assert [one.ref for one in gone] == ["", ""]


def test_a_topup_that_went_back_knows_when_it_was_sold(trade):
    """The documents as the plans' use cases write them; the table says when it was sold."""
    member = str(trade.shop.member("0001").member_id)
    at_ms, shift = trade.shop.clock.now_ms(), str(trade.shift.shift_id)
    told = {"topup_id": "t1", "shift_id": shift, "member_id": member}
    sold = {"plan_id": "p", "plan_kind": "topup", "plan_name": "p", "amount": 50_000, "no": "T1"}
    with trade.s.db.write() as tx:
        commit.seal(
            *(tx, trade.s, Kind.TOPUP),
            {**told, **sold, "at_ms": at_ms},
            operator_id=trade.shop.cashier.operator_id,
        )
    trade.wait(20)
    with trade.s.db.write() as tx:
        back = {**told, "refund": 50_000, "tender": "cash", "at_ms": trade.shop.clock.now_ms()}
        commit.seal(tx, trade.s, Kind.TOPUP_REFUND, back, operator_id=trade.who.operator_id)
    deeds = today(trade).deeds
    assert [one.what for one in deeds] == [of.TOPUP, of.TOPUP_REFUND]
    assert (deeds[1].since_ms, deeds[1].by) == (at_ms, trade.shop.cashier.operator_id)
    (one,) = trade.found("topup_refund")
    assert (one.level, one.facts["minutes"]) == ("low", 20)


def test_a_clock_that_was_set_back_is_read(trade):
    trade.sell()
    trade.shop.clock.set_wall(trade.shop.clock.now_ms() - 2 * HOUR)
    trade.sell()
    jumps = [one for one in today(trade).deeds if one.what == of.JUMP]
    assert [-125 <= one.n <= -115 for one in jumps] == [True]


def test_days_before_are_left_out(trade):
    trade.sell()
    assert today(trade).bd == trade.shift.business_date
    with trade.s.db.read() as tx:
        shop = shops.load(tx)
    assert not list(Reading(trade.s.db, shop, {}, 0).days("2999-01-01"))
