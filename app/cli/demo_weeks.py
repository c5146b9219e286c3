"""The fortnight before yesterday in the demo shop, and how each of its days ends: so that a day has
something to be held against, shelves have stock, and there are Zs to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.clock import ManualClock
from app.domain.catalog import ItemKind
from app.domain.document import Kind
from app.domain.permissions import Operator
from app.domain.shift import Counted
from app.store import journal
from app.usecases.outcome import Effect, Print
from app.usecases.printing.settle import settle
from app.usecases.report.traffic import enter
from app.usecases.sale.quick_keys import pages
from app.usecases.services import Services
from app.usecases.shift.close import Closing
from app.usecases.shift.count import count
from app.usecases.shift.open import open_shift
from app.usecases.shift.report import x_report
from app.usecases.shift.z import z_close
from app.usecases.stock.move import StockLine, receive

HOUR_MS = 3_600_000
DAYS = 14
SALES_A_DAY = (9, 9, 9, 10, 12, 15, 14)  # Monday first
NOTES = (10_000, 5000, 2000, 1000, 500, 100, 50, 10, 1)
Sell = Callable[[Operator, str], None]


def fortnight(
    s: Services,
    clock: ManualClock,
    yesterday_ms: int,
    *,
    staff: tuple[Operator, Operator],
    sell: Sell,
    dice: Iterator[int],
) -> None:
    """Fourteen days up to the one before yesterday, a shift each; `staff` are cashier and manager.

    `sell(operator, shift_id)` sells one basket.
    """
    cashier, manager = staff
    stock_up(s, manager, dice)
    for day in range(DAYS, 0, -1):
        start = yesterday_ms - day * 24 * HOUR_MS
        until(clock, start + 8 * HOUR_MS)
        shift = open_shift(s, cashier, 50_000).value
        sales = SALES_A_DAY[(yesterday_ms // (24 * HOUR_MS) - day + 4) % 7]
        for _ in range(sales):
            clock.pass_ms(12 * HOUR_MS // sales - 600_000 + next(dice) % 600_000)
            sell(cashier, shift.shift_id)
        visitors(s, cashier, dice)
        day_end(s, clock, manager, shift.shift_id)


def stock_up(s: Services, manager: Operator, dice: Iterator[int]) -> None:
    """What lies on the quick keys is on the shelves; little of some."""
    wanted = {key.item.item_id: key.item for page in pages(s)[:3] for key in page.keys if key}
    lines = tuple(
        StockLine(str(item_id), 1000 * (12 + next(dice) % 60), item.cost_minor)
        for item_id, item in wanted.items()
        if item.kind is ItemKind.PIECE
    )
    receive(s, manager, lines, note="开业进货", move_id="demo-opening")


def visitors(s: Services, operator: Operator, dice: Iterator[int]) -> None:
    """How many came in, hour by hour, as the person at the door noted."""
    with s.db.read() as tx:
        (last,) = list(journal.read(tx, kinds=(Kind.SHIFT_OPEN,)))[-1:]
    for hour in range(8, 21):
        enter(s, operator, last.business_date, hour, 2 + next(dice) % 6)


def day_end(s: Services, clock: ManualClock, manager: Operator, shift_id: str) -> None:
    """Counted, closed, and the Z."""
    clock.pass_ms(600_000)
    holds = x_report(s, shift_id).totals.cash_expected_minor
    count(s, manager, shift_id, Counted(_pieces(holds)))
    printed(s, z_close(s, manager, closing=Closing()).effects)


def printed(s: Services, effects: tuple[Effect, ...]) -> None:
    """The paper of these days came out."""
    for effect in effects:
        if isinstance(effect, Print):
            settle(s, effect.job_id, "confirmed")


def until(clock: ManualClock, at_ms: int) -> None:
    """Time goes by up to then."""
    if at_ms > clock.now_ms():
        clock.pass_ms(at_ms - clock.now_ms())


def _pieces(minor: int) -> tuple[tuple[int, int], ...]:
    found = []
    for note in NOTES:
        found.append((note, minor // note))
        minor %= note
    return tuple((note, n) for note, n in found if n)
