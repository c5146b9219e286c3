"""The documents behind a candidate cause, as a person wants to see them before looking closer."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Document, Kind
from app.domain.ids import ReceiptNo
from app.domain.insight.difference import At
from app.store import journal, staff
from app.store.engine import Tx
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document. `sale_id` opens its receipt in the history (of a return: the sale's), empty
    when it has none. `no` is what its paper is called, `amount_minor` signed as the drawer sees
    it."""

    at: At
    kind: str
    at_ms: int
    operator_name: str
    no: str = ""
    reason: str = ""
    amount_minor: int = 0
    sale_id: str = ""


def evidence(s: Services, rows: tuple[At, ...]) -> tuple[Evidence, ...]:
    """What these rows of the journal say, in the order they are named in. Report thread."""
    with s.db.report() as tx:
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        found = [_of(tx, at, names) for at in rows]
    return tuple(one for one in found if one is not None)


def _of(tx: Tx, at: At, names: dict[str, str]) -> Evidence | None:
    doc = journal.document(tx, *at)
    if doc is None:
        return None
    body = doc.body
    return Evidence(
        at,
        doc.kind.value,
        body.get("at_ms", doc.eff_ms),
        names.get(doc.operator_id, "?"),
        no=_number(body.get("no", "")),
        reason=body.get("reason", ""),
        amount_minor=_amount(doc),
        sale_id=body.get("sale_id", "") if doc.kind in (Kind.SALE, Kind.REFUND) else "",
    )


def _amount(doc: Document) -> int:
    body = doc.body
    if doc.kind is Kind.SALE:
        return int(body["due"])
    if doc.kind is Kind.REFUND:
        return -int(body["total"])
    if doc.kind is Kind.CASH_OUT:
        return -int(body["amount"])
    if doc.kind is Kind.SHIFT_OPEN:
        return int(body["float"])
    return int(body.get("amount", 0))


def _number(no: str) -> str:
    try:
        return ReceiptNo.parse(no).short
    except ValueError:  # a return's or a plan's own number
        return no
