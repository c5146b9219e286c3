"""Short ways to sell, to take back, to exchange, and to see what the ledger says."""

from dataclasses import replace

from app.domain.checkout.state import ApprovalRequest, LastSale
from app.domain.permissions import Operator, Permission, Role
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.engine import price_shown
from app.domain.tendering import Tender, cash_due, take
from app.usecases.outcome import Outcome
from app.usecases.returns.exchange import begin_exchange
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from app.usecases.shop.desk import desk_book
from app.usecases.staff.approve import approve
from tests.usecases.money import tendered
from tests.usecases.shop import PINS, Shop


def sell(shop: Shop, shift, basket: Basket, *parts) -> LastSale:
    tenders = tendered(shop, basket, *parts)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value


def sell_by(shop: Shop, shift, basket: Basket, kind: str) -> LastSale:
    """Paid whole by one tender."""
    paid = shop.paid(basket, kind)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, paid).value


def back(shop: Shop, shift, sale, *lines, reason: str = "unwanted", who=None, **more):
    return return_goods(
        *(shop.s, who or shop.cashier, shift.shift_id, sale.sale_id, lines), reason=reason, **more
    )


def with_credit(shop: Shop, basket: Basket, sale, *lines, reason: str = "wrong", **more) -> Basket:
    """The basket with goods of a sale that come back for it."""
    begun = begin_exchange(
        *(shop.s, more.pop("who", shop.cashier), sale.sale_id, lines), reason=reason, **more
    )
    return replace(basket, credit=begun.credit, member=basket.member or begun.member)


def payable(shop: Shop, basket: Basket) -> int:
    """What is left to pay beside the credit."""
    due = price_shown(basket, desk_book(shop.s), shop.clock.now_ms()).payable_minor
    return due - min(due, basket.credit.minor if basket.credit else 0)


def difference(shop: Shop, basket: Basket, kind: str = "cash") -> tuple[Tender, ...]:
    """One tender for what is left; none when the credit is enough."""
    due, rounding = payable(shop, basket), desk_book(shop.s).rounding
    exact = cash_due(due, (), rounding) if kind == "cash" else due
    return (take(due, (), kind, exact, rounding=rounding),) if due else ()


def swap(shop: Shop, shift, basket: Basket, kind: str = "cash", who=None) -> Outcome[LastSale]:
    tenders = difference(shop, basket, kind)
    return complete(shop.s, who or shop.cashier, shift.shift_id, basket, tenders)


def balances(shop: Shop) -> dict[tuple[str, str], int]:
    rows = shop.rows("SELECT account, unit, sum(amount) FROM posting GROUP BY 1, 2")
    return {(account, unit): n for account, unit, n in rows if n}


def account(shop: Shop, number: str) -> int:
    """What stands on an account of money."""
    found = balances(shop)
    return sum(n for (name, unit), n in found.items() if name == number and unit == "CNY")


def word(
    shop: Shop,
    error,
    shift,
    permission: Permission,
    who: str = "王建国",
    by: Operator | None = None,
) -> Approval:
    """A second person says yes to what `approval.needed` asked for."""
    request = ApprovalRequest(
        action=str(error.facts["action"]),
        permission=permission,
        roles=tuple(Role),
        binding=str(error.facts["binding"]),
    )
    return approve(
        *(shop.s, request, shop.person(who).operator_id, PINS[who]),
        sale_id="",
        shift_id=shift.shift_id,
        asked_by=(by or shop.cashier).operator_id,
    ).value
