"""Ways to trade and to steal at a real till, in the words of the rules."""

from dataclasses import replace

from app.domain.ids import SaleId
from app.domain.insight.sentinel import Finding
from app.domain.pricing.basket import ManualDiscount, PriceOverride, VoidedLine
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.returns.reasons import reasons
from app.usecases.returns.void import void
from app.usecases.sale.cancel import cancel
from app.usecases.sale.complete import complete
from app.usecases.sale.reprint import reprint
from app.usecases.sentinel.look import find
from tests.usecases.shop import COLA, MILK, Shop

MINUTE, HOUR = 60_000, 3_600_000


class Trade:
    """One operator's shift after the other on a shop under test."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.who = shop.owner
        self.shift = shop.shift(self.who, 100_000)

    @property
    def s(self):
        return self.shop.s

    def wait(self, minutes: int = 3) -> None:
        """Time goes by."""
        self.shop.clock.pass_ms(minutes * MINUTE)

    def sell(self, *names: str, member=None, **changes) -> str:
        """A cash sale; its id."""
        self.wait()
        basket = self.shop.basket(*(names or (COLA,)), member=member)
        basket = replace(basket, operator_id=self.who.operator_id, **changes)
        tenders = self.shop.paid(basket)
        complete(self.s, self.who, self.shift.shift_id, basket, tenders)
        return str(basket.sale_id)

    def void(self, sale_id: str) -> None:
        """The whole sale back."""
        self.wait()
        why = reasons(self.s, voids=True)[0].code
        void(self.s, self.who, self.shift.shift_id, sale_id, reason=why)

    def cancel(self, *names: str) -> None:
        """A basket given up."""
        self.wait()
        basket = self.shop.basket(*(names or (COLA, MILK)))
        cancel(self.s, self.who, self.shift.shift_id, basket, "left")

    def no_sale(self) -> None:
        """The drawer, for change."""
        no_sale(self.s, self.who, self.shift.shift_id, "change")

    def copy(self, sale_id: str) -> None:
        """One more receipt."""
        self.wait()
        reprint(self.s, self.who, sale_id)

    def lines_out(self, n: int) -> tuple[VoidedLine, ...]:
        """Lines that were just taken out."""
        now = self.shop.clock.now_ms() + 3 * MINUTE  # the sale waits so long
        return tuple(VoidedLine("x", "x", 1000, 300, now - 1000 * i) for i in range(n))

    def off(self, rate_ppm: int) -> ManualDiscount:
        """What a person takes off the basket."""
        return ManualDiscount("friend", self.who.operator_id, rate_ppm=rate_ppm)

    def priced_by_hand(self) -> str:
        """A sale with a price of one's own."""
        self.wait()
        basket = self.shop.basket(COLA)
        line = replace(basket.lines[0], override=PriceOverride(100, "old", self.who.operator_id))
        return self.sell(lines=(line,), sale_id=SaleId(self.shop.clock.new_id()))

    def found(self, rule: str) -> list[Finding]:
        """What a look finds by a rule."""
        return [one for one in find(self.s).found if one.rule == rule]
