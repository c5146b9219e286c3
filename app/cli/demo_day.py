"""Yesterday in the demo shop: two shifts of sales through the real use cases, seeded by a count.

There is no dice in the program (house.md 3); which goods a customer takes follows from a small
generator that gives the same numbers everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.demo_money import Yesterday, stored_tender
from app.cli.demo_weeks import day_end, fortnight, printed, until, visitors
from app.clock import ManualClock
from app.domain.catalog import ItemKind
from app.domain.checkout.events import ItemIdentified
from app.domain.ids import OperatorId, SaleId
from app.domain.money import CURRENCIES
from app.domain.permissions import Operator
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.engine import price
from app.domain.pricing.priced import Book
from app.domain.tendering import Tender, quick_cash, take
from app.usecases.catalog.list_items import list_items
from app.usecases.member.find import attach, page
from app.usecases.sale.complete import complete
from app.usecases.sale.identify_code import item_event
from app.usecases.services import Services
from app.usecases.shift.close import close
from app.usecases.shift.open import open_shift
from app.usecases.shop.desk import desk_book
from app.usecases.staff.login import people

HOUR_MS = 3_600_000
SALES_A_SHIFT = 18
FLOAT_MINOR = 50_000


def numbers(seed: int) -> Iterator[int]:
    """An endless row of numbers below 2**31, the same for the same seed."""
    state = seed
    while True:
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        yield state >> 8


def trade(s: Services, clock: ManualClock, today_ms: int, *, programme: bool = True) -> None:
    """Two cashiers, a shift each, up to the evening before `today_ms`."""
    day_start = today_ms - 24 * HOUR_MS
    dice = numbers(20_260_912)
    cashiers = [one for one in people(s) if one.role == "cashier"]
    (manager,) = (one for one in people(s) if one.role == "manager")
    plans = Yesterday(s, clock)
    if programme:
        fortnight(
            *(s, clock, day_start),
            staff=(cashiers[0], manager),
            sell=lambda operator, shift_id: _sell(s, operator, shift_id, dice, guests=True),
            dice=dice,
        )
    for operator, hours in zip(cashiers, (8, 15), strict=True):
        until(clock, day_start + hours * HOUR_MS)
        shift = open_shift(s, operator, FLOAT_MINOR).value
        for number in range(SALES_A_SHIFT):
            clock.pass_ms(300_000 + next(dice) % 900_000)
            _sell(s, operator, shift.shift_id, dice)
            if programme and number % 2:
                printed(s, plans.next_plan(operator, shift.shift_id))
        if programme and operator is cashiers[-1]:
            printed(s, plans.last_hour(operator, manager, shift.shift_id))
        if programme and operator is cashiers[-1]:
            visitors(s, operator, dice)
            day_end(s, clock, manager, shift.shift_id)
        else:
            clock.pass_ms(600_000)
            printed(s, close(s, operator, shift.shift_id).effects)


def _sell(
    s: Services, operator: Operator, shift_id: str, dice: Iterator[int], *, guests: bool = False
) -> None:
    book, now = desk_book(s), s.clock.now_ms()
    goods = [row for row in list_items(s, limit=10_000) if row.price_minor]
    lines = []
    for number in range(1, 2 + next(dice) % 6):
        found = item_event(s, goods[next(dice) % len(goods)].item.item_id)
        if isinstance(found, ItemIdentified):
            lines.append(_line(number, found, next(dice)))
    member = None
    if next(dice) % 3 == 0 and not guests:
        rows = page(s, limit=200)
        member = attach(s, rows[next(dice) % len(rows)].member_id, scanned=True)
    basket = Basket(
        SaleId(s.clock.new_id()),
        OperatorId(operator.operator_id),
        now - 60_000,
        tuple(lines),
        member,
        next_line_no=len(lines) + 1,
        priced_ms=now,
    )
    kept = stored_tender(s, basket, price(basket, book, now).due_minor)
    tenders = (kept or _tender(basket, book, now, next(dice)),)
    printed(s, complete(s, operator, shift_id, basket, tenders).effects)


def _line(number: int, found: ItemIdentified, roll: int) -> BasketLine:
    if found.item.kind is ItemKind.WEIGHED:
        grams = 200 + roll % 1800
        return BasketLine(number, found.item, grams, found.unit_price_minor, "scale")
    return BasketLine(number, found.item, 1000 * (1 + roll % 3 // 2), found.unit_price_minor)


def _tender(basket: Basket, book: Book, now: int, roll: int) -> Tender:
    due = price(basket, book, now).due_minor
    kind = ("cash", "wechat", "alipay", "wechat", "card")[roll % 5]
    given = quick_cash(due, CURRENCIES["CNY"])[-1] if kind == "cash" else due
    return take(due, (), kind, given, rounding=book.rounding)
