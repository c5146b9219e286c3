"""Short ways through a shift: sell, count what documents say (more or less), close."""

from app.domain.shift import Counted, ZReport
from app.domain.shift.terms import denominations
from app.usecases.sale.complete import complete
from app.usecases.shift.close import Closing
from app.usecases.shift.count import count
from app.usecases.shift.report import x_report
from app.usecases.shift.z import z_close


def sell(shop, shift, *names, kind="cash", given=0, who=None):
    basket = shop.basket(*names)
    tenders = shop.paid(basket, kind, given)
    return complete(shop.s, who or shop.cashier, shift.shift_id, basket, tenders).value


def pieces(minor: int) -> Counted:
    """A sum as notes and coins, the fewest there can be; odd cents as 0.01 pieces."""
    found = []
    for value in (*denominations("CNY"), 1):
        found.append((value, minor // value))
        minor %= value
    return Counted(tuple(found))


def expected(shop, shift) -> int:
    return x_report(shop.s, shift.shift_id).totals.cash_expected_minor


def count_all(shop, shift, off=0, who=None, tenders=()):
    found = pieces(expected(shop, shift) + off)
    counted = Counted(found.denominations, tenders)
    return count(shop.s, who or shop.cashier, shift.shift_id, counted).value


def day_end(shop, who=None) -> ZReport:
    return z_close(shop.s, who or shop.manager, closing=Closing()).value
