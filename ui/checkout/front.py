"""What the counter shows beside the machine's state: the open panel, what was typed, what was said.

Frozen values, Qt-free: the presenter makes them, the view-model turns them into words. Which mode
the till is in is never asked here; that is the machine's alone (house.md 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.attempt.states import Attempt
from app.domain.errors import Fact
from app.domain.member import MemberTerms
from app.domain.permissions import Operator, Permission
from app.usecases.tender.terminals import GatewayState
from ui.checkout.member_front import (
    MoneyPanel,
    PinDraft,
)

if TYPE_CHECKING:
    from app.domain.catalog import Department
    from app.domain.checkout.state import Halt
    from app.usecases.member.find import MemberRow
    from app.usecases.sale.draft import ParkedBasket
    from app.usecases.sale.history import PrintState
    from app.usecases.sale.quick_keys import QuickPage
    from app.usecases.sale.search_items import FoundItem

DISCOUNT_REASONS = ("complaint", "expiring", "price_wrong", "other")
NO_SALE_REASONS = ("change_money", "check_drawer", "receipt_paper", "other")
CANCEL_REASONS = ("customer_left", "wrong_goods", "no_money", "other")


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence above the dock until the next gesture: `role` is danger, warning, positive or
    accent; `key` and `facts` make the words."""

    role: str
    key: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Items found for what stands in the scan field. `stale`: an answer is still on its way."""

    text: str
    rows: tuple[FoundItem, ...] = ()
    at: int = 0
    stale: bool = False


@dataclass(frozen=True, slots=True)
class MemberPanel:
    """Finding a member. `at` is the row that Enter takes; `for_plan`: to sell them a plan."""

    text: str = ""
    rows: tuple[MemberRow, ...] = ()
    at: int = 0
    loaded: bool = False
    for_plan: bool = False


@dataclass(frozen=True, slots=True)
class EnrolPanel:
    """Taking a member in. `error` is (field, key, facts) of what to type instead."""

    phone: str = ""
    name: str = ""
    card: str = ""
    marketing: bool = False
    busy: bool = False
    error: tuple[str, str, tuple[tuple[str, Fact], ...]] | None = None
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class QuantityPanel:
    """A quantity for a line (0: for the next item). `ask`: a large one is asked about again."""

    line_no: int
    text: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True)
class DiscountPanel:
    """What a person takes off: `kind` is rate, amount or price; `whole` is the basket."""

    line_no: int
    whole: bool = False
    kind: str = "rate"
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckPanel:
    """What something costs. `member_minor` is the attached member's price, None without one;
    `stock_milli` what should be there, None where nobody counts it."""

    found: FoundItem | None = None
    member_minor: int | None = None
    unknown: str = ""
    stock_milli: int | None = None


@dataclass(frozen=True, slots=True)
class ParkedPanel:
    """The baskets that wait."""

    rows: tuple[ParkedBasket, ...] = ()
    at: int = 0
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class NoSalePanel:
    """Why the drawer is opened."""

    reason: str = NO_SALE_REASONS[0]


@dataclass(frozen=True, slots=True)
class CancelPanel:
    """Whether the whole sale is given up, and why."""

    reason: str = CANCEL_REASONS[0]


@dataclass(frozen=True, slots=True)
class DepartmentPanel:
    """Selling a keyed amount under a department's name."""

    departments: tuple[Department, ...] = ()
    chosen: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class HelpPanel:
    """Every key and what it does."""


Panel = (
    MemberPanel
    | EnrolPanel
    | QuantityPanel
    | DiscountPanel
    | CheckPanel
    | ParkedPanel
    | NoSalePanel
    | CancelPanel
    | DepartmentPanel
    | HelpPanel
    | MoneyPanel
)


@dataclass(frozen=True, slots=True)
class PayDraft:
    """Money as it is being keyed: by which tender, what was typed, whether it was asked again.

    `reference` is the wallet or the gift card; `pin` the member's PIN, where the sale wants it.
    """

    kind: str = "cash"
    text: str = ""
    ask: bool = False
    reference: str = ""
    pin: PinDraft | None = None


@dataclass(frozen=True, slots=True)
class CodeFront:
    """A payment by code that is being asked about, since when, and now (steady clock)."""

    attempt: Attempt
    began_ms: int
    now_ms: int


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """Who is asked, how many digits stand there, and why the last try was refused."""

    people: tuple[Operator, ...] = ()
    chosen: str = ""
    digits: int = 0
    busy: bool = False
    error: tuple[str, tuple[tuple[str, Fact], ...]] | None = None


@dataclass(frozen=True, slots=True)
class WeighDraft:
    """The scale's last word, and a weight keyed by hand.

    `grams` is this item's, without what lay there `before`; None: the scale says no weight, and
    `reason` why (empty: there is no scale).
    """

    grams: int | None = None
    stable: bool = False
    text: str = ""
    before: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """All of it. `loaded`: the till knows its book and its shift; `items` how many things are sold.

    `done_member` is who the last sale was for; `job` how its paper stands; `drawer` what is known
    of its kick (asked, then the device's word; empty: none); `kept_minor` what of its change went
    into the member's wallet.
    `code` is a payment that a gateway is asked about, `gateways` those that are set.
    """

    loaded: bool = False
    items: int = -1
    pages: tuple[QuickPage, ...] = ()
    page: int = 0
    panel: Panel | None = None
    search: Search | None = None
    notice: Notice | None = None
    pay: PayDraft = PayDraft()
    approval: ApprovalDraft = ApprovalDraft()
    weigh: WeighDraft = WeighDraft()
    float_text: str = ""
    done_member: MemberTerms | None = None
    job: PrintState | None = None
    drawer: str = ""
    kept_minor: int = 0
    parked: int = 0
    code: CodeFront | None = None
    gateways: tuple[GatewayState, ...] = ()


def may_become_item(halt: Halt, operator: Operator) -> bool:
    """Whether this person may make an item of the code that stopped the scanning."""
    known = halt.reason == "unknown" and bool(halt.code)
    return known and operator.may(Permission.CATALOG_EDIT)
