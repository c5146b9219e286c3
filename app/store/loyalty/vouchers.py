"""Vouchers as rows: in somebody's hand, by code, used, given so far."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.voucher import Voucher
from app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher and what became of it. `live`: its one unit is still there (expired or not).

    `used_sale` and `used_ms` are of the sale that took it; a return gives it back and empties them.
    A voucher that is neither live nor used was voided or expired.
    """

    voucher: Voucher
    live: bool
    used_ms: int = 0
    used_sale: str = ""
    why: str = ""


def get(tx: Tx, voucher_id: str, *, today: str = "") -> VoucherRow | None:
    """One voucher by its id. `today` is the business date of `used_today`."""
    raise NotImplementedError


def by_code(tx: Tx, code: str, *, today: str = "") -> VoucherRow | None:
    """One voucher by its printed code (without `V:`)."""
    raise NotImplementedError


def of(tx: Tx, *holders: str, today: str, live: bool = True) -> tuple[VoucherRow, ...]:
    """The vouchers of these holders, the nearest end first; `live` False: all there ever were."""
    raise NotImplementedError


def given(tx: Tx, campaign_id: str, *holders: str, since_ms: int = 0, why: str = "") -> int:
    """How many of a campaign these holders were given since then (for that reason)."""
    raise NotImplementedError


def given_since(tx: Tx, campaign_id: str, since_ms: int, why: str = "") -> dict[str, int]:
    """How many of a campaign each holder was given since then: for rules that give to many."""
    raise NotImplementedError
