"""Sets right by hand what a member has: a reason, a document, above a limit two people."""

from __future__ import annotations

from app.domain import posting, rights
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ledger import OPENING
from app.domain.loyalty import counts
from app.domain.loyalty.counts import Count
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.stored_value import GENERAL
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import Asset, AssetKind, Lot, Move, member_holder
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, merges
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import day_of, read_in
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

KINDS = (AssetKind.POINTS, AssetKind.PRINCIPAL, AssetKind.BONUS)
MOST = 10_000_000


def adjust(
    s: Services,
    operator: Operator,
    member_id: str,
    kind: AssetKind,
    n: int,
    reason: str,
    *,
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
        word = _word(tx, s, operator, member_id, kind.value, n, program=program, given=approval)
        purse, day = read_in(tx, s, member.member_id), day_of(tx, s)
        if n > 0:
            moves = _give(tx, s, purse, kind, n, wallet_id=wallet_id, program=program, day=day)
        else:
            moves = _take(tx, purse, kind, -n, wallet_id)
        body = _body(s, member, kind.value, n, said, word)
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
        word = _word(tx, s, operator, member_id, "growth", n, program=program, given=approval)
        have = history.growth(tx, *merges.ids(tx, member_id))
        if have + n < 0:
            raise Refused("adjust.short", have=have, need=-n)
        body = _body(s, member, "growth", n, said, word)
        count = Count(member.member_id, day_of(tx, s).today, growth=n)
        body["counts"] = counts.body((count,))
        _seal(tx, s, operator, body, ())
        review_one(tx, s, member.member_id, operator_id=operator.operator_id, why="adjust")
        after = read_in(tx, s, member.member_id)
    return Outcome(after, Changes(members=frozenset({member_id})))


class Openings:
    """Opening balances of one moment: the programme, the currency and the day are read once."""

    def __init__(self, tx: Tx, s: Services) -> None:
        self._s = s
        self._now_ms, self._today, _ = now_of(tx, s)
        self._unit = shops.load(tx).currency.code
        points_end = bucket(programs.load(tx).points.expiry, self._today)
        self._principal = Asset(self._unit, AssetKind.PRINCIPAL, GENERAL)
        self._bonus = Asset(self._unit, AssetKind.BONUS, GENERAL)
        self._points = Asset(POINTS_UNIT, AssetKind.POINTS, "-", points_end)

    def draft(
        self,
        member_id: str,
        *,
        source: str,
        principal_minor: int = 0,
        bonus_minor: int = 0,
        points: int = 0,
        growth: int = 0,
    ) -> commit.Draft | None:
        """The document to be, None when all are zero. Refused as `opening`."""
        sums = (principal_minor, bonus_minor, points, growth)
        if min(sums) < 0:
            raise Refused("opening.negative")
        if max(sums) > MAX_MINOR:
            raise Refused("amount.too_large", text=str(max(sums)))
        if not any(sums):
            return None
        moves = self._moves(member_id, source, sums)
        facts: Body = {
            "member_id": member_id,
            "source": source,
            "principal": principal_minor,
            "bonus": bonus_minor,
            "points": points,
            "growth": growth,
            "at_ms": self._now_ms,
            "moves": body(moves),
        }
        if growth:
            facts["counts"] = [{"m": member_id, "on": self._today, "growth": growth}]
        postings = posting.of_moves(moves, unit=self._unit, counter=OPENING)
        return commit.Draft(Kind.OPENING, facts, postings)

    def _moves(self, member_id: str, source: str, sums: tuple[int, ...]) -> list[Move]:
        group, holder = self._s.clock.new_id(), member_holder(member_id)
        assets = (self._principal, self._bonus, self._points)
        return [
            give(Lot(f"{group}.{n}", holder, asset, left, left, self._now_ms, 0, group, source))
            for n, (asset, left) in enumerate(zip(assets, sums, strict=False), 1)
            if left
        ]


def opening(
    tx: Tx,
    s: Services,
    member_id: str,
    *,
    operator_id: str,
    source: str,
    principal_minor: int = 0,
    bonus_minor: int = 0,
    points: int = 0,
    growth: int = 0,
) -> None:
    """What a former system says the member had: a document of its own, in the caller's transaction.

    Refused `opening.negative`, `amount.too_large`. Nothing is written when all are zero.
    """
    draft = Openings(tx, s).draft(
        member_id,
        source=source,
        principal_minor=principal_minor,
        bonus_minor=bonus_minor,
        points=points,
        growth=growth,
    )
    if draft is not None:
        commit.seal_all(tx, s, [draft], operator_id=operator_id)
