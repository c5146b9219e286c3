"""Finds what the list shows: sales, and between them the returns that no sale leads to."""

from __future__ import annotations

from heapq import merge

from app.usecases.member.find import file, search
from app.usecases.returns.look_back import BlindRow, into_value_of, without_receipt
from app.usecases.sale.history import SaleRow, recent
from app.usecases.services import Services

MEMBERS = 3  # whose sales are shown for a name or a phone
BLIND = "blind:"  # before a return's id, where a sale's stands alone

Found = SaleRow | BlindRow


def key_of(one: Found) -> str:
    """What the row is opened by: a sale's id, or `blind:<refund id>`."""
    return one.sale_id if isinstance(one, SaleRow) else BLIND + one.refund_id


def sales_of(rows: tuple[Found, ...]) -> tuple[SaleRow, ...]:
    """The sales among them: the list goes on behind the last of these."""
    return tuple(one for one in rows if isinstance(one, SaleRow))


def matching(s: Services, text: str, limit: int) -> tuple[Found, ...]:
    """By number, amount or goods, and those of members who match; newest first."""
    if not text:
        return page(s, "", limit)
    found: dict[str, Found] = {one.sale_id: one for one in recent(s, text=text, limit=limit)}
    found |= {key_of(one): one for one in without_receipt(s, text=text, limit=limit)}
    for member in search(s, text, MEMBERS):
        found |= {one.sale_id: one for one in file(s, member.member_id).sales}
        mine = into_value_of(s, member.member_id, limit=limit)
        found |= {key_of(one): one for one in mine}
    ranked = sorted(found.values(), key=_when, reverse=True)
    return tuple(ranked[:limit])


def page(s: Services, after: str, limit: int) -> tuple[Found, ...]:
    """`limit` sales behind the sale `after`, and what came back without a receipt between them.

    A full page ends with a sale: returns older than it belong to the next page.
    """
    sales = recent(s, after=after, limit=limit)
    until = sales[-1].sale_id if len(sales) == limit else ""
    back = without_receipt(s, after=after, until=until, limit=limit)
    sides: tuple[tuple[Found, ...], ...] = (back, sales)
    return tuple(merge(*sides, key=_when, reverse=True))  # sales keep their own order


def _when(one: Found) -> int:
    return one.at_ms
