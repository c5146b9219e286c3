"""A package after it was sold: looked at, paused, run again, transferred."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain import posting, rights
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.package import Package
from app.domain.member import Member, mask_name
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import NEVER, Asset, Lot, Move, Take, member_holder
from app.domain.slips import PackageSlip
from app.store import members, sales
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, packages
from app.store.loyalty import rights as held_rights
from app.usecases import commit
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.selling.offering import member_of
from app.usecases.loyalty.shared import slips
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word


@dataclass(frozen=True, slots=True)
class PackageUse:
    """One use, newest first: which service, how many, at which sale."""

    at_ms: int
    item_name: str
    uses: int
    receipt_no: str
    member_name: str = ""


def of_member(s: Services, member_id: str) -> tuple[Package, ...]:
    """All packages of a member, running, paused, ended and used up. Reader thread."""
    with s.db.read() as tx:
        member = known(tx, merges.stays(tx, member_id))
        today, ids = day_of(tx, s).today, merges.ids(tx, member_id)
        return packages.of(tx, *ids, today=today, household=member.household_id, all_=True)


def uses(s: Services, package_id: str) -> tuple[PackageUse, ...]:
    """Every use of a package. Reader thread."""
    found = []
    with s.db.read() as tx:
        for sale_id, line_no, _, n in packages.uses(tx, package_id):
            sold = sales.by_id(tx, sale_id)
            if sold is None:
                continue
            line = next((one for one in sold.lines if one.line_no == line_no), None)
            who = members.get(tx, sold.member_id) if sold.member_id else None
            name = mask_name(who.name) if who and who.name else ""
            shown = line.name if line else ""
            found.append(PackageUse(sold.at_ms, shown, n, sold.short_no, name))
    return tuple(found)


def pause(s: Services, operator: Operator, package_id: str) -> Outcome[Package]:
    """Stop its days. Refused `package.unknown`, `package.no_pause`, `package.paused`,
    `package.ended`, `package.pause_used_up` (most)."""
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        today = day_of(tx, s).today
        one = _package(tx, package_id, today)
        if not one.plan.pause_days:
            raise Refused("package.no_pause", name=one.plan.name)
        if one.paused_on:
            raise Refused("package.paused", name=one.plan.name, paused_on=one.paused_on)
        _require_lives(one, today)
        if one.paused_days >= one.plan.pause_days:
            raise Refused("package.pause_used_up", most=one.plan.pause_days)
        body: Body = {"package_id": package_id, "what": "pause", "on": today}
        after, job = _change(tx, s, operator, one, body)
    return _outcome(after, one.holder, job)


def resume(s: Services, operator: Operator, package_id: str) -> Outcome[Package]:
    """Let its days run again: it ends later by the days of the pause, at most by what the plan
    allows. Refused `package.unknown`, `package.not_paused`."""
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        today = day_of(tx, s).today
        one = _package(tx, package_id, today)
        if not one.paused_on:
            raise Refused("package.not_paused", name=one.plan.name)
        rested = (date.fromisoformat(today) - date.fromisoformat(one.paused_on)).days
        later = min(max(rested, 0), max(one.plan.pause_days - one.paused_days, 0))
        until = day_of(tx, s).plus(later, one.until_on) if one.until_on else ""
        moves = _born_again(tx, one, one.holder, until or one.until_on) if later and until else ()
        body: Body = {"package_id": package_id, "what": "resume", "on": today, "days": later}
        if until:
            body["until_on"] = until
        after, job = _change(tx, s, operator, one, body, moves=moves)
    return _outcome(after, one.holder, job)


def transfer(
    s: Services,
    operator: Operator,
    package_id: str,
    to_member_id: str,
    *,
    reason: str = "",
    approval: Approval | None = None,
) -> Outcome[Package]:
    """To another member for good. Refused `package.unknown`, `package.not_transferable`,
    `package.ended`, `package.paused`, `transfer.same`, `member.unknown`, `approval.needed`."""
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        today, to = day_of(tx, s).today, member_of(tx, to_member_id)
        one = _package(tx, package_id, today)
        if to is None:
            raise Refused("member.unknown")
        if not one.plan.transferable:
            raise Refused("package.not_transferable", name=one.plan.name)
        if one.paused_on:
            raise Refused("package.paused", name=one.plan.name, paused_on=one.paused_on)
        _require_lives(one, today)
        if one.holder in merges.holders(tx, to.member_id):
            raise Refused("transfer.same")
        word = require_word(
            *(tx, s, operator, Permission.MEMBER_ADJUST, approval),
            action="package.transfer",
            binding=binding_of("package.transfer", package_id, to_member_id),
        )
        holder = member_holder(to.member_id)
        moves = _born_again(tx, one, holder, one.until_on)
        body: Body = {
            "package_id": package_id,
            "what": "transfer",
            "on": today,
            "holder": holder,
            "reason": without_card(reason).strip()[:100],
            "approval": word,
        }
        after, job = _change(tx, s, operator, one, body, moves=moves, to=to)
    return _outcome(after, one.holder, job, str(to.member_id))


def _package(tx: Tx, package_id: str, today: str) -> Package:
    found = packages.get(tx, package_id, today=today)
    if found is None:
        raise Refused("package.unknown")
    return found


def _require_lives(one: Package, today: str) -> None:
    over = one.until_on and one.until_on < today
    if over or not any(lot.left for lot in one.lots):
        raise Refused("package.ended", name=one.plan.name, until_on=one.until_on or "-")


def _born_again(tx: Tx, one: Package, holder: str, until: str) -> tuple[Move, ...]:
    """The lots with what is left in them, at another holder or with another last day."""
    lots = [lot for lot in one.lots if lot.left]
    takes = [Take(lot, lot.left, lot.value_minor) for lot in lots]
    out = rights.take_back(takes, held_rights.held_by(tx, lots))
    return (*out, *(rights.give(_lot(lot, holder, until)) for lot in lots))


def _lot(lot: Lot, holder: str, until: str) -> Lot:
    asset = Asset(lot.asset.unit, lot.asset.kind, lot.asset.plan, until or NEVER)
    return replace(lot, holder=holder, asset=asset, born=lot.left)


def _change(
    tx: Tx,
    s: Services,
    operator: Operator,
    one: Package,
    body: Body,
    *,
    moves: tuple[Move, ...] = (),
    to: Member | None = None,
) -> tuple[Package, str]:
    shop = shops.load(tx)
    commit.seal(
        *(tx, s, Kind.PACKAGE_CHANGE, body | {"moves": rights.body(moves)}),
        operator_id=operator.operator_id,
        postings=posting.of_moves(moves, unit=shop.currency_code),
    )
    after = _package(tx, one.package_id, body["on"])
    owner = members.get(tx, one.holder.removeprefix("m:"))
    counted = any(service.uses for service in one.plan.services)
    top = slips.head(tx, shop, operator, s.clock.now_ms(), member=owner)
    slip = PackageSlip(
        *(top, body["what"], one.plan.named(top.shop.paper_language)),
        sum(lot.left for lot in after.lots) if counted else -1,
        after.until_on,
        body["on"],
        mask_name(to.name) if to and to.name else "",
    )
    return after, enqueue(tx, s, "package", s.paper.package(slip))


def _outcome(after: Package, holder: str, job: str, *others: str) -> Outcome[Package]:
    who = frozenset({holder.removeprefix("m:"), *others})
    return Outcome(after, Changes(members=who, prints=bool(job)), slips.prints([job]))
