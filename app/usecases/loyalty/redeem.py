"""Points for a gift or a voucher: the catalogue, what is missing, and the redemption itself."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import posting, rights
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.money import spending
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Facts
from app.domain.loyalty.terms import Reward
from app.domain.loyalty.voucher import Voucher
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.domain.rights import AssetKind
from app.domain.slips import RedeemSlip
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges
from app.store.loyalty import program as programs
from app.store.loyalty import rewards as taken_rewards
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.purse import day_of, read_in
from app.usecases.loyalty.selling.offering import member_of
from app.usecases.loyalty.shared import slips
from app.usecases.loyalty.shared.making import Made, make
from app.usecases.member.find import known
from app.usecases.member.pin import check_pin
from app.usecases.outcome import Changes, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.shift.open import require_open


@dataclass(frozen=True, slots=True)
class RewardOffer:
    """A reward as the counter offers it. `can` False: the word `refused.<why>` with its facts.

    `missing` are the points that lack, `left` the stock that is still there (-1: not counted).
    """

    reward: Reward
    can: bool
    why: str = ""
    missing: int = 0
    left: int = -1
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What was redeemed. `voucher` when the reward is one; else a thing to hand over."""

    redeem_id: str
    reward: Reward
    points: int
    purse: Purse
    voucher: Voucher | None = None
    print_job: str = ""


def rewards(s: Services, member_id: str) -> tuple[RewardOffer, ...]:
    """All active rewards in the owner's order. Reader thread. Refused `member.unknown`."""
    with s.db.read() as tx:
        member, purse = known(tx, merges.stays(tx, member_id)), read_in(tx, s, member_id)
        return tuple(
            _offer(tx, member, purse, one) for one in programs.load(tx).rewards if one.active
        )


def _offer(tx: Tx, member: Member, purse: Purse, reward: Reward) -> RewardOffer:
    missing, left = max(reward.points - purse.points, 0), _left(tx, reward)
    try:
        _require_may(tx, member, purse, reward)
    except Refused as refusal:
        facts = tuple(refusal.facts.items())
        return RewardOffer(reward, False, refusal.code, missing, left, facts)
    return RewardOffer(reward, True, left=left)


def _left(tx: Tx, reward: Reward) -> int:
    if reward.stock < 0:
        return -1
    return max(reward.stock - taken_rewards.taken(tx, reward.reward_id), 0)


def _require_may(tx: Tx, member: Member, purse: Purse, reward: Reward) -> None:
    if reward.tiers and member.tier_id not in reward.tiers:
        raise Refused("reward.not_for_tier")
    if _left(tx, reward) == 0:
        raise Refused("reward.sold_out")
    ids = merges.ids(tx, member.member_id)
    if reward.per_member and taken_rewards.taken(tx, reward.reward_id, *ids) >= reward.per_member:
        raise Refused("reward.per_member", most=reward.per_member)
    if purse.points < reward.points:
        missing = reward.points - purse.points
        raise Refused("reward.short", missing=missing, have=purse.points, need=reward.points)


def redeem(  # noqa: PLR0917 - who, where, whose, what, which time
    s: Services,
    operator: Operator,
    shift_id: str,
    member_id: str,
    reward_id: str,
    *,
    redeem_id: str,
    pin: str = "",
) -> Outcome[Redeemed]:
    """One reward; a second call with the same `redeem_id` gives the same and takes nothing more.

    Refused: `permission.missing`, `shift.*`, `reward.unknown`, `reward.short` (missing, have,
    need), `reward.sold_out`, `reward.per_member` (most), `reward.not_for_tier`, `reward.other`
    (something else was redeemed under this id), `member.*`, `pin.*`.
    """
    require(operator, Permission.MEMBER_MONEY)
    _require_pin(s, member_id, reward_id, pin)
    with s.db.write() as tx:
        program = programs.load(tx)
        reward = program.reward(reward_id)
        if reward is None or not reward.active:
            raise Refused("reward.unknown")
        made_before = taken_rewards.redeemed(tx, redeem_id)
        if made_before is not None:
            if made_before != (merges.stays(tx, member_id), reward_id):
                raise Refused("reward.other")
            purse = read_in(tx, s, member_id)
            return Outcome(Redeemed(redeem_id, reward, reward.points, purse))
        shift = require_open(tx, operator, shift_id)
        member = member_of(tx, member_id)
        if member is None:
            raise Refused("member.unknown")
        purse = read_in(tx, s, member.member_id)
        _require_may(tx, member, purse, reward)
        made = _voucher(tx, s, program, reward, purse)
        lots = purse.of(AssetKind.POINTS)
        takes = spending.points(lots, reward.points)
        held = held_rights.held_by(tx, lots)
        moves = rights.spend(takes, held, now_ms=purse.now_ms, today=purse.today)
        moves = (*moves, *((made.move,) if made else ()))
        body: Body = {
            "redeem_id": redeem_id,
            "member_id": member.member_id,
            "reward_id": reward_id,
            "name": reward.name,
            "points": reward.points,
            "item": reward.item_id,
            "vouchers": [made.entry] if made else [],
            "shift_id": shift_id,
            "at_ms": s.clock.now_ms(),
            "moves": rights.body(moves),
        }
        if reward.item_id:
            body["handed"] = [{"item": reward.item_id, "qty": 1000}]
        commit.seal(
            *(tx, s, Kind.REDEEM, body),
            operator_id=operator.operator_id,
            postings=posting.of_moves(moves, unit=shops.load(tx).currency_code),
            business_date=shift.business_date,
        )
        after = read_in(tx, s, member.member_id)
        job = _paper(tx, s, operator, member, reward, purse=after)
    done = Redeemed(redeem_id, reward, reward.points, after, made.voucher if made else None, job)
    changes = Changes(shift=True, prints=True, members=frozenset({str(member.member_id)}))
    return Outcome(done, changes, slips.prints([job]))


def _require_pin(s: Services, member_id: str, reward_id: str, pin: str) -> None:
    """Points above what the PIN's limit is worth are asked for it like money (3.20)."""
    with s.db.read() as tx:
        program = programs.load(tx)
    limit, terms, reward = (
        program.stored.pin_above_minor,
        program.points.redeem,
        program.reward(reward_id),
    )
    if limit and reward and terms.points and reward.points * terms.minor > limit * terms.points:
        check_pin(s, member_id, pin)


def _voucher(tx: Tx, s: Services, program: Program, reward: Reward, purse: Purse) -> Made | None:
    if not reward.campaign_id:
        return None
    campaign = program.campaign(reward.campaign_id)
    if campaign is None:
        raise Refused("campaign.unknown")
    holder = "" if campaign.bearer else purse.holder
    return make(s, campaign, holder, day_of(tx, s), source="redeem")


def _paper(
    tx: Tx, s: Services, operator: Operator, member: Member, reward: Reward, *, purse: Purse
) -> str:
    program, now_ms = programs.load(tx), s.clock.now_ms()
    top = slips.head(tx, shops.load(tx), operator, now_ms, member=member)
    slip = RedeemSlip(
        top,
        reward.named(top.shop.paper_language),
        reward.points,
        slips.balances(tx, top.shop, purse, program),
    )
    return enqueue(tx, s, "redeem", s.paper.redemption(slip))
