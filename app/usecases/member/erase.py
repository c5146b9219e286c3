"""Forgets a person and keeps the ledger: the key of the profile is dropped, the sums stay.

The documents of the journal stay as they are; what they say about the person was sealed under a
key that no longer exists, and names nobody (R53). What they still owned lapses, posted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import posting
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind, Lot, Move, Take, take_back
from app.domain.rights import body as moves_body
from app.store import drafts, members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, rights
from app.usecases import commit
from app.usecases.keeping import forgotten
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word


@dataclass(frozen=True, slots=True)
class Erasure:
    """What would be lost. `package_minor` is money paid for package uses that were not had yet;
    `vouchers` and `packages` are counts. `member_ids`: the one who stays, then who was merged."""

    member_ids: tuple[str, ...]
    principal_minor: int
    package_minor: int
    bonus_minor: int
    points: int
    vouchers: int
    packages: int

    @property
    def money_minor(self) -> int:
        """What the shop owes in money."""
        return self.principal_minor + self.package_minor


def what_is_left(s: Services, member_id: str) -> Erasure:
    """What the member still owns, to be shown before erasing. Reader thread.

    Refused `member.unknown`.
    """
    with s.db.read() as tx:
        known(tx, member_id)
        return _left(tx, member_id)[0]


def erase(
    s: Services,
    operator: Operator,
    member_id: str,
    approval: Approval | None = None,
    *,
    forfeit: bool = False,
    why: str = "",
) -> Outcome[Erasure]:
    """The member is forgotten, with every file that was merged into theirs.

    Money is paid out first; with `forfeit` the member gives it up, which a second person confirms.
    Refused: `approval.needed` and as `require_word`, `member.unknown`, `member.forgotten`,
    `member.in_basket` (n: baskets in work or parked that name the member), `member.has_money`
    (money_minor), `code.payment_card`.
    """
    reason = without_card(why).strip()[:100]
    with s.db.write() as tx:
        known(tx, member_id)
        left, lots = _left(tx, member_id)
        if members.key_of(tx, left.member_ids[0]) is None:
            raise Refused("member.forgotten")
        _require_no_basket(tx, left.member_ids)
        if left.money_minor and not forfeit:
            raise Refused("member.has_money", money_minor=left.money_minor)
        approved = _word(tx, s, operator, approval, left)
        moves = take_back(
            [Take(lot, lot.left, lot.value_minor) for lot in lots],
            rights.held(tx, *merges.holders(tx, member_id)),
        )
        unit = shops.load(tx).currency.code
        for place, one in enumerate(left.member_ids):
            _forget(
                *(tx, s, operator, known(tx, one)),
                moves=moves if place == 0 else (),
                unit=unit,
                facts={"why": reason, "approval": approved, "at_ms": s.clock.now_ms()},
            )
    forgotten.note(s, left.member_ids)
    return Outcome(left, Changes(members=frozenset(left.member_ids)))


def forget_again(tx: Tx, s: Services, operator: Operator, member_ids: Sequence[str]) -> int:
    """Members who were forgotten in documents that a restored copy does not have: their keys came
    back with it, and go again. How many. What they owned had ended then, and ends now."""
    count = 0
    for member_id in member_ids:
        member = members.get(tx, member_id)
        if member is None or members.key_of(tx, member_id) is None:
            continue
        _, lots = _left(tx, member_id)
        moves = take_back(
            [Take(lot, lot.left, lot.value_minor) for lot in lots],
            rights.held(tx, *merges.holders(tx, member_id)),
        )
        _forget(
            *(tx, s, operator, member),
            moves=moves,
            unit=shops.load(tx).currency.code,
            facts={"why": "restore", "approval": "", "at_ms": s.clock.now_ms()},
        )
        count += 1
    return count


def _require_no_basket(tx: Tx, member_ids: tuple[str, ...]) -> None:
    """A basket that names the member would bring the name back (Refused `member.in_basket`)."""
    baskets = (*drafts.parked(tx), *drafts.unfinished(tx))
    busy = sum(1 for basket in baskets if any(one in basket.data for one in member_ids))
    if busy:
        raise Refused("member.in_basket", n=busy)


def _word(tx: Tx, s: Services, operator: Operator, approval: Approval | None, left: Erasure) -> str:
    """Who may: an owner; for money that is given up a second person too, who may pay it out."""
    alone = operator.may(Permission.MEMBER_ERASE)
    second = alone and left.money_minor > 0
    return require_word(
        *(tx, s, operator),
        Permission.MEMBER_REFUND if second else Permission.MEMBER_ERASE,
        approval,
        action="member.erase",
        binding=binding_of("member.erase", left.member_ids[0], left.money_minor),
        n=left.money_minor,
        alone=not second,
    )


def _forget(
    tx: Tx,
    s: Services,
    operator: Operator,
    member: Member,
    *,
    moves: tuple[Move, ...],
    unit: str,
    facts: dict[str, str | int],
) -> None:
    body: Body = {"member_id": member.member_id, **facts}
    if moves:
        body["moves"] = moves_body(moves)
    commit.seal(
        *(tx, s, Kind.MEMBER_ERASE, body),
        operator_id=operator.operator_id,
        postings=posting.of_expiry(moves, unit=unit) if moves else (),
    )
    members.drop_key(tx, member.member_id)
    if member.photo:
        members.drop_photo(tx, member.photo)


def _left(tx: Tx, member_id: str) -> tuple[Erasure, tuple[Lot, ...]]:
    lots = rights.lots(tx, *merges.holders(tx, member_id))

    def total(kind: AssetKind) -> int:
        return sum(lot.left for lot in lots if lot.asset.kind is kind)

    packages = [lot for lot in lots if lot.asset.kind is AssetKind.PACKAGE]
    erasure = Erasure(
        member_ids=merges.ids(tx, member_id),
        principal_minor=total(AssetKind.PRINCIPAL),
        package_minor=sum(lot.value_minor for lot in packages),
        bonus_minor=total(AssetKind.BONUS),
        points=total(AssetKind.POINTS),
        vouchers=total(AssetKind.VOUCHER),
        packages=len({lot.group_id for lot in packages}),
    )
    return erasure, lots
