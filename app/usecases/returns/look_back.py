"""Looks back at returns without a receipt: no sale leads to them, so they are listed themselves.

Their slip is laid out again from the document; a copy of it is marked and journalled (rules 3.11).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain import returns
from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.domain.returns import Heading, How
from app.domain.returns.how import ReturnReason
from app.domain.rights import Asset
from app.domain.shop import Shop
from app.domain.slips import RefundSlip
from app.store import members, sales, shifts, spool, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, refunds
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.ports import Slip
from app.usecases.printing.again import original
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.printing.refund_slip import refund_slip
from app.usecases.returns.reasons import as_said
from app.usecases.sale.history import PrintState
from app.usecases.sale.returning import BackTo, OpenLine, Returning
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class BlindRow:
    """A return without a receipt in the list; `total_minor` is what was given for the goods."""

    refund_id: str
    refund_no: str
    at_ms: int
    operator_name: str
    member_name: str
    pieces_milli: int
    total_minor: int
    print_state: str

    @property
    def short_no(self) -> str:
        """What a person reads: `R000012`."""
        return self.refund_no.rsplit("-", 1)[-1]


@dataclass(frozen=True, slots=True)
class BlindGoods:
    """A line that came back: thousandths, the price of one, what was given for it."""

    name: str
    name_en: str
    unit: str
    qty_milli: int
    price_minor: int
    back_minor: int


@dataclass(frozen=True, slots=True)
class BlindDetail:
    """One such return whole. `approver_name` is empty when the owner needed nobody; `slip` as it
    would be laid out now, `jobs` its prints, the original first."""

    row: BlindRow
    goods: tuple[BlindGoods, ...]
    reason: ReturnReason
    approver_name: str
    went: tuple[tuple[str, int], ...]
    rounding_minor: int
    slip: Slip
    jobs: tuple[PrintState, ...]
    seq: int
    hash_hex: str


def without_receipt(
    s: Services, *, text: str = "", after: str = "", until: str = "", limit: int = 50
) -> tuple[BlindRow, ...]:
    """Returns without a receipt, the latest first. Reader thread.

    `text`: a number or its end, an amount, part of an item's name. Without it: those made between
    the sales `after` (nothing newer than it) and `until` (nothing older); both are sale ids.
    """
    with s.db.read() as tx:
        if text.strip():
            return _rows(tx, refunds.search_unreceipted(tx, text, limit=limit))
        newer, older = (sales.row(tx, one) if one else None for one in (after, until))
        found = refunds.unreceipted(
            tx,
            below=(newer.epoch, newer.seq) if newer else refunds.LATEST,
            above=(older.epoch, older.seq) if older else (0, 0),
            limit=limit,
        )
        return _rows(tx, found)


def into_value_of(s: Services, member_id: str, *, limit: int = 50) -> tuple[BlindRow, ...]:
    """Those that went into a member's stored value, the latest first. Reader thread."""
    with s.db.read() as tx:
        found = refunds.recent(tx, member_id=member_id, limit=limit)
        return _rows(tx, (one for one in found if one.how == How.BLIND))


def blind_detail(s: Services, refund_id: str) -> BlindDetail:
    """One return without a receipt. Refused `blind.gone`. Reader thread."""
    with s.db.read() as tx:
        made, doc = _found(tx, refund_id)
        body, shop = doc.body, shops.load(tx)
        slip = _slip(tx, doc, shop)
        (row,) = _rows(tx, (made,))
        jobs = spool.of_sale(tx, refund_id)
        approver = _approver(tx, body)
        reason = as_said(shop, body["reason"], body["why"])
    return BlindDetail(
        row=row,
        goods=tuple(
            BlindGoods(*(one[key] for key in ("name", "en", "unit", "qty", "price", "back")))
            for one in body["lines"]
        ),
        reason=reason,
        approver_name=approver,
        went=tuple((kind, minor) for kind, minor, _ in returns.went(body)),
        rounding_minor=body["cash_rounding"],
        slip=s.paper.refund(slip),
        jobs=tuple(
            PrintState(j.job_id, j.state, j.copy_no, j.reason, j.changed_ms, j.device) for j in jobs
        ),
        seq=doc.seq,
        hash_hex=doc.hash.hex(),
    )


