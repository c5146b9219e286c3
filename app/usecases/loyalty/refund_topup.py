"""Money back out of prepaid value (R1, R6-R12): the statement first, then the same one paid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.loyalty.law.statement import Step
from app.domain.loyalty.plan import PlanKind
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


class Basis(StrEnum):
    """The grounds that profiles know; which ones hold is the profile's (`bases`)."""

    SHOP = "fault"
    MEMBER = "own_reason"
    COOLING_OFF = "cooling_off"
    CLOSING = "closing"
    USED_VALUE = "used_value"


@dataclass(frozen=True, slots=True)
class TopupRow:
    """A top-up, package, membership or gift card that a member bought, newest first in lists."""

    topup_id: str
    no: str
    at_ms: int
    kind: PlanKind
    plan_name: str
    paid_minor: int
    left_principal_minor: int
    left_bonus_minor: int
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True)
class RefundStatement:
    """How much comes back, and why, step by step. The last step's amount is `refund_minor`.

    `cooling_off_until` is the last business date of it (empty: over, or used). `pay_within_days`
    by the law profile (0: not said). `forfeit_bonus_minor` and `forfeit_points` go with it.
    """

    topup_id: str
    member_id: str
    basis: str
    steps: tuple[Step, ...]
    refund_minor: int
    forfeit_bonus_minor: int = 0
    forfeit_points: int = 0
    vouchers_void: int = 0
    cooling_off_until: str = ""
    pay_within_days: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class PaidOut:
    """Money went back. `tender_kind` how; `print_job` empty without a printer."""

    topup_id: str
    refund_minor: int
    tender_kind: str
    statement: RefundStatement
    print_job: str = ""


def bought(s: Services, member_id: str) -> tuple[TopupRow, ...]:
    """Everything that the member paid ahead, newest first. Reader thread."""
    raise NotImplementedError


def bases(s: Services, topup_id: str) -> tuple[str, ...]:
    """The grounds of the shop's law profile (word `law.basis.<code>`). Reader thread."""
    raise NotImplementedError


def statement(s: Services, topup_id: str, basis: str) -> RefundStatement:
    """What would come back now. Reader thread.

    Refused: `topup.unknown`, `topup.refunded`, `topup.not_refundable` (a paid tier, R27),
    `topup.cooling_off_over` (until), `topup.cooling_off_used`.
    """
    raise NotImplementedError


def pay_out(  # noqa: PLR0917 - who, where, what, how
    s: Services,
    operator: Operator,
    shift_id: str,
    topup_id: str,
    basis: str,
    *,
    tender_kind: str = "cash",
    approval: Approval | None = None,
    expected_minor: int | None = None,
) -> Outcome[PaidOut]:
    """Pay the statement out; the lots are taken back and the slip prints every step.

    Refused as `statement`, and `shift.*`, `approval.needed`, `drawer.not_enough`,
    `refund.changed` (expected_minor, refund_minor: something was spent meanwhile),
    `refund.nothing`.
    """
    raise NotImplementedError


def withdraw_statement(s: Services, member_id: str) -> RefundStatement:
    """All principal of the member, bonus forfeited (R12: closing). Reader thread."""
    raise NotImplementedError


def withdraw(
    s: Services,
    operator: Operator,
    shift_id: str,
    member_id: str,
    amount_minor: int = 0,
    *,
    tender_kind: str = "cash",
    approval: Approval | None = None,
) -> Outcome[PaidOut]:
    """Principal out in money: `amount_minor` of it, 0 for all (then the bonus forfeits too).

    Refused: `withdraw.short` (available_minor), `approval.needed`, `drawer.not_enough`.
    """
    raise NotImplementedError
