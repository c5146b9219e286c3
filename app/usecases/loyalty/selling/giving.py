"""What a sold plan gives, turned into the moves and the words of its document."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain import rights
from app.domain.document import Body
from app.domain.loyalty.codec import to_data
from app.domain.loyalty.counts import Count
from app.domain.loyalty.money.topup import GrantPlan, Occasion, lots_of
from app.domain.loyalty.plan import Grant, GrantKind, Plan, PlanKind
from app.domain.loyalty.points.lots import Source, points_lots
from app.domain.loyalty.program import Program
from app.domain.loyalty.slip import Given
from app.domain.loyalty.tier_rules import Given as TierGift
from app.domain.rights import NEVER, AssetKind, Lot, Move, Rights
from app.usecases.loyalty.selling.offering import Names, shown_grants
from app.usecases.loyalty.shared.codes import GIFT_CARD_LENGTH, hash_of, new_code
from app.usecases.loyalty.shared.making import Day, Made, make
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who gets it: the holder, their points lots (debts are paid first) and tier grants so far."""

    member_id: str
    holder: str
    lots: tuple[Lot, ...] = ()
    held: Rights = field(default_factory=dict)
    tiers: tuple[TierGift, ...] = ()


@dataclass(frozen=True, slots=True)
class Giving:
    """All that a document says of what was given, and what only paper may say (the codes)."""

    moves: tuple[Move, ...]
    given: tuple[Given, ...]
    body: Body
    vouchers: tuple[Made, ...] = ()
    card_code: str = ""
    card_until: str = ""
    counts: tuple[Count, ...] = ()
    principal_minor: int = 0
    prepaid_minor: int = 0


@dataclass(slots=True)
class _Parts:
    moves: list[Move] = field(default_factory=list)
    body: Body = field(default_factory=dict)
    vouchers: list[Made] = field(default_factory=list)


def card_until(plan: Plan, day: Day) -> str:
    """The last day of a gift card that the plan sells, `never` when it has none."""
    days = next((one.valid_days for one in plan.grants if one.kind is GrantKind.PRINCIPAL), 0)
    return day.plus(days) if days else NEVER


def give(  # noqa: PLR0917 - what, for how much, to whom, when, by which words
    s: Services,
    plan: Plan,
    amount_minor: int,
    topup_id: str,
    buyer: Buyer,
    *,
    program: Program,
    day: Day,
    unit: str,
    prices: dict[str, int],
    names: Names,
) -> Giving:
    """Everything that this plan gives for this amount. Refused as `money.topup.lots_of`."""
    until = card_until(plan, day)
    card_id = s.clock.new_id() if plan.kind is PlanKind.GIFT_CARD else ""
    holder = f"g:{card_id}" if card_id else buyer.holder
    grant = lots_of(
        plan,
        amount_minor,
        program,
        Occasion(topup_id, holder, unit, day.now_ms, day.today, day.start, prices, until),
    )
    parts = _Parts([rights.give(lot) for lot in grant.lots])
    _points(parts, grant, topup_id, buyer, program=program, day=day)
    _vouchers(parts, s, grant, topup_id, buyer, program=program, day=day)
    _package(parts, grant, buyer)
    _tier(parts, grant, buyer, day)
    face = sum(lot.born for lot in grant.lots)
    code = _card(parts, s, card_id, face, until) if card_id else ""
    given = tuple(
        _given(one, grant, names=names, day=day) for one in shown_grants(plan, amount_minor)
    )
    parts.body["given"] = [_entry(one) for one in given]
    things = [one for one in given if one.kind is GrantKind.ITEM]
    if things:
        parts.body["handed"] = [{"item": one.ref, "qty": one.n * 1000} for one in things]
    return Giving(
        tuple(parts.moves),
        given,
        parts.body,
        tuple(parts.vouchers),
        code,
        "" if until == NEVER else until,
        _counts(plan, grant, amount_minor, buyer, day),
        grant.principal_minor,
        _prepaid(plan, grant, amount_minor),
    )


def _points(
    parts: _Parts, grant: GrantPlan, topup_id: str, buyer: Buyer, *, program: Program, day: Day
) -> None:
    """Points of now: a debt is paid first; a gift waits for no return window."""
    if not grant.points or not buyer.member_id:
        return
    debts = [lot for lot in buyer.lots if lot.asset.kind is AssetKind.DEBT]
    source = Source(f"{topup_id}.pts", buyer.holder, day.now_ms, day.today, topup_id, "topup")
    new = points_lots(grant.points, debts, source, program.points)
    parts.moves += rights.take_back(new.paid, buyer.held)
    if new.lot is not None:
        until = new.lot.asset.bucket if grant.points_until == NEVER else grant.points_until
        parts.moves.append(rights.give(_ending(new.lot, until)))


