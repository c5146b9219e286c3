"""From a document to the rows people query: used by commit, rebuild and pull alike.

`project` is a pure fold: the same documents in the same order give the same rows, in any file. It
never refuses a fact; what a document may say was checked before it was sealed. A body has its keys
as they were written at the commit, and sorted at a rebuild: nothing here may depend on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.document import Document, Kind
from app.store.engine import Tx
from app.store.projections import (
    attempts,
    cases,
    catalog,
    day,
    events,
    loyalty,
    members,
    moves,
    sale,
    shop,
    staff,
    stock,
)
from app.store.projections.bulk import Bulk

Profile = dict[str, Any]
Projector = Callable[[Tx, Document], None]

_BY_KIND: dict[Kind, Projector] = {
    Kind.EPOCH_OPEN: shop.epoch_open,
    Kind.SETTINGS_CHANGE: shop.settings_change,
    Kind.SALE: sale.sale,
    Kind.SHIFT_OPEN: events.shift_open,
    Kind.SHIFT_CLOSE: events.shift_close,
    Kind.CASH_IN: events.cash,
    Kind.CASH_OUT: events.cash,
    Kind.APPROVAL: events.approval,
    Kind.BASKET_CANCEL: events.event,
    Kind.DRAWER_OPEN: events.event,
    Kind.REPRINT: events.event,
    Kind.LOGIN: events.event,
    Kind.CLOCK_JUMP: events.event,
    Kind.FAULT: events.event,
    Kind.CATALOG_CHANGE: catalog.catalog_change,
    Kind.STAFF_CHANGE: staff.staff_change,
    Kind.REFUND: sale.refund,
    Kind.TOPUP: loyalty.topup,
    Kind.TOPUP_REFUND: loyalty.topup_refund,
    Kind.ADJUST: loyalty.nothing,
    Kind.OPENING: loyalty.nothing,
    Kind.EXPIRE: loyalty.nothing,
    Kind.REDEEM: loyalty.redeem,
    Kind.TRANSFER: loyalty.nothing,
    Kind.VOUCHER_ISSUE: loyalty.nothing,
    Kind.PACKAGE_CHANGE: loyalty.package_change,
    Kind.GIFT_CARD_CHANGE: loyalty.gift_card_change,
    Kind.TIER_CHANGE: loyalty.tier_change,
    Kind.PROGRAM_CHANGE: loyalty.program_change,
    Kind.MEMBER_MERGE: members.merge,
    Kind.MEMBER_UNMERGE: members.unmerge,
    Kind.MEMBER_ERASE: members.erase,
    Kind.MEMBER_SEEN: members.seen,
    Kind.SHIFT_COUNT: day.shift_count,
    Kind.SHIFT_HAND_OVER: day.hand_over,
    Kind.Z_CLOSE: day.z_close,
    Kind.Z_SEEN: day.z_seen,
    Kind.TRAFFIC: day.traffic,
    Kind.CASE_OPEN: cases.case_open,
    Kind.CASE_CLOSE: cases.case_close,
    Kind.ROLE_CHANGE: staff.role_change,
    Kind.ATTENDANCE: staff.attendance,
    Kind.TRAINING: events.event,
    Kind.ANCHOR: events.event,
    Kind.PAY_ATTEMPT: attempts.attempt,
    Kind.PAY_RESULT: attempts.result,
    Kind.STOCK_RECEIVE: stock.moved,
    Kind.STOCK_ADJUST: stock.moved,
    Kind.STOCK_COUNT: stock.moved,
    Kind.STOCK_TRANSFER: stock.moved,
    Kind.STOCK_WRITE_OFF: stock.moved,
}
_FORGET = frozenset(
    {
        *(Kind.EPOCH_OPEN, Kind.SETTINGS_CHANGE, Kind.CATALOG_CHANGE, Kind.PROGRAM_CHANGE),
        *(Kind.ROLE_CHANGE, Kind.CLOCK_JUMP),
        *(Kind.SHIFT_OPEN, Kind.SHIFT_CLOSE, Kind.SHIFT_HAND_OVER),
    }
)


def project(tx: Tx, doc: Document, opened_profile: Profile | None = None) -> None:
    """Write the rows of one document. `opened_profile` is a member's clear profile, if it is known:
    without it (the key was dropped) the member stays as a row without a name."""
    if doc.kind in _FORGET:
        tx.memo.clear()
    if doc.kind in (Kind.MEMBER_CREATE, Kind.MEMBER_EDIT):
        members.member(tx, doc, opened_profile)
    else:
        _BY_KIND[doc.kind](tx, doc)
    if doc.kind is not Kind.SALE and doc.body.get("vouchers"):
        loyalty.vouchers(tx, doc)
    if doc.body.get("moves") or doc.body.get("counts"):
        moves.moves(tx, doc)
    if doc.postings:
        _post(tx, doc)


def project_all(tx: Tx, docs: Sequence[tuple[Document, Profile | None]]) -> None:
    """The rows of many documents of one moment, those of new members apart from what they bring:
    the same rows as one after the other, statement by statement."""
    bulk = Bulk(tx)
    joining = [one for one in docs if one[0].kind is Kind.MEMBER_CREATE]
    if joining:
        members.join_all(bulk, joining)
    for doc, opened in docs:
        if doc.kind is not Kind.MEMBER_CREATE:
            project(bulk, doc, opened)
    bulk.flush()


def _post(tx: Tx, doc: Document) -> None:
    """Postings, and the balance of each account on the business date: what holders have is summed
    up under the plain account (`2110.m:<member>` under `2110`), who has it stands in `rights`."""
    tx.many(
        "INSERT INTO posting (epoch, seq, n, account, unit, amount) VALUES (?, ?, ?, ?, ?, ?)",
        [(doc.epoch, doc.seq, n, *posting) for n, posting in enumerate(doc.postings, 1)],
    )
    sums: dict[tuple[str, str], int] = {}
    for account, unit, amount in doc.postings:
        plain, _, holder = account.partition(".")
        place = (plain if holder[1:2] == ":" else account, unit)
        sums[place] = sums.get(place, 0) + amount
    tx.many(
        "INSERT INTO account_day (bd, account, unit, amount) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (bd, account, unit) DO UPDATE SET amount = amount + excluded.amount",
        [(doc.business_date, *place, amount) for place, amount in sums.items()],
    )
