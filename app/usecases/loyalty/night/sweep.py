"""Takes out what has ended, lot by lot, a thousand at a time (R18, R19, R49).

Money that by law may not end yet is not swept: it goes on under a later last day, or without one;
a counted package just stays what it is, to be refunded. What a resting package has is not touched.
A month card's money is earned at its end; what is left of a counted package is breakage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain import posting, rights
from app.domain.document import Body, Kind
from app.domain.loyalty.codec import from_data
from app.domain.loyalty.law.profile import ExpiryLaw, LawProfile
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.tiers.windows import add_months
from app.domain.posting import Earning
from app.domain.rights import NEVER, AssetKind, Lot, Move, Rights, Take
from app.store import catalog
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import nights
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.night.work import Rest, Work
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.loyalty.shared.making import Day

_MONEY = (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT)


@dataclass(frozen=True, slots=True)
class _Timed:
    """What packages' lots have behind them: which rest, which are earned by time."""

    resting: frozenset[str]
    earned: dict[str, Earning]


def sweep(work: Work) -> Rest:
    """All lots whose last day is over."""
    with work.s.db.write() as tx:
        held_rights.list_ending(tx, work.today)
    after: held_rights.Place = ("", "")
    while True:
        with work.s.db.write() as tx:
            after, found, held = held_rights.ending(tx, work.page, after=after)
            if found:
                _sweep(tx, work, found, held)
        if not after[0]:
            return
        yield len(found)


def _sweep(tx: Tx, work: Work, found: Sequence[Lot], held: Rights) -> None:
    day, law = day_of(tx, work.s), profile_of(programs.load(tx).law.code)
    behind = _packages(tx, found)
    ends: list[Lot] = []
    later: list[Lot] = []
    for lot in found:
        kind = lot.asset.kind
        if kind in _MONEY:
            until = _lawful_end(lot, law, day)
            if until >= work.today:
                later.append(replace(lot, asset=replace(lot.asset, bucket=until)))
                continue
        elif kind is AssetKind.PACKAGE and _stays(lot, behind, law, day):
            continue
        ends.append(lot)
    before = {(one.holder, one.lot_id): one for one in found}
    gone = [before[one.holder, one.lot_id] for one in later]
    takes = [Take(lot, lot.left, lot.value_minor) for lot in (*ends, *gone)]
    if not takes:
        return
    moves: tuple[Move, ...] = rights.take_back(takes, held)
    moves += tuple(rights.give(replace(lot, born=lot.left)) for lot in later)
    earned = [
        replace(one, minor=lot.value_minor)
        for lot in ends
        if lot.value_minor and (one := behind.earned.get(lot.lot_id))
    ]
    _seal(tx, work, day, moves, earned)
    _count(work, ends, earned)


def _seal(tx: Tx, work: Work, day: Day, moves: tuple[Move, ...], earned: Sequence[Earning]) -> None:
    body: Body = {
        "holders": len({one.holder for one in moves}),
        "at_ms": day.now_ms,
        "today": work.today,
        "moves": rights.body(moves),
    }
    unit = shops.load(tx).currency_code
    commit.seal(
        *(tx, work.s, Kind.EXPIRE, body),
        operator_id=work.operator_id,
        postings=posting.of_expiry(moves, unit=unit, earned=earned),
    )


def _count(work: Work, ends: Sequence[Lot], earned: Sequence[Earning]) -> None:
    by_time = sum(one.minor for one in earned)
    work.expired_lots += len(ends)
    work.earned_minor += by_time
    work.expired_minor -= by_time
    for lot in ends:
        if lot.asset.kind is AssetKind.POINTS:
            work.expired_points += lot.left
        elif lot.asset.kind in _MONEY:
            work.expired_minor += lot.left
            work.touched.add(lot.holder[2:])  # a stored balance may hold a tier
        else:
            work.expired_minor += lot.value_minor


def _lawful_end(lot: Lot, law: LawProfile, day: Day) -> str:
    """The last day under which money goes on by law; the lot's own when it may end."""
    rules = {
        AssetKind.PRINCIPAL: law.principal,
        AssetKind.BONUS: law.bonus,
        AssetKind.GIFT: law.gift_card,
    }
    return _not_before(lot, rules[lot.asset.kind], day)


def _not_before(lot: Lot, rule: ExpiryLaw, day: Day) -> str:
    if rule.banned:
        return NEVER  # greater than any date, as texts are
    if rule.minimum_months:
        born = date.fromisoformat(day.on(lot.born_ms))
        return max(lot.asset.bucket, add_months(born, rule.minimum_months).isoformat())
    return lot.asset.bucket


def _stays(lot: Lot, behind: _Timed, law: LawProfile, day: Day) -> bool:
    """Whether a package's lot is left alone: it rests, or its services may not lapse yet."""
    if lot.group_id in behind.resting:
        return True
    by_time = lot.lot_id in behind.earned
    return not by_time and _not_before(lot, law.package, day) >= day.today


def _packages(tx: Tx, found: Sequence[Lot]) -> _Timed:
    """Which of the lots are of packages that rest, and which are of services without a count."""
    lots = [one for one in found if one.asset.kind is AssetKind.PACKAGE]
    if not lots:
        return _Timed(frozenset(), {})
    of = nights.packages(tx, sorted({one.lot_id: one.group_id for one in lots}.values()))
    earned: dict[str, Earning] = {}
    rates = _rates(tx)
    for plan_data, lot_ids, _ in of.values():
        plan = from_data(PackagePlan, plan_data)
        for service, lot_id in zip(plan.services, lot_ids, strict=False):
            if service.uses == 0:
                earned[lot_id] = _earning(tx, service.item_id, rates)
    return _Timed(frozenset(one for one, (_, _, paused) in of.items() if paused), earned)


def _rates(tx: Tx) -> dict[str, int]:
    tax = shops.book(tx).tax
    return {one.tax_class: one.rate_ppm if tax.included else 0 for one in tax.classes}


def _earning(tx: Tx, item_id: str, rates: dict[str, int]) -> Earning:
    """Revenue of the service's department at its rate; of services when the item is gone."""
    item = catalog.get(tx, item_id)
    if item is None:
        return Earning("package", rates.get("service", 0), 0)
    return Earning(item.department_id, rates.get(item.tax_class, 0), 0)
