"""What the customer's screen may know: never cashier-only data, every text already formatted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CustomerMode(StrEnum):
    """The five states of counter.md 5."""

    CLOSED = "closed"
    WELCOME = "welcome"
    SALE = "sale"
    PAYMENT = "payment"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """Name, `2 盒`, amount before adjustments, and each adjustment's words and amount.

    `english` is the name for a display that has no Chinese; empty: the item has none.
    """

    name: str
    qty: str
    amount: str
    adjustments: tuple[tuple[str, str], ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True)
class CustomerView:
    """The whole screen. `facts` are (label, value) rows: member (masked), points, saved.

    `tenders` are (name, amount) taken so far. `due` is what is still to pay, without a sign of
    currency; `change` stands in DONE. `offer` is the line at the foot (what is missing for the
    next offer). All texts are in the shop's paper language or the operator's, as the presenter
    chose; the screen adds only its own fixed words.
    """

    mode: CustomerMode = CustomerMode.WELCOME
    lines: tuple[CustomerLine, ...] = ()
    count: str = ""
    due: str = ""
    change: str = ""
    currency_sign: str = "¥"
    facts: tuple[tuple[str, str], ...] = ()
    tenders: tuple[tuple[str, str], ...] = ()
    offer: str = ""
    prompt: str = ""
