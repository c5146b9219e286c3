"""Reckons what a plan's sale gives back now: its lots, what was used, the law's answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.catalog import SHELF, price_on
from app.domain.document import Body
from app.domain.errors import Refused
from app.domain.loyalty.law.statement import RefundFacts, Step
from app.domain.loyalty.law.statement import statement as lawful
from app.domain.loyalty.money.funding import Fund
from app.domain.loyalty.money.funding import read as read_funds
from app.domain.loyalty.plan import PlanKind
from app.domain.money import portion
from app.domain.rights import AssetKind, Lot, Take
from app.store import catalog
from app.store.engine import Tx
from app.store.loyalty import gift_cards, merges, packages, rights, topups, vouchers
from app.store.loyalty import program as programs
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.refunding import used
from app.usecases.loyalty.refunding.shapes import Basis, RefundStatement
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.loyalty.shared.making import Day
from app.usecases.services import Services
from app.usecases.tender.begin import kept
from app.usecases.tender.booking import GATEWAYS


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The statement, the lots that go with the money when it is paid out, how much of it goes back
    into which lot of stored value that had paid, and the goods that were brought back."""

    statement: RefundStatement
    takes: tuple[Take, ...]
    body: Body
    package_id: str = ""
    back: tuple[tuple[Fund, int], ...] = ()
    brought: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class _Things:
    """All that is still there of one plan's sale."""

    money: tuple[Lot, ...] = ()
    points: tuple[Lot, ...] = ()
    vouchers: tuple[Lot, ...] = ()
    package: tuple[Lot, ...] = ()

    @property
    def everything(self) -> tuple[Take, ...]:
        every = (*self.money, *self.points, *self.vouchers, *self.package)
        return tuple(Take(lot, lot.left, lot.value_minor) for lot in every if lot.left > 0)


def reckon(tx: Tx, s: Services, topup_id: str, basis: str, *, gifts_back: bool = False) -> Reckoned:
    """Refused: `topup.unknown`, `topup.refunded`, `topup.not_refundable` (a paid tier for the
    member's own reason, R27), `topup.given_on` (a package that was transferred), and as
    `law.statement.statement`."""
    row, made = topups.get(tx, topup_id), topups.document(tx, topup_id)
    if row is None or made is None:
        raise Refused("topup.unknown")
    if row.refunded_minor >= 0:
        raise Refused("topup.refunded", refunded_minor=row.refunded_minor)
    body, kind, day = made.body, PlanKind(row.plan_kind), day_of(tx, s)
    if kind is PlanKind.MEMBERSHIP and basis == Basis.MEMBER:
        raise Refused("topup.not_refundable")
    things = _things(tx, body, kind)
    facts = _facts(tx, body, kind, things, day, bought_on=made.business_date)
    gifts = 0 if gifts_back else _gifts(tx, body, day.now_ms)
    facts = replace(facts, gifts_minor=gifts)
    answer = lawful(profile_of(programs.load(tx).law.code), basis, facts)
    parts = _parts(body, answer.refund_minor)
    back = tuple((one, n) for one, n in parts if one.asset and n)
    stored = sum(n for _, n in back)
    lost = sum(lot.left for lot in things.money if _is(lot, AssetKind.BONUS))
    money, steps = answer.refund_minor - stored, _forfeits(answer.steps, kind, lost)
    if stored:
        steps = (*steps, Step("stored", (("stored_minor", stored),), money))
    found = RefundStatement(
        *(topup_id, row.member_id, basis, steps, money),
        forfeit_bonus_minor=lost,
        forfeit_points=sum(lot.left for lot in things.points),
        vouchers_void=len(things.vouchers),
        pay_until=answer.pay_until,
        source=answer.source,
        stored_minor=stored,
        by_code=_by_code(tx, topup_id, parts),
    )
    package_id = body["package"]["package_id"] if "package" in body else ""
    gone = body.get("handed", ()) if gifts_back else ()
    brought = tuple({"item": one["item"], "qty": -one["qty"]} for one in gone)
    return Reckoned(found, things.everything, body, package_id, back, brought)


def _forfeits(steps: tuple[Step, ...], kind: PlanKind, lost_minor: int) -> tuple[Step, ...]:
    """The steps with the bonus that is really taken: what was spent of it is not lost again. A
    gift card's bonus is part of its face."""
    if kind is PlanKind.GIFT_CARD:
        return steps
    said = (("bonus_minor", lost_minor),)
    return tuple(
        replace(one, facts=said) if one.code == "forfeit" else one
        for one in steps
        if one.code != "forfeit" or lost_minor
    )


def _parts(body: Body, refund_minor: int) -> tuple[tuple[Fund, int], ...]:
    """Where it came from: what stored value had paid goes back to its lots (bonus never turns into
    money by buying a package with it and giving that back), what a gateway took goes back there."""
    funds = read_funds(body.get("funds", ()))
    whole = sum(one.minor for one in funds)
    parts = portion([one.minor for one in funds], min(refund_minor, whole))
    return tuple(zip(funds, parts, strict=True))


