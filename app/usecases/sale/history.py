"""Looks back: the sales of this till, newest first, and one of them with its paper."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.sale import Sale
from app.usecases.ports import Slip
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class PrintState:
    """A print job: `state` is queued, sending, confirmed, unsure or failed; `reason` has a word."""

    job_id: str
    state: str
    copy_no: int
    reason: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale in the list. `tenders` are the kinds it was paid with."""

    sale_id: str
    receipt_no: str
    short_no: str
    at_ms: int
    business_date: str
    operator_name: str
    member_name: str
    pieces_milli: int
    due_minor: int
    paid_minor: int
    tenders: tuple[str, ...]
    print_state: str


@dataclass(frozen=True, slots=True)
class SaleDetail:
    """One sale whole: its facts, the receipt as it would be laid out now, and its print jobs."""

    sale: Sale
    operator_name: str
    member_name: str
    receipt: Slip
    jobs: tuple[PrintState, ...]
    seq: int
    hash_hex: str


def recent(
    s: Services, *, text: str = "", limit: int = 50, before: int | None = None
) -> tuple[SaleRow, ...]:
    """Sales, newest first; `text` is part of a receipt number or an amount, `before` an `at_ms`."""
    raise NotImplementedError


def detail(s: Services, sale_id: str) -> SaleDetail:
    """One sale. Refused `sale.unknown`."""
    raise NotImplementedError


def print_state(s: Services, job_id: str) -> PrintState | None:
    """How a print job stands now; None when there is no such job. Reader thread."""
    raise NotImplementedError
