"""Points from one member to another of the same family."""

from __future__ import annotations

from dataclasses import replace

from app.domain import posting, rights
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.money import spending
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind, Take, member_holder
from app.store import shop as shops
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.purse import read_in
from app.usecases.loyalty.selling.offering import member_of
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word


def points(
    s: Services,
    operator: Operator,
    from_id: str,
    to_id: str,
    n: int,
    *,
    reason: str = "",
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """The giver's purse after it. The points keep their last day.

    Refused: `transfer.same`, `transfer.not_family`, `transfer.nothing`,
    `points.short` (have, need), `member.unknown`, `approval.needed`, `permission.missing`.
    """
    require(operator, Permission.MEMBER_MONEY)
    if n <= 0:
        raise Refused("transfer.nothing")
    with s.db.write() as tx:
        giver, taker = member_of(tx, from_id), member_of(tx, to_id)
        if giver is None or taker is None:
            raise Refused("member.unknown")
        if giver.member_id == taker.member_id:
            raise Refused("transfer.same")
        if not giver.household_id or giver.household_id != taker.household_id:
            raise Refused("transfer.not_family")
        limit = programs.load(tx).points.adjust_needs_approval_above
        word = require_word(
            *(tx, s, operator, Permission.MEMBER_ADJUST, approval),
            action="points.transfer",
            binding=binding_of("points.transfer", from_id, to_id, n),
            n=n,
            alone=n <= limit,
        )
        lots = read_in(tx, s, giver.member_id).of(AssetKind.POINTS)
        takes = spending.points(lots, n)
        transfer_id, holder = s.clock.new_id(), member_holder(taker.member_id)
        out = rights.take_back(takes, held_rights.held_by(tx, lots))
        moves = (*out, *(_given(one, transfer_id, i, holder) for i, one in enumerate(takes, 1)))
        body: Body = {
            "from": giver.member_id,
            "to": taker.member_id,
            "what": AssetKind.POINTS.value,
            "n": n,
            "reason": without_card(reason).strip()[:100],
            "approval": word,
            "at_ms": s.clock.now_ms(),
            "moves": rights.body(moves),
        }
        commit.seal(
            *(tx, s, Kind.TRANSFER, body),
            operator_id=operator.operator_id,
            postings=posting.of_moves(moves, unit=shops.load(tx).currency_code),
        )
        after = read_in(tx, s, giver.member_id)
    who = frozenset({str(giver.member_id), str(taker.member_id)})
    return Outcome(after, Changes(members=who))


def _given(take: Take, transfer_id: str, no: int, holder: str) -> rights.Move:
    """A part of a lot as a lot of the other's: it ends when it would have ended."""
    lot = replace(
        take.lot,
        lot_id=f"{transfer_id}.{no}",
        holder=holder,
        left=take.n,
        born=take.n,
        group_id=transfer_id,
        source="transfer",
    )
    return rights.give(lot)
