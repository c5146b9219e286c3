"""A small week, so that every figure can be worked out by hand. Cola is 3.80 and milk 2.80.

Monday 2026-09-14   5 x (cola, milk) for cash at 8: 33.00. 2 x cola by WeChat at 11: 7.60.
                    Counted exactly; Z.
Tuesday 2026-09-15  Anna pays cola and milk by stored value: as a member 0.41 less
                    (100.00 was given to her): 6.19. A cola for cash, brought back: 3.80 and -3.80.
                    A milk for cash, voided: 2.80 and -2.80. Z.
Wednesday           nobody came, no shift.
Thursday 2026-09-17 2 colas on one receipt for cash, 0.30 off by hand: 7.30. Counted 60.00 short.
                    10 visitors at 9 o'clock. No Z: the day is still open.
"""

from dataclasses import replace

from app.domain.pricing.basket import ManualDiscount
from app.domain.shift import Counted
from app.usecases.report.traffic import enter
from app.usecases.returns.void import void
from app.usecases.sale.complete import complete
from app.usecases.shift.close import close
from app.usecases.shift.count import count
from app.usecases.shift.z import z_close
from tests.usecases.money import Money, tendered
from tests.usecases.returns.counter import back, sell, sell_by
from tests.usecases.shop import COLA, MILK, Shop

HOUR_MS = 3_600_000
SATURDAY = 1_789_142_400_000  # 2026-09-12 00:00 in the shop
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (
    *("2026-09-14", "2026-09-15", "2026-09-16"),
    "2026-09-17",
)


class Week:
    """Trades in a copied demo shop, a day after the other."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.money = Money(shop)

    @property
    def s(self):
        return self.shop.s

    def at(self, day: int, hour: int = 8) -> None:
        """The clock goes on to an hour; day 0 is Saturday, Monday is 2."""
        until = SATURDAY + (day * 24 + hour) * HOUR_MS
        self.shop.clock.pass_ms(until - self.shop.clock.now_ms())

    def close(self, shift, short_minor: int = 0, *, z: bool = True) -> None:
        """The drawer is counted, so much short, and the day closed."""
        expected = 20_000 + self.cash(shift) - short_minor
        notes = ((1, expected),)
        count(self.s, self.shop.manager, shift.shift_id, Counted(notes))
        close(self.s, self.shop.owner, shift.shift_id, reason="找不到")
        if z:
            z_close(self.s, self.shop.owner)

    def cash(self, shift) -> int:
        (row,) = self.shop.rows(
            "SELECT (SELECT coalesce(sum(t.amount_minor), 0) FROM sale JOIN sale_tender AS t"
            " USING (sale_id) WHERE shift_id = ?1 AND t.kind = 'cash') + (SELECT"
            " coalesce(sum(amount_minor), 0) FROM till_money WHERE shift_id = ?1"
            " AND kind = 'cash')",
            shift.shift_id,
        )
        return row[0]

    def sold_by(self, who, shift, basket, *parts):
        """A sale of somebody's own shift."""
        tenders = tendered(self.shop, basket, *parts)
        return complete(self.s, who, shift.shift_id, basket, tenders).value

    def monday(self, day: int = 2) -> None:
        shop = self.shop
        self.at(day)
        shift = shop.shift(float_minor=20_000)
        for _ in range(5):
            sell(shop, shift, shop.basket(COLA, MILK))
        self.at(day, 11)
        for _ in range(2):
            sell_by(shop, shift, shop.basket(COLA), "wechat")
        self.at(day, 20)
        self.close(shift)

    def tuesday(self) -> None:
        shop = self.shop
        self.at(3)
        anna = shop.member("6027")
        self.money.give(anna, "principal", 10_000)
        boss = shop.manager
        shift = shop.shift(boss, float_minor=20_000)
        paid = (("stored", 619, "general"),)
        self.sold_by(boss, shift, shop.basket(COLA, MILK, member=anna), *paid)
        sold = self.sold_by(boss, shift, shop.basket(COLA))
        back(shop, shift, sold, (1, 1000), who=boss)
        wrong = self.sold_by(boss, shift, shop.basket(MILK))
        void(self.s, boss, shift.shift_id, wrong.sale_id, reason="void_entry")
        self.at(3, 20)
        self.close(shift)

    def thursday(self) -> None:
        shop = self.shop
        self.at(5)
        shift = shop.shift(float_minor=20_000)
        basket = shop.basket(COLA, COLA)
        line = basket.lines[0]
        off = ManualDiscount("磕碰", shop.cashier.operator_id, amount_minor=30)
        basket = basket.with_line(replace(line, discount=off))
        complete(self.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
        enter(self.s, shop.cashier, THURSDAY, 9, 10)
        self.at(5, 20)
        self.close(shift, 6_000, z=False)
