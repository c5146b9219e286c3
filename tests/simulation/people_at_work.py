"""What people at a till do in a generated week: sell, take back, void, steal, count, close."""

import random  # noqa: TID251 - seeded, the same week every time
from dataclasses import dataclass, field

from app.domain.catalog import SHELF, ItemKind, price_on
from app.domain.checkout.state import ApprovalRequest
from app.domain.errors import Refused
from app.domain.ids import OperatorId, SaleId
from app.domain.member import MemberTerms
from app.domain.money import to_step
from app.domain.permissions import Operator, Permission, Role
from app.domain.pricing.basket import Approval, Basket, BasketLine
from app.domain.pricing.engine import price_shown
from app.domain.shift import Counted
from app.domain.tendering import take
from app.usecases.catalog.list_items import list_items
from app.usecases.member.find import attach, search
from app.usecases.returns.void import void
from app.usecases.sale.complete import LastSale, complete
from app.usecases.sale.return_goods import return_goods
from app.usecases.shift.close import close
from app.usecases.shift.count import count
from app.usecases.shift.open import current
from app.usecases.shop.desk import desk_book
from app.usecases.staff.approve import approve
from tests.usecases.shop import PINS, Shop

NOTES = (10_000, 5000, 2000, 1000, 500, 100, 50, 10)
WAYS = ("cash", "cash", "cash", "wechat", "wechat", "alipay", "card")


def pieces(minor: int) -> tuple[tuple[int, int], ...]:
    """An amount as notes and coins, the rest as single fen: what a count types in."""
    found, left = [], minor
    for note in NOTES:
        if left // note:
            found.append((note, left // note))
            left %= note
    return (*found, (1, left)) if left else tuple(found)


@dataclass
class Till:
    """One till of the week, and what really lies in its drawer: nobody but the week knows."""

    shop: Shop
    dice: random.Random
    drawer_minor: int = 0
    sold: list[LastSale] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows = list_items(self.shop.s, limit=10_000)
        self.goods = [
            row.item
            for row in rows
            if row.price_minor and row.item.kind is ItemKind.PIECE and row.price_minor < 5000
        ]
        self.regulars = search(self.shop.s, "100")

    @property
    def shift_id(self) -> str:
        shift = current(self.shop.s)
        assert shift is not None
        return shift.shift_id

    def sell(self, who: Operator, *, way: str = "", member: MemberTerms | None = None) -> LastSale:
        """A customer's basket, paid; cash goes into the drawer."""
        shop, now = self.shop, self.shop.clock.now_ms()
        lines = []
        for number in range(1, 2 + self.dice.randrange(5)):
            item = self.dice.choice(self.goods)
            price = price_on(item.prices, SHELF, now)
            qty = 1000 * self.dice.choice((1, 1, 1, 2, 3))
            lines.append(BasketLine(number, item, qty, price))
        if member is None and self.dice.random() < 0.3:
            member = attach(shop.s, self.dice.choice(self.regulars).member_id, scanned=True)
        basket = Basket(
            SaleId(shop.clock.new_id()),
            OperatorId(who.operator_id),
            now - 40_000,
            tuple(lines),
            member,
            next_line_no=len(lines) + 1,
            priced_ms=now,
        )
        book = desk_book(shop.s)
        due = price_shown(basket, book, now).due_minor
        way = way or self.dice.choice(WAYS)
        given = to_step(due, book.rounding.step_minor, book.rounding.mode) if way == "cash" else due
        tender = take(due, (), way, given, rounding=book.rounding)
        sale = complete(shop.s, who, self.shift_id, basket, (tender,)).value
        if tender.kind == "cash":
            self.drawer_minor += tender.given_minor - tender.change_minor
        self.sold.append(sale)
        return sale

    def give_back(self, who: Operator, sale: LastSale, *, reason: str = "unwanted") -> int:
        """The first line of a receipt comes back; what was paid in cash leaves the drawer."""
        done = return_goods(
            self.shop.s, who, self.shift_id, sale.sale_id, ((1, 1000),), reason=reason
        ).value
        self.drawer_minor -= done.returning.paid_out_minor
        return done.returning.paid_out_minor

    def void(self, who: Operator, sale: LastSale, reason: str) -> int:
        """All of a receipt, with the manager's word where it needs one."""
        s, shift_id = self.shop.s, self.shift_id
        try:
            done = void(s, who, shift_id, sale.sale_id, reason=reason).value
        except Refused as asked:
            word = self.word(asked, who)
            done = void(s, who, shift_id, sale.sale_id, reason=reason, approval=word).value
        self.drawer_minor -= done.returning.paid_out_minor
        return done.returning.paid_out_minor

    def word(self, asked: Refused, by: Operator) -> Approval:
        """The manager says yes to what was asked."""
        request = ApprovalRequest(
            action=str(asked.facts["action"]),
            permission=Permission(str(asked.facts["permission"])),
            roles=(Role.MANAGER, Role.OWNER),
            binding=str(asked.facts["binding"]),
            needed_ppm=0,
            limit_ppm=0,
            before_minor=0,
            after_minor=0,
            reason="",
            event=None,
        )
        manager = self.shop.manager
        return approve(
            *(self.shop.s, request, manager.operator_id, PINS[manager.name]),
            sale_id="",
            shift_id=self.shift_id,
            asked_by=by.operator_id,
        ).value

    def close(self, who: Operator, reason: str) -> None:
        """The counted shift signed, with the manager's word where it needs one."""
        s, shift_id = self.shop.s, self.shift_id
        try:
            close(s, who, shift_id, reason=reason)
        except Refused as asked:
            close(s, who, shift_id, reason=reason, approval=self.word(asked, who))

    def counted(self, typo: int = 0) -> Counted:
        """What lies in the drawer, as it is counted; `typo` is typed wrong."""
        return Counted(pieces(self.drawer_minor + typo))

    def count(self, who: Operator, typo: int = 0):
        """Count blind."""
        return count(self.shop.s, who, self.shift_id, self.counted(typo)).value
