"""The basket before it is a sale: lines, the member, what a person took off and who allowed it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from app.domain.catalog import Item
from app.domain.ids import OperatorId, SaleId
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.voucher import Voucher
from app.domain.member import MemberTerms
from app.domain.pricing.credit import Credit

MAX_QTY_MILLI = 9_999_999  # four digits of pieces, 9,999.999 kg: a barcode never becomes a quantity
ASK_QTY_MILLI = 999_000  # above this a person is asked again (hardware.md 6.1)
MAX_LINES = 1000


@dataclass(frozen=True, slots=True)
class Approval:
    """A second person's word, bound to one action (counter.md): `binding` says on what exactly."""

    approval_id: str
    approver_id: OperatorId
    approver_name: str
    binding: str


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """What a person takes off a line or the basket: a rate, or an amount (one of both is zero)."""

    reason: str
    by: OperatorId
    rate_ppm: int = 0
    amount_minor: int = 0
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class PriceOverride:
    """A price per piece or kg that a person set in place of the shelf's."""

    price_minor: int
    reason: str
    by: OperatorId
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Seller:
    """Who served the customer, where it is somebody else than who takes the money."""

    operator_id: OperatorId
    name: str


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line. `line_no` never changes or returns within a sale.

    `unit_price_minor` is the shelf price when it was added; `label_total_minor` the price printed
    on a scale's label (then the label rules, not the weight). `weighed` tells how a weight came:
    `scale`, `keyed` or `label` (paper says so). `cover`: a member's package pays for it. `seller`:
    who served it.
    """

    line_no: int
    item: Item
    qty_milli: int
    unit_price_minor: int
    weighed: str = ""
    label_total_minor: int | None = None
    override: PriceOverride | None = None
    discount: ManualDiscount | None = None
    note: str = ""
    cover: PackageCover | None = None
    seller: Seller | None = None


@dataclass(frozen=True, slots=True)
class VoidedLine:
    """A line that was taken out again: it stays in the document (who removes what is a pattern)."""

    item_id: str
    name: str
    qty_milli: int
    amount_minor: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Basket:
    """All that is known before money changes hands. Frozen: every gesture makes a new one.

    `priced_ms` is the instant whose prices the screen shows and the customer pays
    (`engine.price_shown`): a price that begins while the money is counted changes nothing.
    `credit`: goods that come back in the same moment pay for these (an exchange). `seller` serves
    the lines that are still to come.
    """

    sale_id: SaleId
    operator_id: OperatorId
    began_ms: int
    lines: tuple[BasketLine, ...] = ()
    member: MemberTerms | None = None
    discount: ManualDiscount | None = None
    voided: tuple[VoidedLine, ...] = ()
    next_line_no: int = 1
    priced_ms: int = 0
    vouchers: tuple[Voucher, ...] = ()
    credit: Credit | None = None
    seller: Seller | None = None

    def line(self, line_no: int) -> BasketLine | None:
        """The line of that number, None when it is gone."""
        return next((one for one in self.lines if one.line_no == line_no), None)

    def with_line(self, changed: BasketLine) -> Basket:
        """The same basket with one line replaced."""
        lines = tuple(changed if one.line_no == changed.line_no else one for one in self.lines)
        return replace(self, lines=lines)


def binding(action: str, basket: Basket, amounts_minor: tuple[int, ...], asked: int) -> str:
    """What an approval is bound to: the action, the goods, their amounts, the member, the wish.

    `asked` is the price or amount asked for, or a rate as a negative number.
    """
    goods = [f"{one.line_no}:{one.item.item_id}:{one.qty_milli}" for one in basket.lines]
    member = basket.member.member_id if basket.member else ""
    text = "|".join([action, basket.sale_id, member, str(asked), *goods, *map(str, amounts_minor)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]
