"""What the slips beside a receipt say, free of language, width and printer; paper lays them out.

Names (of plans, wallets, packages, tiers) come in the shop's paper language: who fills a slip asks
`shop.paper_language`. Codes (`given`, `step`, `row`) have their words on paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Fact
from app.domain.loyalty.voucher import Voucher
from app.domain.shop import Shop
from app.domain.tendering import Tender

Facts = tuple[tuple[str, Fact], ...]


@dataclass(frozen=True, slots=True)
class ReceiptMember:
    """Who the member is, masked: the only form that paper may carry."""

    name_masked: str
    phone_masked: str
    tier_name: str


@dataclass(frozen=True, slots=True)
class WalletAfter:
    """A wallet after it: what may be spent, principal and bonus."""

    name: str
    principal_minor: int
    bonus_minor: int

    @property
    def total_minor(self) -> int:
        """Both together."""
        return self.principal_minor + self.bonus_minor


@dataclass(frozen=True, slots=True)
class PackageAfter:
    """A package after it. `left` -1: as often as one likes; `until_on` is its last day."""

    name: str
    left: int
    until_on: str = ""


@dataclass(frozen=True, slots=True)
class NextTier:
    """What is missing for the next tier (`keep`: to keep this one): `metric` as in tier rules."""

    name: str
    metric: str
    missing: int
    until_on: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Balances:
    """What the member has afterwards. Empty lists and zeros are not printed.

    `expiring` are the points that end next and their last day; `debt` points that are owed (R15).
    `vouchers` how many may be used now or later. `points` None: the shop has no points. `earns`
    are the sources of payment that earn points (PointsTerms.earns). `tier` is the tier's name now:
    a paper that is headed by another says so.
    """

    wallets: tuple[WalletAfter, ...] = ()
    points: int | None = None
    frozen: int = 0
    debt: int = 0
    expiring: tuple[int, str] = (0, "")
    vouchers: int = 0
    packages: tuple[PackageAfter, ...] = ()
    next_tier: NextTier | None = None
    earns: tuple[str, ...] = ()
    tier: str = ""


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What a tender was made of: a source (`principal`, `bonus`, `cash` ...), minor units, and
    the units it took (points; else the same)."""

    tender_no: int
    kind: str
    minor: int
    units: int = 0


@dataclass(frozen=True, slots=True)
class SlipHead:
    """What every slip begins with. `no` is the number a person reads, `proof` the QR's text."""

    shop: Shop
    operator_name: str
    at_ms: int
    no: str = ""
    member: ReceiptMember | None = None
    proof: str = ""
    copy_no: int = 0
    copied_by: str = ""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """One thing a plan gave. `kind` as `GrantKind`; `n` minor units, points, growth or pieces.

    `times` > 1: released in so many parts, the next on `next_on`.
    """

    kind: str
    n: int
    name: str = ""
    until_on: str = ""
    times: int = 1
    next_on: str = ""


@dataclass(frozen=True, slots=True)
class GiftCardCode:
    """A gift card as its own slip shows it: `code` only here, everywhere else `****7K2M`."""

    code: str
    masked: str
    face_minor: int
    until_on: str = ""


@dataclass(frozen=True, slots=True)
class TopUpSlip:
    """A plan that was sold. `plan_kind` as `PlanKind`; `terms` are the law profile's sentences."""

    head: SlipHead
    plan_kind: str
    plan_name: str
    paid_minor: int
    tenders: tuple[Tender, ...]
    given: tuple[GivenLine, ...] = ()
    balances: Balances = Balances()
    gift_card: GiftCardCode | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedeemSlip:
    """Points for a gift or a voucher."""

    head: SlipHead
    reward_name: str
    points: int
    balances: Balances = Balances()


@dataclass(frozen=True, slots=True)
class PackageSlip:
    """Something happened to a package: `what` is pause, resume, transfer or use."""

    head: SlipHead
    what: str
    name: str
    left: int
    until_on: str
    on: str = ""
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class RefundLine:
    """One line that came back; `amount_minor` is what the customer gets for it."""

    name: str
    qty_milli: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class RefundSlip:
    """Goods that came back. `back` are (kind, minor, name): a tender's code, principal, bonus,
    points, gift or package, and the wallet's or package's name. `how` as `returns.How`;
    `netted_minor` of an exchange paid for other goods."""

    head: SlipHead
    sale_no: str
    lines: tuple[RefundLine, ...]
    back: tuple[tuple[str, int, str], ...]
    total_minor: int
    rounding_minor: int = 0
    points_back: int = 0
    points_clawed: int = 0
    points_debt: int = 0
    vouchers_back: tuple[str, ...] = ()
    reason: str = ""
    balances: Balances = Balances()
    how: str = "return"
    netted_minor: int = 0


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a statement; the word is `law.step.<code>`, filled with the facts."""

    code: str
    amount_minor: int
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class WithdrawalSlip:
    """Money paid out of a member's account, with every step that led to it (rules.md 4.2).

    `went`: tender and minor units; `by_code`: some of it is on its way through a gateway.
    """

    head: SlipHead
    about: str
    steps: tuple[StepLine, ...]
    paid_minor: int
    went: tuple[tuple[str, int], ...]
    balances: Balances = Balances()
    terms: tuple[str, ...] = ()
    by_code: bool = False


@dataclass(frozen=True, slots=True)
class VoucherSlip:
    """A voucher to take along: its conditions come out of the campaign, its code as a QR."""

    head: SlipHead
    voucher: Voucher
    for_what: str = ""


@dataclass(frozen=True, slots=True)
class GiftCardSlip:
    """A gift card by itself: a replacement, or its balance when it was asked for (no code)."""

    head: SlipHead
    card: GiftCardCode
    available_minor: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One event of a member's account; the word is `paper.row.<kind>`. `no`: receipt or slip."""

    at_ms: int
    kind: str
    no: str = ""
    minor: int = 0
    points: int = 0


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """What happened between two days, what there was before and is afterwards."""

    head: SlipHead
    from_on: str
    until_on: str
    rows: tuple[StatementRow, ...]
    before_minor: int
    after_minor: int
    points_before: int
    points_after: int
    balances: Balances = Balances()


@dataclass(frozen=True, slots=True)
class CashSlip:
    """Money that went into the drawer or `out` of it beside sales; signed by who took it."""

    head: SlipHead
    amount_minor: int
    reason: str
    out: bool = False
    approved_by: str = ""
