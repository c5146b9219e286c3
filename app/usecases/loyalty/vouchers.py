"""Vouchers: issued one by one, by batch or by rule; found by code, voided, handed on."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.voucher import Voucher
from app.domain.permissions import Operator
from app.store.engine import Tx
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class VoucherSeen:
    """A voucher as somebody looks at it. `state`: `good`, `not_yet`, `expired`, `used`, `void`.

    `used_sale` is the receipt number of the sale that used it.
    """

    voucher: Voucher
    state: str
    member_name: str = ""
    used_sale: str = ""
    used_ms: int = 0


def issue(
    s: Services,
    operator: Operator,
    campaign_id: str,
    *,
    member_ids: tuple[str, ...] = (),
    bearer: int = 0,
    reason: str = "",
    shift_id: str = "",
) -> Outcome[tuple[Voucher, ...]]:
    """One voucher for each member, or `bearer` printed ones for whoever holds them.

    Refused: `permission.missing`, `campaign.unknown`, `campaign.inactive`, `voucher.nobody`,
    `voucher.too_many` (most), `voucher.not_bearer`, `voucher.per_member` (member),
    `member.unknown`, `reason.missing`.
    """
    raise NotImplementedError


def issue_by_rule(
    tx: Tx, s: Services, member_id: str, occasion: str, *, operator_id: str
) -> tuple[Voucher, ...]:
    """The vouchers that campaigns promise on an occasion (`enrol`), in the caller's transaction."""
    raise NotImplementedError


def of_member(s: Services, member_id: str) -> tuple[VoucherSeen, ...]:
    """All of a member's vouchers, usable ones first, then used and ended, newest first. Reader."""
    raise NotImplementedError


def find(s: Services, code: str) -> VoucherSeen:
    """The voucher of a code, `V:` or bare. Reader thread. Refused `voucher.unknown`."""
    raise NotImplementedError


def void(s: Services, operator: Operator, voucher_id: str, reason: str) -> Outcome[None]:
    """Take a voucher out of the world. Refused `voucher.unknown`, `voucher.used`,
    `reason.missing`, `permission.missing`."""
    raise NotImplementedError


def transfer(
    s: Services, operator: Operator, voucher_id: str, to_member_id: str
) -> Outcome[Voucher]:
    """Hand a voucher on. Refused `voucher.not_transferable`, `voucher.used`, `voucher.expired`,
    `member.unknown`, `transfer.same`."""
    raise NotImplementedError


def reprint(s: Services, operator: Operator, shift_id: str, voucher_id: str) -> Outcome[str]:
    """Print a member's voucher again; the job's id. Refused `printer.not_set`, `voucher.bearer`."""
    raise NotImplementedError
