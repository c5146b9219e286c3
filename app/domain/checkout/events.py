"""What can happen at the counter, and what the state machine asks for in return."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import Item
from app.domain.checkout.state import LastSale
from app.domain.errors import Fact
from app.domain.ids import SaleId
from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.package import Package
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.voucher import Voucher
from app.domain.member import MemberTerms
from app.domain.pricing.basket import Approval, Basket, Seller
from app.domain.pricing.credit import Credit
from app.domain.tendering import Tender


@dataclass(frozen=True, slots=True)
class ShiftOpened:
    """The operator's shift is open; `sale_id` names the first basket."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True)
class ShiftClosed:
    """The shift is closed; nothing can be sold until the next one."""


@dataclass(frozen=True, slots=True)
class ItemIdentified:
    """A scan, a key or a search found an item.

    `qty_milli` 0: one piece, or the quantity keyed ahead; a weighed item asks for its weight then.
    `confirmed` says that a large quantity was asked about again.
    """

    item: Item
    unit_price_minor: int
    qty_milli: int = 0
    weighed: str = ""
    label_total_minor: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class WeightTaken:
    """The weight of the item that waits for it, from the scale or keyed."""

    grams: int
    weighed: str


@dataclass(frozen=True, slots=True)
class CodeUnknown:
    """A scan that means nothing here, or an item that cannot be sold."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A person answered the bar; scanning goes on."""


@dataclass(frozen=True, slots=True)
class QuantityKeyed:
    """Quantity before item."""

    qty_milli: int


@dataclass(frozen=True, slots=True)
class QuantitySet:
    """A new quantity for a line; `confirmed` says that a large one was asked about again."""

    line_no: int
    qty_milli: int
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class LineRemoved:
    """Void one line."""

    line_no: int


@dataclass(frozen=True, slots=True)
class LinePicked:
    """Make a line the current one."""

    line_no: int


@dataclass(frozen=True, slots=True)
class PriceSet:
    """Override a line's price per piece or kg."""

    line_no: int
    price_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class LineDiscounted:
    """Take a rate or an amount off a line; both zero clears it."""

    line_no: int
    rate_ppm: int
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class BasketDiscounted:
    """Take a rate or an amount off everything; both zero clears it."""

    rate_ppm: int
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class ServedBy:
    """A colleague's card: this line (0: all, and those to come) counts for them."""

    seller: Seller
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class MemberAttached:
    """A member was identified; prices are worked out again. `purse` is what they have here."""

    member: MemberTerms
    purse: Purse | None = None


@dataclass(frozen=True, slots=True)
class MemberDetached:
    """The member is taken off again."""


@dataclass(frozen=True, slots=True)
class PurseSeen:
    """What the member has was read again (after a recall, a top-up, another sale)."""

    purse: Purse


@dataclass(frozen=True, slots=True)
class VoucherOffered:
    """A voucher was scanned, or picked from the member's."""

    voucher: Voucher


@dataclass(frozen=True, slots=True)
class VoucherDropped:
    """Not this one after all."""

    voucher_id: str


@dataclass(frozen=True, slots=True)
class PackageUsed:
    """One use of a package: covers a line of that item, or adds one."""

    package: Package
    item: Item
    unit_price_minor: int


@dataclass(frozen=True, slots=True)
class CoverDropped:
    """The package does not pay for this line after all."""

    line_no: int


@dataclass(frozen=True, slots=True)
class GiftCardShown:
    """A gift card was scanned: it may pay, up to what is on it."""

    card: GiftCard


@dataclass(frozen=True, slots=True)
class ExchangeBegun:
    """Goods come back for others: what they are worth pays here. `member` is who had bought them;
    `purse` what that member has."""

    credit: Credit
    member: MemberTerms | None = None
    purse: Purse | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDropped:
    """Nothing comes back after all."""


@dataclass(frozen=True, slots=True)
class Parked:
    """Put the basket aside."""

    next_sale_id: SaleId


@dataclass(frozen=True, slots=True)
class Recalled:
    """Take a parked basket (or the one a power cut left) up again; tenders only with goods.

    `purse` is what its member has now; it may come later as `PurseSeen`.
    """

    basket: Basket
    tenders: tuple[Tender, ...] = ()
    purse: Purse | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Give the whole basket up; it is journalled with its lines."""

    next_sale_id: SaleId
    reason: str


@dataclass(frozen=True, slots=True)
class PayPressed:
    """To the tenders."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """Esc: back to the goods, out of a question, or away from the change."""


@dataclass(frozen=True, slots=True)
class TenderOffered:
    """Money taken: what was handed over, in minor units.

    `reference` names the wallet of `stored` and the card of `gift`.
    """

    kind: str
    given_minor: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TenderUndone:
    """Give one tender back."""

    no: int


@dataclass(frozen=True, slots=True)
class CompletePressed:
    """Try the commit again: everything is paid."""


@dataclass(frozen=True, slots=True)
class CommitSucceeded:
    """The sale is in the journal."""

    last: LastSale
    next_sale_id: SaleId


@dataclass(frozen=True, slots=True)
class CommitFailed:
    """The sale is not in the journal; the basket and its tenders stand as they were."""


@dataclass(frozen=True, slots=True)
class NoSale:
    """Open the drawer without a sale."""

    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalGranted:
    """A second person said yes to what is asked now."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class ApprovalDenied:
    """A second person said no, or the question was left."""


# --- what the machine asks for -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep the state's basket and tenders under the sale's id; an empty basket drops its draft."""


@dataclass(frozen=True, slots=True)
class ParkBasket:
    """Keep this basket among the parked ones; it is the counter's draft no more."""

    basket: Basket


@dataclass(frozen=True, slots=True)
class CancelBasket:
    """Journal a cancelled basket and drop its draft."""

    basket: Basket
    reason: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Seal the sale."""


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """Journal a drawer opening and kick."""

    reason: str
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """`added`, `error`, `done`."""

    name: str


@dataclass(frozen=True, slots=True)
class Say:
    """A line for the operator: the word `say.<code>` and its facts.

    `approval_void`, `discount_void`: taken back because goods, amounts or member changed.
    `member_things_void` (`n`): vouchers and package uses that left with their member.
    `tenders_void` (`amount_minor`): money taken for other prices, to be given back or taken again.
    """

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


Intent = SaveDraft | ParkBasket | CancelBasket | Commit | OpenDrawer | Sound | Say
