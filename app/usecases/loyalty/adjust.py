"""Sets right by hand what a member has: a reason, a document, above a limit two people."""

from __future__ import annotations

from app.domain import posting, rights
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty import counts
from app.domain.loyalty.counts import Count
from app.domain.loyalty.points.lots import Source, points_lots
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.stored_value import GENERAL
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import Asset, AssetKind, Lot, Move, Take
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, merges
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import day_of, read_in
from app.usecases.loyalty.shared.making import Day
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word

KINDS = (AssetKind.POINTS, AssetKind.PRINCIPAL, AssetKind.BONUS)
MOST = 10_000_000


def adjust(
    s: Services,
    operator: Operator,
    member_id: str,
    kind: AssetKind,
    n: int,
    *,
    reason: str,
    wallet_id: str = GENERAL,
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Give (`n` > 0) or take (`n` < 0) points, principal or bonus. The purse after it.

    Refused: `permission.missing`, `adjust.kind`, `adjust.nothing`, `adjust.too_large` (most),
    `reason.missing`, `adjust.short` (have, need), `member.unknown`, `approval.needed`.
    """
    require(operator, Permission.MEMBER_MONEY)
    said = _reason(n, reason)
    if kind not in KINDS:
        raise Refused("adjust.kind", kind=kind.value)
    with s.db.write() as tx:
        member, program = _known(tx, member_id), programs.load(tx)
        if kind is not AssetKind.POINTS and program.wallet(wallet_id) is None:
            raise Refused("program.unknown_ref", field="wallet", ref=wallet_id[:40])
        word = _word(
            *(tx, s, operator, member_id, kind.value), n=n, program=program, given=approval
        )
        purse, day = read_in(tx, s, member.member_id), day_of(tx, s)
        if n > 0:
            moves = _give(tx, s, purse, kind, n, wallet_id=wallet_id, program=program, day=day)
        else:
            moves = _take(tx, purse, kind, -n, wallet_id)
        body = _body(s, member, kind.value, n, reason=said, word=word)
        body["moves"] = rights.body(moves)
        _seal(tx, s, operator, body, moves)
        review_one(tx, s, member.member_id, operator_id=operator.operator_id, why="adjust")
        after = read_in(tx, s, member.member_id)
    return Outcome(after, Changes(members=frozenset({member_id})))


def adjust_growth(
    s: Services,
    operator: Operator,
    member_id: str,
    n: int,
    reason: str,
    *,
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Growth value by hand (R21: apart from points). Refused as `adjust`."""
    require(operator, Permission.MEMBER_MONEY)
    said = _reason(n, reason)
    with s.db.write() as tx:
        member, program = _known(tx, member_id), programs.load(tx)
        word = _word(*(tx, s, operator, member_id, "growth"), n=n, program=program, given=approval)
        have = history.growth(tx, *merges.ids(tx, member_id))
        if have + n < 0:
            raise Refused("adjust.short", have=have, need=-n)
        body = _body(s, member, "growth", n, reason=said, word=word)
        count = Count(member.member_id, day_of(tx, s).today, growth=n)
        body["counts"] = counts.body((count,))
        _seal(tx, s, operator, body, ())
        review_one(tx, s, member.member_id, operator_id=operator.operator_id, why="adjust")
        after = read_in(tx, s, member.member_id)
    return Outcome(after, Changes(members=frozenset({member_id})))


def _known(tx: Tx, member_id: str) -> Member:
    found = members.get(tx, merges.stays(tx, member_id))
    if found is None:
        raise Refused("member.unknown")
    return found


def _reason(n: int, reason: str) -> str:
    if not n:
        raise Refused("adjust.nothing")
    if abs(n) > MOST:
        raise Refused("adjust.too_large", most=MOST)
    if not reason.strip():
        raise Refused("reason.missing")
    return without_card(reason).strip()[:100]


def _word(
    tx: Tx,
    s: Services,
    operator: Operator,
    member_id: str,
    kind: str,
    *,
    n: int,
    program: Program,
    given: Approval | None,
) -> str:
    """Above the shop's limit a second person says yes, whoever the first one is. The limit is in
    points; money counts in whole units of it."""
    limit = program.points.adjust_needs_approval_above
    money = kind in (AssetKind.PRINCIPAL, AssetKind.BONUS)
    limit = limit * shops.load(tx).currency.unit_minor if money else limit
    return require_word(
        *(tx, s, operator, Permission.MEMBER_ADJUST, given),
        action="member.adjust",
        binding=binding_of("member.adjust", member_id, kind, n),
        n=n,
        alone=abs(n) <= limit,
    )


def _give(
    tx: Tx,
    s: Services,
    purse: Purse,
    kind: AssetKind,
    n: int,
    *,
    wallet_id: str,
    program: Program,
    day: Day,
) -> tuple[Move, ...]:
    """A lot without a last day for money; points by the shop's rules, the debt first."""
    lot_id, holder = s.clock.new_id(), purse.holder
    if kind is not AssetKind.POINTS:
        asset = Asset(shops.load(tx).currency_code, kind, wallet_id)
        return (rights.give(Lot(lot_id, holder, asset, n, n, day.now_ms, 0, lot_id, "adjust")),)
    debts = [lot for lot in purse.lots if lot.asset.kind is AssetKind.DEBT]
    start = Source(lot_id, holder, day.now_ms, day.today, lot_id, "adjust")
    new = points_lots(n, debts, start, program.points)
    paid = rights.take_back(new.paid, held_rights.held_by(tx, debts))
    if new.lot is None:
        return paid
    asset, left = new.lot.asset, new.lot.left
    lot = Lot(lot_id, holder, asset, left, left, day.now_ms, 0, lot_id, "adjust")
    return (*paid, rights.give(lot))


def _take(tx: Tx, purse: Purse, kind: AssetKind, n: int, wallet_id: str) -> tuple[Move, ...]:
    """Out of the lots that end first."""
    plan = "" if kind is AssetKind.POINTS else wallet_id
    lots, rest = purse.of(kind, plan), n
    takes: list[Take] = []
    for lot in lots:
        part = min(rest, lot.left)
        if part:
            takes.append(Take(lot, part))
            rest -= part
    if rest:
        raise Refused("adjust.short", have=n - rest, need=n)
    return rights.take_back(takes, held_rights.held_by(tx, lots))


def _body(s: Services, member: Member, kind: str, n: int, *, reason: str, word: str) -> Body:
    return {
        "member_id": member.member_id,
        "kind": kind,
        "n": n,
        "reason": reason,
        "approval": word,
        "at_ms": s.clock.now_ms(),
    }


def _seal(tx: Tx, s: Services, operator: Operator, body: Body, moves: tuple[Move, ...]) -> None:
    unit = shops.load(tx).currency_code
    commit.seal(
        *(tx, s, Kind.ADJUST, body),
        operator_id=operator.operator_id,
        postings=posting.of_moves(moves, unit=unit),
    )
