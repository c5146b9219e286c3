"""What stands on a receipt, free of language, width and printer: paper only lays it out (R59)."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.codes import PROOF
from app.domain.document import Document, Kind
from app.domain.sale import Sale, read
from app.domain.shop import Shop
from app.domain.slips import Balances, PaidPart, ReceiptMember

__all__ = ["Receipt", "ReceiptMember", "of", "proof_of"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. `copy_no` 0 is the original, 1.. are copies (marked COPY).

    `balances` are the member's right after the sale; a copy made later has none (None). `parts`
    say what each tender was made of. `names` are (tender's reference, name): a wallet, a gift
    card's masked number; `rests` are (a gift card's reference, what it still holds), where nothing
    moved on it since. `earned` points came with it, `debt_paid` of them paid old debt.
    """

    shop: Shop
    sale: Sale
    operator_name: str
    member: ReceiptMember | None
    proof: str
    copy_no: int = 0
    copied_by: str = ""
    balances: Balances | None = None
    parts: tuple[PaidPart, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    rests: tuple[tuple[str, int], ...] = ()
    earned: int = 0
    debt_paid: int = 0


def proof_of(doc: Document) -> str:
    """The QR's text (agreements 25): document id, total, 8 bytes of the hash, the signature."""
    total = doc.body["due"]
    signature = base64.urlsafe_b64encode(doc.signature).decode().rstrip("=")
    return f"{PROOF}:{doc.tid}.{doc.epoch}.{doc.seq}:{total}:{doc.hash[:8].hex()}:{signature}"


def of(
    doc: Document,
    shop: Shop,
    operator_name: str,
    member: ReceiptMember | None,
    *,
    copy_no: int = 0,
    copied_by: str = "",
    balances: Balances | None = None,
    names: tuple[tuple[str, str], ...] = (),
    rests: tuple[tuple[str, int], ...] = (),
) -> Receipt:
    """The receipt of a sale's document."""
    if doc.kind is not Kind.SALE:
        raise ValueError(f"a {doc.kind} has no receipt")
    sale = read(doc.body, operator_id=doc.operator_id, business_date=doc.business_date)
    earned = doc.body.get("earned") or {}
    return Receipt(
        shop,
        sale,
        operator_name,
        member,
        proof_of(doc),
        copy_no,
        copied_by,
        balances=balances,
        parts=parts(doc.body.get("funds") or ()),
        names=names,
        rests=rests,
        earned=earned.get("points", 0),
        debt_paid=earned.get("debt_paid", 0),
    )


def parts(funds: Iterable[dict[str, Any]]) -> tuple[PaidPart, ...]:
    """A document's `funds` by tender and source: lots of the same source count together."""
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    for one in funds:
        at = (one["t"], one["k"])
        minor, units = sums.get(at, (0, 0))
        sums[at] = (minor + one["n"], units + one.get("u", one["n"]))
    return tuple(PaidPart(no, kind, *both) for (no, kind), both in sums.items())
