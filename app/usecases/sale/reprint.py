"""Prints a receipt once more, marked as a copy and journalled (rules.md 3.11).

One that never reached paper is still the original: nothing is counted and nothing is marked.
"""

from __future__ import annotations

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.store import sales, shifts
from app.store import shop as shops
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.again import original
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.printing.receipts import receipt_of
from app.usecases.services import Services


def reprint(s: Services, operator: Operator, sale_id: str | None = None) -> Outcome[str]:
    """The print job of a copy of that sale, or of this till's last one; copies are numbered. The
    original's own where nothing of it was ever sent.

    Refused: `permission.missing`, `printer.not_set`, `sale.none_yet`, `sale.unknown`.
    """
    require(operator, Permission.REPRINT)
    require_printer(s)
    with s.db.write() as tx:
        if sale_id is None:
            newest = sales.last(tx)
            if newest is None:
                raise Refused("sale.none_yet")
            sale_id = newest.sale_id
        doc = sales.document(tx, sale_id)
        if doc is None:
            raise Refused("sale.unknown")
        first = original(tx, s, sale_id)
        if first is not None:
            return first
        shift = shifts.current(tx)
        copy_no = sales.copies(tx, sale_id) + 1
        commit.seal(
            *(tx, s, Kind.REPRINT),
            {
                "sale_id": sale_id,
                "no": doc.body["no"],
                "copy_no": copy_no,
                "shift_id": shift.shift_id if shift else "",
            },
            operator_id=operator.operator_id,
        )
        copy = receipt_of(tx, doc, shops.load(tx), copy_no=copy_no, copied_by=operator.name)
        slip = s.paper.receipt(copy)
        job_id = enqueue(tx, s, "copy", slip, sale_id=sale_id, copy_no=copy_no)
    return Outcome(job_id, Changes(shift=True, prints=True), (Print(job_id),))
