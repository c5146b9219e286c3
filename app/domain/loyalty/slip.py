"""What paper and screens say about a member's money: given, taken, worked out, and what is left.

Facts without a layout. `MoneySlip` is one slip of any kind; who lays it out asks its fields, and
what is empty is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.plan import GrantKind
from app.domain.rights import AssetKind

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that was given: `n` minor units, points or pieces of `name`.

    `until_on` empty: it never ends. `times` above 1: released in so many parts, the next ones on
    `later_on`.
    """

    kind: GrantKind
    n: int
    ref: str = ""
    name: str = ""
    until_on: str = ""
    times: int = 1
    later_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: the word `money.step.<code>` with its facts, and its amount.

    Amounts add up to the last step's. A step that only explains has the amount 0.
    """

    code: str
    amount_minor: int = 0
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class PaidBy:
    """A tender as a slip says it: `given_minor` - `change_minor` = `amount_minor`."""

    kind: str
    amount_minor: int
    given_minor: int = 0
    change_minor: int = 0
    rounding_minor: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SlipCode:
    """A code that stands on this slip and nowhere else: `V:...` of a voucher, `G:...` of a card."""

    kind: str
    code: str
    name: str
    amount_minor: int = 0
    until_on: str = ""
    conditions: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left of one kind (and wallet or package, `name`), `n` in its own unit.

    `ends_first` of them on `ends_on`; 0 when none ever ends.
    """

    kind: AssetKind
    n: int
    name: str = ""
    ends_first: int = 0
    ends_on: str = ""


@dataclass(frozen=True, slots=True)
class MoneySlip:
    """One slip. `kind`: `topup`, `package`, `membership`, `gift_card`, `topup.refund`, `withdraw`,
    `redeem`, `voucher`, `transfer`, `gift_card.balance`, `sale.refund`.

    Names and phones are masked already. `amount_minor` is what was paid (or paid out, negative).
    `texts` are sentences of the law profile, as the owner wrote them.
    """

    kind: str
    no: str
    at_ms: int
    operator_name: str
    title: str = ""
    member_name: str = ""
    member_phone: str = ""
    tier_name: str = ""
    amount_minor: int = 0
    tenders: tuple[PaidBy, ...] = ()
    change_minor: int = 0
    given: tuple[Given, ...] = ()
    steps: tuple[Step, ...] = ()
    codes: tuple[SlipCode, ...] = ()
    balances: tuple[Balance, ...] = ()
    texts: tuple[str, ...] = ()
    reason: str = ""
