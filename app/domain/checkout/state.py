"""What the counter is doing: one frozen value, from which the screen is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalog import Item
from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator, Permission, Role
from app.domain.pricing.basket import Basket
from app.domain.pricing.priced import Book, PricedBasket
from app.domain.tendering import Tender, still_due


class Mode(StrEnum):
    """CLOSED no shift; READY empty; SELLING; WEIGHING an item waits for its weight; HALTED a code
    must be answered; APPROVING a second person is asked; PAYING; COMMITTING; DONE change shown."""

    CLOSED = "closed"
    READY = "ready"
    SELLING = "selling"
    WEIGHING = "weighing"
    HALTED = "halted"
    APPROVING = "approving"
    PAYING = "paying"
    COMMITTING = "committing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Halt:
    """Why scanning stopped: `unknown`, `no_price`, `inactive`, or a `codes.Unreadable` reason."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """What a second person is asked: the action, who may say yes, and what it is bound to.

    `action` is `price`, `line`, `basket` or `no_sale`. `event` is done again, with the approval,
    once it is granted. `needed_ppm` 0 means that the permission alone is missing; else it is the
    largest part of a price that hands would have taken off.
    """

    action: str
    permission: Permission
    roles: tuple[Role, ...]
    binding: str
    needed_ppm: int = 0
    limit_ppm: int = 0
    before_minor: int = 0
    after_minor: int = 0
    reason: str = ""
    event: object = None


@dataclass(frozen=True, slots=True)
class LastSale:
    """The sale just made, as long as its change stands on the screen.

    `back` is what of an exchange's goods went back beyond the new ones' price, by where (a tender's
    code, `principal`, `points` ...), `refund_no` the number of its return.
    `points` and `growth` were earned by it; `purse` is what the member has now: it is read once
    the drawer is open (`PurseSeen`), because nobody should wait for it.
    """

    sale_id: str
    receipt_no: str
    at_ms: int
    due_minor: int
    rounding_minor: int
    change_minor: int
    priced: PricedBasket
    tenders: tuple[Tender, ...]
    member_name: str = ""
    print_job: str = ""
    points: int = 0
    growth: int = 0
    purse: Purse | None = None
    member_id: str = ""
    back: tuple[tuple[str, int], ...] = ()
    refund_no: str = ""


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """The whole state.

    `current` is the line last touched (0: none), `next_qty_milli` a quantity keyed ahead.
    `purse` is what the member has here, `gift_cards` those shown for this sale.
    """

    mode: Mode
    basket: Basket
    priced: PricedBasket
    tenders: tuple[Tender, ...] = ()
    current: int = 0
    next_qty_milli: int = 0
    halt: Halt | None = None
    weighing: Item | None = None
    weighing_price_minor: int = 0
    request: ApprovalRequest | None = None
    last: LastSale | None = None
    purse: Purse | None = None
    gift_cards: tuple[GiftCard, ...] = ()

    @property
    def credit_minor(self) -> int:
        """What goods that come back pay of this."""
        credit = self.basket.credit
        return min(credit.minor, self.priced.payable_minor) if credit else 0

    @property
    def left_over_minor(self) -> int:
        """What of the goods that come back is more than these cost, and goes back."""
        credit = self.basket.credit
        return credit.minor - self.credit_minor if credit else 0

    @property
    def payable_minor(self) -> int:
        """What a person pays: packages and goods that come back taken off."""
        return self.priced.payable_minor - self.credit_minor

    @property
    def due_minor(self) -> int:
        """What is still to be paid, before cash rounding."""
        return still_due(self.payable_minor, self.tenders)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who stands there, by which book, at what instant: what `step` may know beside the state."""

    operator: Operator
    book: Book
    now_ms: int