def _ending(lot: Lot, until: str) -> Lot:
    """The lot usable at once, with a last day of its own."""
    asset = rights.Asset(lot.asset.unit, lot.asset.kind, lot.asset.plan, until)
    return Lot(
        *(lot.lot_id, lot.holder, asset, lot.left, lot.born, lot.born_ms),
        group_id=lot.group_id,
        source=lot.source,
    )


def _vouchers(
    parts: _Parts,
    s: Services,
    grant: GrantPlan,
    topup_id: str,
    buyer: Buyer,
    *,
    program: Program,
    day: Day,
) -> None:
    for campaign_id, n, from_on in grant.vouchers:
        campaign = program.campaign(campaign_id)
        if campaign is None:
            continue
        holder = "" if campaign.bearer or not buyer.member_id else buyer.holder
        for _ in range(n):
            made = make(
                *(s, campaign, holder, day), from_on=from_on, group_id=topup_id, source="topup"
            )
            parts.vouchers.append(made)
            parts.moves.append(made.move)
    if parts.vouchers:
        parts.body["vouchers"] = [one.entry for one in parts.vouchers]


def _package(parts: _Parts, grant: GrantPlan, buyer: Buyer) -> None:
    for one in grant.packages:
        parts.body["package"] = {
            "package_id": one.package_id,
            "plan": to_data(one.plan),
            "holder": buyer.holder,
            "paid": one.paid_minor,
            "from_on": one.from_on,
            "until_on": "" if one.until_on == NEVER else one.until_on,
            "lots": [lot.lot_id for lot in one.lots],
        }


def _tier(parts: _Parts, grant: GrantPlan, buyer: Buyer, day: Day) -> None:
    """A paid tier; bought again while it runs, the new term begins where the old one ends."""
    if grant.tier is None:
        return
    tier_id, days = grant.tier
    running = max(
        (one.until for one in buyer.tiers if one.tier_id == tier_id and one.until), default=""
    )
    begin = running if running > day.today else day.today
    until = day.plus(days, begin) if days else ""
    parts.body["tier"] = {"tier_id": tier_id, "on": day.today, "until": until}


def _card(parts: _Parts, s: Services, card_id: str, face_minor: int, until: str) -> str:
    """A gift card: the document keeps the hash and four signs of its code, the paper the code."""
    code = new_code(s, GIFT_CARD_LENGTH)
    parts.body["gift_card"] = {
        "card_id": card_id,
        "hash": hash_of(code),
        "last4": code[-4:],
        "face": face_minor,
        "until_on": "" if until == NEVER else until,
    }
    return code


def _given(grant: Grant, done: GrantPlan, *, names: Names, day: Day) -> Given:
    """A grant with the dates that it has now."""
    kind = {GrantKind.BONUS: AssetKind.BONUS, GrantKind.POINTS: AssetKind.POINTS}.get(grant.kind)
    parts = [lot for lot in done.lots if lot.asset.kind is kind] if grant.times > 1 else []
    later = tuple(sorted({day.on(lot.from_ms) for lot in parts if lot.from_ms > day.now_ms}))
    until = day.plus(grant.valid_days) if grant.valid_days and grant.times == 1 else ""
    if grant.kind is GrantKind.PACKAGE and done.packages:
        until = done.packages[0].until_on.replace(NEVER, "")
    return Given(grant.kind, grant.n, grant.ref, names.of(grant), until, grant.times, later)


def _entry(one: Given) -> Body:
    body: Body = {"kind": one.kind.value, "n": one.n, "ref": one.ref, "name": one.name}
    if one.until_on:
        body["until_on"] = one.until_on
    if one.times > 1:
        body["times"], body["later_on"] = one.times, list(one.later_on)
    return body


def read_given(rows: list[Body]) -> tuple[Given, ...]:
    """What `Giving.body["given"]` holds."""
    return tuple(
        Given(
            GrantKind(one["kind"]),
            one["n"],
            one["ref"],
            one["name"],
            one.get("until_on", ""),
            one.get("times", 1),
            tuple(one.get("later_on", ())),
        )
        for one in rows
    )


def _counts(
    plan: Plan, grant: GrantPlan, amount_minor: int, buyer: Buyer, day: Day
) -> tuple[Count, ...]:
    """The largest top-up of the day, and growth that the plan gives (R21: points never count)."""
    if not buyer.member_id:
        return ()
    topup = amount_minor if plan.kind is PlanKind.TOPUP else 0
    return (Count(buyer.member_id, day.today, growth=grant.growth, topup_minor=topup),)


def _prepaid(plan: Plan, grant: GrantPlan, amount_minor: int) -> int:
    """How much of the price is a liability: all but what a paid tier costs."""
    if plan.kind is not PlanKind.MEMBERSHIP:
        return amount_minor
    packages = sum(one.paid_minor for one in grant.packages)
    return min(amount_minor, grant.principal_minor + packages)
