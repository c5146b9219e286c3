"""Says what a scan, a key or a search result means here: one event for the checkout machine."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.checkout.events import CodeUnknown, ItemIdentified, MemberAttached
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """The QR of a receipt of this till."""

    sale_id: str
    receipt_no: str


@dataclass(frozen=True, slots=True)
class OperatorCard:
    """A staff card: the log-in and the approval panel take it, the counter does not."""

    operator_id: str
    token: str


Identified = ItemIdentified | CodeUnknown | MemberAttached | ReceiptFound | OperatorCard


def identify(s: Services, text: str, *, at: int) -> Identified:
    """What `text` means at the instant `at` (ms). Reader thread.

    Refused `code.payment_card`: the number is in no field of the error and in no log.
    """
    raise NotImplementedError


def item_event(s: Services, item_id: str) -> ItemIdentified | CodeUnknown:
    """The event of a quick key or a search result; CodeUnknown when it cannot be sold now."""
    raise NotImplementedError


def department_item(s: Services, department_id: str, price_minor: int) -> ItemIdentified:
    """A keyed amount under a department's name (item id `dept:<id>`).

    Refused `department.unknown`, `department.no_open_price`, `price.not_positive`.
    """
    raise NotImplementedError
