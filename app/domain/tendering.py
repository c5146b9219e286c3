"""How a sale is paid: tenders by their flags, change, and cash rounding as a line of its own.

Rounding belongs to cash alone (R36): it is worked out from what is still due when cash comes, so
it vanishes by itself when that cash is undone or another tender takes the rest. It is symmetric
about zero (R37).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.ledger import (
    CARD_CLEARING,
    DRAWER,
    EXCHANGE,
    GIFT_CARD,
    LOYALTY_COST,
    PACKAGES,
    PRINCIPAL,
    QR_CLEARING,
)
from app.domain.loyalty.money.funding import room
from app.domain.loyalty.stored_value import Wallet
from app.domain.money import MAX_MINOR, Currency, to_step
from app.domain.pricing.credit import Credit
from app.domain.pricing.priced import PricedBasket, PricedLine
from app.domain.shop import CashRounding

MAX_TENDERS = 12


@dataclass(frozen=True, slots=True)
class TenderKind:
    """A way to pay and what it can do; screens ask the flags, never the name.

    `account` is where it is booked (ledger-and-sync.md 10). `by_hand` means that a person looks at
    a phone or a slip and says so; nothing is sent anywhere. `asset` says which part of a member's
    money pays (`stored`, `points`, `gift`, `package`): such a tender gives no change, rounds
    nothing and leaves the drawer shut; empty for money from outside.
    """

    code: str
    account: str
    gives_change: bool = False
    opens_drawer: bool = False
    rounds: bool = False
    by_hand: bool = False
    key: str = ""
    asset: str = ""


# what is handed over at the counter, each with a key of its own
KINDS: tuple[TenderKind, ...] = (
    TenderKind("cash", DRAWER, gives_change=True, opens_drawer=True, rounds=True),
    TenderKind("wechat", f"{QR_CLEARING}.wechat", by_hand=True, key="F3"),
    TenderKind("alipay", f"{QR_CLEARING}.alipay", by_hand=True, key="F4"),
    TenderKind("card", f"{CARD_CLEARING}.card", by_hand=True, key="F7"),
)
# what a member or a gift card has here; `package` is made by the sale itself, never by hand
ASSET_KINDS: tuple[TenderKind, ...] = (
    TenderKind("stored", PRINCIPAL, asset="stored"),
    TenderKind("points", LOYALTY_COST, asset="points"),
    TenderKind("gift", GIFT_CARD, asset="gift"),
    TenderKind("package", PACKAGES, asset="package"),
)
# goods that came back in the same moment: made by the sale itself, its reference is the tender that
# had paid for them
CREDIT_KIND = TenderKind("exchange", EXCHANGE)
MADE_BY_SALE = ("package", CREDIT_KIND.code)
_BY_CODE = {one.code: one for one in (*KINDS, *ASSET_KINDS, CREDIT_KIND)}


@dataclass(frozen=True, slots=True)
class Tender:
    """Money taken: `amount_minor` goes to the sale, `given_minor` is what was handed over.

    `change_minor` goes back, `rounding_minor` is what rounding added to (or took from) the due.
    given = amount + change; the sale's due = sum(amount - rounding).
    """

    no: int
    kind: str
    amount_minor: int
    given_minor: int
    change_minor: int = 0
    rounding_minor: int = 0
    reference: str = ""


def kind_of(code: str) -> TenderKind:
    """The tender of that code; Refused `tender.unknown`."""
    found = _BY_CODE.get(code)
    if found is None:
        raise Refused("tender.unknown", tender=code[:20])
    return found


def settled(tenders: tuple[Tender, ...]) -> int:
    """How much of the due is covered, rounding taken into account."""
    return sum(one.amount_minor - one.rounding_minor for one in tenders)


def still_due(due_minor: int, tenders: tuple[Tender, ...]) -> int:
    """What is left to pay, before rounding."""
    return due_minor - settled(tenders)


def cash_due(due_minor: int, tenders: tuple[Tender, ...], rounding: CashRounding) -> int:
    """What is left when it is paid in cash: the rest in whole steps."""
    return to_step(still_due(due_minor, tenders), rounding.step_minor, rounding.mode)


def take(
    due_minor: int,
    tenders: tuple[Tender, ...],
    code: str,
    given_minor: int,
    *,
    rounding: CashRounding,
    reference: str = "",
    most_minor: int | None = None,
) -> Tender:
    """The tender that this money makes. `most_minor`: all that this asset may pay here.

    Refused: `tender.unknown`, `tender.nothing_due`, `tender.amount` (zero or less),
    `tender.too_large`, `tender.too_many`, `tender.no_change` (more than is due by a tender that
    gives none), `tender.below_step` (cash for the due, but not for the due in whole steps),
    `tender.not_by_hand` (a package, a credit), `tender.short` (an asset that has not so much:
    most_minor).
    """
    kind = kind_of(code)
    if kind.code in MADE_BY_SALE:
        raise Refused("tender.not_by_hand", tender=code)
    left = still_due(due_minor, tenders)
    if left <= 0:
        raise Refused("tender.nothing_due")
    if len(tenders) >= MAX_TENDERS:
        raise Refused("tender.too_many", most=MAX_TENDERS)
    rounded = cash_left(left, kind, rounding)
    if given_minor < 0 or (given_minor == 0 and rounded != 0):
        raise Refused("tender.amount")
    if given_minor > MAX_MINOR:
        raise Refused("tender.too_large", most_minor=MAX_MINOR)
    if most_minor is not None and given_minor > most_minor:
        raise Refused("tender.short", tender=code, most_minor=max(0, most_minor))
    no = 1 + max((one.no for one in tenders), default=0)
    if given_minor >= rounded:
        if given_minor > rounded and not kind.gives_change:
            raise Refused("tender.no_change", due_minor=left)
        return Tender(
            no, code, rounded, given_minor, given_minor - rounded, rounded - left, reference
        )
    if given_minor >= left:
        raise Refused("tender.below_step", due_minor=rounded)
    return Tender(no, code, given_minor, given_minor, reference=reference)


def cost_minor(line: PricedLine, *, tax_included: bool) -> int:
    """What a line costs the customer: its total, and the tax that comes on top of it."""
    return line.total_minor if tax_included else line.total_minor + line.tax_minor


def of_packages(priced: PricedBasket, first_no: int = 1) -> tuple[Tender, ...]:
    """The tenders of the packages that cover lines: one a package, at the lines' value.

    Tax on top is not theirs. Lines of no value (月卡) make none. `reference` is the package.
    """
    sums: dict[str, int] = {}
    for one in priced.lines:
        if one.line.cover:
            package = one.line.cover.package_id
            sums[package] = sums.get(package, 0) + one.total_minor
    paid = [(package, minor) for package, minor in sums.items() if minor]
    return tuple(
        Tender(first_no + i, "package", minor, minor, reference=package)
        for i, (package, minor) in enumerate(paid)
    )


def of_credit(credit: Credit | None, priced: PricedBasket, first_no: int = 1) -> tuple[Tender, ...]:
    """The tenders of goods that come back: one a way in which they had been paid, up to what is
    to be paid. `reference` is that way: a later return goes there."""
    used = credit.used(priced.payable_minor) if credit else ()
    return tuple(
        Tender(first_no + i, CREDIT_KIND.code, minor, minor, reference=kind)
        for i, (kind, minor) in enumerate(used)
    )


def source_of(tender: Tender) -> str:
    """The way by which its money once came in: of a credit, what had paid for the goods."""
    return tender.reference if tender.kind == CREDIT_KIND.code else tender.kind


def most_stored(
    priced: PricedBasket, tenders: tuple[Tender, ...], wallet: Wallet, wallets: tuple[Wallet, ...]
) -> int:
    """The most that a wallet may pay now: what it is for and no other restricted money has taken.

    `tenders` are those taken so far (those of packages or not, those of a credit, too); `wallets`
    the shop's. What the member has is another limit.
    """
    by_hand = tuple(one for one in tenders if one.kind != "package")
    due = still_due(priced.payable_minor, by_hand)
    if not wallet.restricted:
        return due
    costs = [cost_minor(one, tax_included=priced.tax_included) for one in priced.lines]
    placed = [
        (one.total_minor, frozenset({i})) for i, one in enumerate(priced.lines) if one.line.cover
    ]
    known = {one.wallet_id: one for one in wallets}
    for one in tenders:
        other = known.get(one.reference) if one.kind == "stored" else None
        if other and other.restricted:
            placed.append((one.amount_minor, paid_by(priced, other)))
    return min(due, room(costs, placed, paid_by(priced, wallet)))


def paid_by(priced: PricedBasket, wallet: Wallet) -> frozenset[int]:
    """The places of the lines that a wallet may pay for."""
    return frozenset(
        i
        for i, one in enumerate(priced.lines)
        if wallet.pays_for(one.line.item.item_id, one.line.item.department_id)
    )


def cash_left(left_minor: int, kind: TenderKind, rounding: CashRounding) -> int:
    """The rest as this tender must pay it: in steps for cash, to the unit for all others."""
    if not kind.rounds:
        return left_minor
    return to_step(left_minor, rounding.step_minor, rounding.mode)


def quick_cash(due_minor: int, currency: Currency) -> tuple[int, ...]:
    """What a customer is likely to hand over, at most four, ascending.

    The exact sum (`due_minor`: already in cash steps), the single notes that cover it (the two
    smallest and the largest), and round sums of small notes where those leave room.
    """
    if due_minor <= 0:
        return ()
    notes = currency.notes_minor
    single = [note for note in notes if note >= due_minor]
    offers = {due_minor, *single[:2], *single[-1:]}
    round_by = notes[:2] if single else (*notes[:2], *notes[-2:])
    for total in sorted(-(-due_minor // note) * note for note in round_by):
        if len(offers) < 4:
            offers.add(total)
    if not single:
        offers = {*sorted(offers)[:3], -(-due_minor // notes[-1]) * notes[-1]}
    return tuple(sorted(offers))