def reprint_blind(s: Services, operator: Operator, refund_id: str) -> Outcome[str]:
    """The print job of a copy of its slip; copies are numbered, and each is a document. The slip
    itself where nothing of it was ever sent.

    Refused: `permission.missing`, `printer.not_set`, `blind.gone`.
    """
    require(operator, Permission.REPRINT)
    require_printer(s)
    with s.db.write() as tx:
        made, doc = _found(tx, refund_id)
        first = original(tx, s, refund_id)
        if first is not None:
            return first
        shift, copy_no = shifts.current(tx), sales.copies(tx, refund_id) + 1
        commit.seal(
            *(tx, s, Kind.REPRINT),
            {
                "sale_id": refund_id,
                "no": made.no,
                "copy_no": copy_no,
                "shift_id": shift.shift_id if shift else "",
            },
            operator_id=operator.operator_id,
        )
        slip = _slip(tx, doc, shops.load(tx))
        head = replace(slip.head, copy_no=copy_no, copied_by=operator.name)
        told = s.paper.refund(replace(slip, head=head))
        job_id = enqueue(tx, s, "copy", told, sale_id=refund_id, copy_no=copy_no)
    return Outcome(job_id, Changes(shift=True, prints=True), (Print(job_id),))


def _found(tx: Tx, refund_id: str) -> tuple[refunds.RefundRow, Document]:
    made = refunds.get(tx, refund_id)
    doc = refunds.document(tx, refund_id) if made and made.how == How.BLIND else None
    if made is None or doc is None:
        raise Refused("blind.gone")
    return made, doc


def _rows(tx: Tx, found: Iterable[refunds.RefundRow]) -> tuple[BlindRow, ...]:
    names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
    return tuple(_row(tx, one, names.get(one.operator_id, "")) for one in found)


def _row(tx: Tx, one: refunds.RefundRow, operator_name: str) -> BlindRow:
    doc, jobs = refunds.document(tx, one.refund_id), spool.of_sale(tx, one.refund_id)
    lines = doc.body["lines"] if doc else ()
    return BlindRow(
        refund_id=one.refund_id,
        refund_no=one.no,
        at_ms=one.at_ms,
        operator_name=operator_name,
        member_name=_member_name(tx, one.member_id),
        pieces_milli=sum(x["qty"] if x["kind"] != "weighed" else 1000 for x in lines),
        total_minor=one.total_minor + one.rounding_minor,
        print_state=jobs[0].state if jobs else "",
    )


def _member_name(tx: Tx, member_id: str) -> str:
    member = members.get(tx, merges.stays(tx, member_id)) if member_id else None
    return member.name if member else ""


def _approver(tx: Tx, body: Body) -> str:
    given = staff.approval(tx, body["approval"]) if body["approval"] else None
    person = staff.get(tx, given.approver_id) if given else None
    return person.name if person else ""


def _slip(tx: Tx, doc: Document, shop: Shop) -> RefundSlip:
    """The slip again. What the member has is on the first paper only: it was true then."""
    body, person = doc.body, staff.get(tx, doc.operator_id)
    heading = Heading(
        *(body["refund_id"], body["no"], body["shift_id"], body["at_ms"]),
        as_said(shop, body["reason"], body["why"]),
        how=How.BLIND,
    )
    name = person.name if person else ""
    return refund_slip(tx, _returning(tx, body, shop), heading, shop, name, purse=None)


def _returning(tx: Tx, body: Body, shop: Shop) -> Returning:
    lines = tuple(
        OpenLine(
            *(one["n"], one["name"], one["en"], one["unit"], one["qty"], one["back"]),
            *(one["qty"], one["qty"], one["back"], one.get("spec", "")),
        )
        for one in body["lines"]
    )
    wallet = _wallet_name(tx, body, shop)
    return Returning(
        *("", "", body["at_ms"], body["member_id"], _member_name(tx, body["member_id"]), lines),
        back=tuple(BackTo(kind, minor, 0, wallet) for kind, minor, _ in returns.went(body)),
        total_minor=body["total"],
        tax_minor=body["tax"],
        rounding_minor=body["cash_rounding"],
        paid_out_minor=body["paid_out"],
        how=How.BLIND.value,
    )


def _wallet_name(tx: Tx, body: Body, shop: Shop) -> str:
    for one in body["funds"]:
        if asset := one.get("a"):
            wallet = programs.load(tx).wallet(Asset.parse(asset).plan)
            return wallet.named(shop.paper_language) if wallet else ""
    return ""
