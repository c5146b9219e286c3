"""What was used of lots: by the sales that they paid for, less what came back of those."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import SHELF, price_on
from app.domain.loyalty.money.funding import read as read_funds
from app.domain.loyalty.package import Package
from app.domain.money import divide, times
from app.domain.rights import member_holder
from app.domain.sale import Sale, SaleLine
from app.domain.sale import read as read_sale
from app.store import catalog, sales
from app.store.engine import Tx
from app.store.loyalty import refunds, topups


@dataclass(frozen=True, slots=True)
class Used:
    """`discount_minor` at the prices it was sold at, `list_minor` at prices for everyone."""

    discount_minor: int = 0
    list_minor: int = 0


def of_lots(tx: Tx, lot_ids: frozenset[str], *member_ids: str) -> Used:
    """What these lots paid for at sales and plan sales of these members, net of returns."""
    discount = listed = 0
    for member_id in member_ids:
        for row in sales.recent(tx, member_id=member_id, limit=-1):
            made = sales.document(tx, row.sale_id)
            if made is not None:
                sold = read_sale(
                    made.body, operator_id=made.operator_id, business_date=made.business_date
                )
                one = _of_sale(tx, sold, lot_ids)
                discount, listed = discount + one.discount_minor, listed + one.list_minor
    bought = _of_topups(tx, lot_ids, *member_ids)
    bought -= topups.given_back(tx, lot_ids, *map(member_holder, member_ids))
    return Used(discount + bought, listed + bought)


def _of_sale(tx: Tx, sale: Sale, lot_ids: frozenset[str]) -> Used:
    places = {i for i, fund in enumerate(sale.funds) if fund.lot_id in lot_ids}
    if not places:
        return Used()
    back = refunds.returned(tx, sale.sale_id)
    discount = sum(sale.funds[i].minor for i in places) - _came_back(tx, sale.sale_id, lot_ids)
    listed = 0
    for line in sale.lines:
        paid = sum(minor for place, minor in line.paid if place in places)
        if paid:
            returned = back[line.line_no].qty_milli if line.line_no in back else 0
            listed += _at_list(line, paid, line.qty_milli - returned)
    return Used(discount, max(listed, discount))


def _at_list(line: SaleLine, paid_minor: int, kept_milli: int) -> int:
    """What the part of a line that was paid so costs everyone."""
    cost = sum(minor for _, minor in line.paid)
    if not cost:
        return 0
    return divide(line.base_minor * paid_minor * kept_milli, cost * line.qty_milli)


def _came_back(tx: Tx, sale_id: str, lot_ids: frozenset[str]) -> int:
    total = 0
    for row in refunds.of_sale(tx, sale_id):
        made = refunds.document(tx, row.refund_id)
        if made is not None:
            total += sum(one["n"] for one in made.body["funds"] if one.get("lot") in lot_ids)
    return total


def _of_topups(tx: Tx, lot_ids: frozenset[str], *member_ids: str) -> int:
    """Packages and paid tiers that were bought with stored value."""
    total = 0
    for row in topups.of(tx, *member_ids):
        made = topups.document(tx, row.topup_id)
        if made is not None:
            funds = read_funds(made.body.get("funds", ()))
            total += sum(one.minor for one in funds if one.lot_id in lot_ids)
    return total


def of_package(tx: Tx, package: Package, now_ms: int) -> Used:
    """What a package's counted services gave: their part of the price, and their list price."""
    discount = listed = 0
    items = catalog.many(tx, [one.item_id for one in package.plan.services])
    worth = sum(lot.value_minor for lot in package.lots)
    for service, lot in zip(package.plan.services, package.lots, strict=False):
        item = items.get(service.item_id)
        price = price_on(item.prices, SHELF, now_ms) if item else None
        if service.uses:
            listed += times(price or 0, (service.uses - lot.left) * 1000)
    discount = max(package.paid_minor - worth, 0)
    return Used(discount, max(listed, discount))
