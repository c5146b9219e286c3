"""A demo shop under test: who works there, what it sells, and short ways to a paid basket."""

from app import bootstrap
from app.clock import ManualClock
from app.domain.catalog import SHELF, Item, price_on
from app.domain.document import Document
from app.domain.ids import OperatorId, SaleId
from app.domain.member import MemberTerms
from app.domain.permissions import Operator
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.engine import price_shown
from app.domain.shift import Shift
from app.domain.tendering import Tender, cash_due, take
from app.settings import Settings
from app.store import journal
from app.usecases.catalog.list_items import list_items
from app.usecases.member.find import attach, search
from app.usecases.shift.open import open_shift
from app.usecases.shop.desk import desk_book
from app.usecases.staff.edit import all_people

PINS = {"林晓燕": "121212", "李伟": "232323", "王建国": "343434", "赵敏": "454545"}
COLA, MILK, APPLE, WATER = (
    "北岸可乐 500ml",
    "晨牧纯牛奶 250ml",
    "红富士苹果",
    "青溪饮用天然水 550ml",
)


class Shop:
    """The till of a copied demo shop, opened with a clock that a test moves."""

    def __init__(self, settings: Settings, now_ms: int) -> None:
        self.settings = settings
        self.clock = ManualClock(now_ms, prefix=7)
        self.till = bootstrap.open_till(settings, clock=self.clock)

    @property
    def s(self):
        return self.till.services

    def close(self) -> None:
        self.till.close()

    def again(self) -> None:
        """The program is started anew on the same folder."""
        self.till.close()
        self.open()

    def open(self) -> None:
        """The same folder, when something else has had it."""
        self.till = bootstrap.open_till(self.settings, clock=self.clock)

    def person(self, name: str) -> Operator:
        return next(one for one in all_people(self.s) if one.name == name)

    @property
    def cashier(self) -> Operator:
        return self.person("林晓燕")

    @property
    def manager(self) -> Operator:
        return self.person("王建国")

    @property
    def owner(self) -> Operator:
        return self.person("赵敏")

    def shift(self, who: Operator | None = None, float_minor: int = 10_000) -> Shift:
        return open_shift(self.s, who or self.cashier, float_minor).value

    def item(self, name: str) -> Item:
        for row in list_items(self.s, text=name.split()[0], limit=100, active=None):
            if name in (row.item.name, f"{row.item.name} {row.item.spec}"):
                return row.item
        raise LookupError(name)

    def member(self, text: str) -> MemberTerms:
        (row,) = search(self.s, text)
        return attach(self.s, row.member_id, scanned=True)

    def basket(self, *names: str, member: MemberTerms | None = None, sale_id: str = "") -> Basket:
        now = self.clock.now_ms()
        lines = []
        for number, name in enumerate(names, 1):
            item = self.item(name)
            price = price_on(item.prices, SHELF, now)
            lines.append(BasketLine(number, item, 1000, price))
        return Basket(
            SaleId(sale_id or self.clock.new_id()),
            OperatorId(self.cashier.operator_id),
            now,
            tuple(lines),
            member,
            next_line_no=len(lines) + 1,
            priced_ms=now,
        )

    def due(self, basket: Basket) -> int:
        return price_shown(basket, desk_book(self.s), self.clock.now_ms()).due_minor

    def paid(self, basket: Basket, kind: str = "cash", given: int = 0) -> tuple[Tender, ...]:
        """To the coin, unless more is given."""
        due, rounding = self.due(basket), desk_book(self.s).rounding
        exact = cash_due(due, (), rounding) if kind == "cash" else due
        return (take(due, (), kind, given or exact, rounding=rounding),)

    def documents(self, *kinds) -> list[Document]:
        with self.s.db.read() as tx:
            return list(journal.read(tx, kinds=kinds))

    def last_document(self) -> Document:
        return self.documents()[-1]

    def rows(self, sql: str, *params) -> list[tuple]:
        with self.s.db.read() as tx:
            return tx.all(sql, params)
