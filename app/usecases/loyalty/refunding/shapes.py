"""What a refund of prepaid money says before and after it is paid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.loyalty.law.statement import Step
from app.domain.loyalty.plan import PlanKind
from app.store.queries.attempts import AttemptRow


class Basis(StrEnum):
    """The grounds that profiles know; which ones hold is the profile's (`bases`)."""

    SHOP = "fault"
    MEMBER = "own_reason"
    COOLING_OFF = "cooling_off"
    CLOSING = "closing"
    USED_VALUE = "used_value"


@dataclass(frozen=True, slots=True)
class TopupRow:
    """A top-up, package, membership or gift card that a member bought, newest first in lists.

    `refunded_minor` -1: not refunded. `attempts`: what gateways were asked for, and said.
    """

    topup_id: str
    no: str
    at_ms: int
    kind: PlanKind
    plan_name: str
    paid_minor: int
    left_principal_minor: int
    left_bonus_minor: int
    refunded_minor: int = -1
    attempts: tuple[AttemptRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundStatement:
    """How much comes back, and why, step by step. The last step's amount is `refund_minor`.

    `stored_minor` goes back into the wallet that had paid, beside the money. `by_code` of the money
    goes back through the gateways that had taken it: (tender, minor units). `pay_until` is the
    last day to pay it by the profile (empty: not said). What forfeits with it: bonus, points,
    vouchers. `source` names the profile's source.
    """

    topup_id: str
    member_id: str
    basis: str
    steps: tuple[Step, ...]
    refund_minor: int
    forfeit_bonus_minor: int = 0
    forfeit_points: int = 0
    vouchers_void: int = 0
    pay_until: str = ""
    source: str = ""
    stored_minor: int = 0
    by_code: tuple[tuple[str, int], ...] = ()

    @property
    def by_hand_minor(self) -> int:
        """What is handed over, in cash or as the person at the till says."""
        return self.refund_minor - sum(minor for _, minor in self.by_code)


@dataclass(frozen=True, slots=True)
class PaidOut:
    """Money went back, or is asked back of its gateway (`statement.by_code`). `tender_kind`: how
    the rest was handed over; `print_job` empty without a printer."""

    topup_id: str
    refund_minor: int
    tender_kind: str
    statement: RefundStatement
    print_job: str = ""
