"""How a plan is paid: the tenders as the till would take them, stored value out of its lots."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import rights
from app.domain.codes.cards import without_card
from app.domain.errors import Refused
from app.domain.loyalty.money import spending
from app.domain.loyalty.money.funding import Fund, funds_of
from app.domain.loyalty.plan import Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse, in_order
from app.domain.rights import AssetKind, Lot, Move, Rights, Take
from app.domain.shop import CashRounding
from app.domain.tendering import Tender, kind_of, settled, take

FROM_STORED = (PlanKind.PACKAGE, PlanKind.MEMBERSHIP)


@dataclass(frozen=True, slots=True)
class Paid:
    """What pays: the moves of stored value, and where each tender's money came from."""

    moves: tuple[Move, ...] = ()
    funds: tuple[Fund, ...] = ()


def require_paid(amount_minor: int, tenders: tuple[Tender, ...], rounding: CashRounding) -> None:
    """The tenders are those that the till itself would have taken, and together pay exactly.

    Refused `topup.not_paid` (paid_minor, due_minor), and as `tendering.take`.
    """
    before: tuple[Tender, ...] = ()
    for one in tenders:
        without_card(one.reference)
        made = take(
            *(amount_minor, before, one.kind, one.given_minor),
            rounding=rounding,
            reference=one.reference,
        )
        if made.amount_minor != one.amount_minor or made.change_minor != one.change_minor:
            raise Refused("topup.not_paid", paid_minor=one.amount_minor, due_minor=amount_minor)
        before = (*before, made)
    if settled(before) != amount_minor:
        raise Refused("topup.not_paid", paid_minor=settled(before), due_minor=amount_minor)


def require_tender_kinds(plan: Plan, tenders: tuple[Tender, ...], program: Program) -> None:
    """Stored value pays for packages and paid tiers only, never for itself or for a gift card; no
    other asset pays for a plan. Refused `topup.tender` (tender)."""
    for one in tenders:
        asset = kind_of(one.kind).asset
        if asset and (asset != "stored" or plan.kind not in FROM_STORED):
            raise Refused("topup.tender", tender=one.kind)
        wallet = program.wallet(one.reference) if asset else None
        if asset and (wallet is None or wallet.departments or wallet.items):
            raise Refused("topup.tender", tender=one.kind)


def stored_minor(tenders: tuple[Tender, ...]) -> int:
    """How much of it is stored value: what the member's PIN may be asked for."""
    return sum(one.amount_minor for one in tenders if kind_of(one.kind).asset == "stored")


def pay(tenders: tuple[Tender, ...], purse: Purse | None, program: Program, held: Rights) -> Paid:
    """Stored value leaves its lots. Refused `stored.short`, `rights.*`."""
    funds: list[Fund] = []
    takes: list[Take] = []
    for one in tenders:
        minor = one.amount_minor - one.rounding_minor
        if kind_of(one.kind).asset != "stored" or purse is None:
            funds += funds_of(one.no, one.kind, minor)
            continue
        mine = spending.stored(_lots(purse, one.reference), minor, program.stored.order)
        takes += mine
        funds += funds_of(one.no, one.kind, minor, mine)
    moves: tuple[Move, ...] = ()
    if takes and purse is not None:
        moves = rights.spend(takes, held, now_ms=purse.now_ms, today=purse.today)
    return Paid(moves, tuple(funds))


def _lots(purse: Purse, wallet_id: str) -> tuple[Lot, ...]:
    found = [
        *purse.of(AssetKind.PRINCIPAL, wallet_id),
        *purse.of(AssetKind.BONUS, wallet_id),
    ]
    return tuple(sorted(found, key=in_order))