def _by_code(
    tx: Tx, topup_id: str, parts: tuple[tuple[Fund, int], ...]
) -> tuple[tuple[str, int], ...]:
    """By gateway, what it took and still has; what a person had confirmed goes back by hand."""
    found = []
    for kind in GATEWAYS:
        share = sum(n for one, n in parts if one.kind == kind)
        minor = min(share, sum(left for _, left in kept(tx, topup_id, kind)))
        if minor:
            found.append((kind, minor))
    return tuple(found)


def _is(lot: Lot, kind: AssetKind) -> bool:
    return lot.asset.kind is kind


def _things(tx: Tx, body: Body, kind: PlanKind) -> _Things:
    """The lots of the sale: they lie at the buyer, at whom they were given to, or at the card."""
    topup_id = body["topup_id"]
    if kind is PlanKind.GIFT_CARD:
        card = gift_cards.standing(tx, body["gift_card"]["card_id"])
        return _Things(rights.of_group(tx, f"g:{card}", topup_id))
    holders = merges.holders(tx, body["member_id"])
    lots = [one for holder in holders for one in rights.of_group(tx, holder, topup_id)]
    money = (AssetKind.PRINCIPAL, AssetKind.BONUS)
    package: tuple[Lot, ...] = ()
    if "package" in body:
        there = packages.get(tx, body["package"]["package_id"])
        if there is not None and there.holder in holders:
            package = there.lots
        elif kind is PlanKind.PACKAGE:  # it is somebody else's now: not the buyer's to give back
            raise Refused("topup.given_on")
    made = [vouchers.get(tx, one["voucher_id"]) for one in body.get("vouchers", ())]
    live = [one.voucher for one in made if one is not None and one.live]
    found = [rights.lot(tx, one.holder, one.voucher_id) for one in live]
    return _Things(
        tuple(lot for lot in lots if lot.asset.kind in money),
        tuple(lot for lot in lots if _is(lot, AssetKind.POINTS)),
        tuple(lot for lot in found if lot is not None and lot.left),
        package,
    )


def _facts(
    tx: Tx, body: Body, kind: PlanKind, things: _Things, day: Day, *, bought_on: str
) -> RefundFacts:
    paid, now = body["amount"], used.Used()
    bonus = sum(lot.born for lot in things.money if _is(lot, AssetKind.BONUS))
    allowed = sum(lot.left for lot in things.money)
    total_days = left_days = before = 0
    if kind is PlanKind.GIFT_CARD:
        face = body["gift_card"]["face"]
        bonus, spent = face - paid, face - allowed
        now = used.Used(spent, spent)
    elif kind is PlanKind.TOPUP:
        ids = frozenset(lot.lot_id for lot in things.money)
        now = used.of_lots(tx, ids, *merges.ids(tx, body["member_id"]))
        before = _paid_out(tx, body, things)
    elif kind is PlanKind.MEMBERSHIP:
        term = body["tier"]
        allowed, now = paid, used.Used(*_elapsed(paid, term["on"], term["until"], day.today))
        total_days, left_days = _days(term["on"], term["until"], day.today)
    else:
        package = packages.get(tx, body["package"]["package_id"], today=day.today)
        if package is None:
            raise Refused("topup.unknown")
        allowed += sum(lot.value_minor for lot in things.package)
        now = used.of_package(tx, package, day.now_ms)
        if all(one.uses == 0 for one in package.plan.services):
            total_days, left_days = _days(package.from_on, package.until_on, day.today)
            now = used.Used(*_elapsed(paid, package.from_on, package.until_on, day.today))
    return RefundFacts(
        *(paid, bonus, now.discount_minor, now.list_minor, allowed, bought_on, day.today),
        total_days=total_days,
        left_days=left_days,
        refunded_minor=before,
    )


def _paid_out(tx: Tx, body: Body, things: _Things) -> int:
    """Principal that left another way than by buying: it was paid out already (R1, R12)."""
    lots = [lot for lot in things.money if _is(lot, AssetKind.PRINCIPAL)]
    gone = sum(lot.born - lot.left for lot in lots)
    if not gone:
        return 0
    ids = frozenset(lot.lot_id for lot in lots)
    return max(gone - used.of_lots(tx, ids, *merges.ids(tx, body["member_id"])).discount_minor, 0)


def _days(from_on: str, until_on: str, today: str) -> tuple[int, int]:
    """R8: all days of a term, and those that are still to come."""
    if not until_on:
        return 0, 0
    first, last, now = map(date.fromisoformat, (from_on, until_on, today))
    return (last - first).days, min(max((last - now).days, 0), (last - first).days)


def _elapsed(paid: int, from_on: str, until_on: str, today: str) -> tuple[int, int]:
    """What the days that went by are worth: nothing on the first day."""
    total, left = _days(from_on, until_on, today)
    gone = paid * (total - left) // total if total else 0
    return gone, gone


def _gifts(tx: Tx, body: Body, now_ms: int) -> int:
    """A fair price of the things that were handed over and not brought back (R9)."""
    things = [one for one in body.get("given", ()) if one["kind"] == "item"]
    items = catalog.many(tx, [one["ref"] for one in things])
    total = 0
    for one in things:
        item = items.get(one["ref"])
        total += one["n"] * ((price_on(item.prices, SHELF, now_ms) or 0) if item else 0)
    return total
