"""Plan sales (top-ups, packages, paid tiers, gift cards) as rows; the document has the rest."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Document
from app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class TopupRow:
    """One plan sale. `refunded_minor` -1: not refunded; else what was paid out."""

    topup_id: str
    no: str
    member_id: str
    plan_id: str
    plan_kind: str
    plan_name: str
    shift_id: str
    operator_id: str
    business_date: str
    at_ms: int
    paid_minor: int
    refunded_minor: int
    epoch: int
    seq: int


def get(tx: Tx, topup_id: str) -> TopupRow | None:
    """One plan sale; the way to see whether it is committed."""
    raise NotImplementedError


def document(tx: Tx, topup_id: str) -> Document | None:
    """Its sealed document: tenders, funds, given, package, gift_card, vouchers."""
    raise NotImplementedError


def of(tx: Tx, *member_ids: str, limit: int = -1) -> tuple[TopupRow, ...]:
    """Plan sales of these members, the latest first."""
    raise NotImplementedError


def bought(tx: Tx, plan_id: str, *member_ids: str) -> int:
    """How often these members bought a plan that was not refunded (plans sold once)."""
    raise NotImplementedError


def next_no(tx: Tx) -> int:
    """The number that the next plan sale of this till's epoch gets (1, 2, 3 ...)."""
    raise NotImplementedError
