"""Vouchers: issued one by one, by batch or by rule; found by code, voided, handed on."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import posting, rights
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.voucher import Campaign, Voucher
from app.domain.member import mask_name
from app.domain.permissions import Operator, Permission, require
from app.domain.rights import NEVER, VOUCHER_UNIT, Asset, AssetKind, Lot, Take, member_holder
from app.domain.slips import VoucherSlip
from app.store import journal, members, sales
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, vouchers
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.store.loyalty.vouchers import VoucherRow
from app.usecases import commit
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.shared import slips
from app.usecases.loyalty.shared.codes import bare
from app.usecases.loyalty.shared.making import Day, Made, make
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.services import Services

MOST_AT_ONCE = 500
MOST_PRINTED = 200  # papers of one batch: what a roll holds and a person can still count
RECENT = 50  # documents that are looked through for the same gesture


@dataclass(frozen=True, slots=True)
class VoucherSeen:
    """A voucher as somebody looks at it. `state`: `good`, `not_yet`, `expired`, `used`, `void`.

    `used_sale` is the receipt number of the sale that used it.
    """

    voucher: Voucher
    state: str
    member_name: str = ""
    used_sale: str = ""
    used_ms: int = 0


def issue(
    s: Services,
    operator: Operator,
    campaign_id: str,
    *,
    member_ids: tuple[str, ...] = (),
    bearer: int = 0,
    reason: str = "",
    shift_id: str = "",
) -> Outcome[tuple[Voucher, ...]]:
    """One voucher for each member, or `bearer` printed ones for whoever holds them.

    Refused: `permission.missing`, `campaign.unknown`, `campaign.inactive`, `voucher.nobody`,
    `voucher.too_many` (most), `voucher.not_bearer`, `voucher.per_member` (name, most),
    `member.unknown`, `reason.missing`.
    """
    require(operator, Permission.VOUCHER_ISSUE)
    wanted = tuple(dict.fromkeys(member_ids))
    _require_wish(wanted, bearer, reason)
    with s.db.write() as tx:
        campaign, day = _campaign(tx, campaign_id), day_of(tx, s)
        if bearer and not campaign.bearer:
            raise Refused("voucher.not_bearer", name=campaign.name)
        holders = [_holder(tx, campaign, one) for one in wanted]
        made = [make(s, campaign, one, day, source="issue") for one in holders + [""] * bearer]
        said = without_card(reason).strip()[:100]
        seal_issue(tx, s, campaign_id, made, why=said, operator_id=operator.operator_id)
        shop = shops.load(tx)
        top = slips.head(tx, shop, operator, s.clock.now_ms())
        jobs = slips.voucher_jobs(tx, s, top, tuple(one.voucher for one in made))
    who = Changes(members=frozenset(wanted), prints=bool(jobs))
    return Outcome(tuple(one.voucher for one in made), who, slips.prints(jobs))


def print_batch(
    s: Services, operator: Operator, campaign_id: str, n: int, *, batch_id: str, reason: str
) -> Outcome[tuple[str, ...]]:
    """`n` papers (1 to 200) for whoever holds them, a print job each: the jobs' ids.

    A second call with the same `batch_id` issues nothing, gives no ids and no effects. Refused:
    `voucher.batch_size` (most), `printer.not_set`, and as `issue`.
    """
    require(operator, Permission.VOUCHER_ISSUE)
    if not 1 <= n <= MOST_PRINTED:
        raise Refused("voucher.batch_size", most=MOST_PRINTED)
    _require_wish((), n, reason)
    require_printer(s)
    with s.db.write() as tx:
        if _printed(tx, batch_id):
            return Outcome(())
        campaign, day = _campaign(tx, campaign_id), day_of(tx, s)
        if not campaign.bearer:
            raise Refused("voucher.not_bearer", name=campaign.name)
        made = [make(s, campaign, "", day, source="issue") for _ in range(n)]
        said = without_card(reason).strip()[:100]
        who = str(operator.operator_id)
        seal_issue(tx, s, campaign_id, made, why=said, operator_id=who, batch_id=batch_id)
        top = slips.head(tx, shops.load(tx), operator, s.clock.now_ms())
        jobs = slips.voucher_jobs(tx, s, top, tuple(one.voucher for one in made))
    return Outcome(tuple(jobs), Changes(prints=True), slips.prints(jobs))


def _printed(tx: Tx, batch_id: str) -> bool:
    """Whether this gesture was sealed already: a second tap gives nothing away twice."""
    head = journal.head(tx)
    after = (head.epoch, max(0, head.seq - RECENT)) if head else (0, 0)
    recent = journal.read(tx, after=after, kinds=(Kind.VOUCHER_ISSUE,))
    return any(one.body.get("batch_id") == batch_id for one in recent)


def _require_wish(wanted: tuple[str, ...], bearer: int, reason: str) -> None:
    if not wanted and bearer <= 0:
        raise Refused("voucher.nobody")
    if len(wanted) + max(bearer, 0) > MOST_AT_ONCE:
        raise Refused("voucher.too_many", most=MOST_AT_ONCE)
    if not reason.strip():
        raise Refused("reason.missing")


def _campaign(tx: Tx, campaign_id: str) -> Campaign:
    found = programs.load(tx).campaign(campaign_id)
    if found is None:
        raise Refused("campaign.unknown")
    if not found.active:
        raise Refused("campaign.inactive", name=found.name)
    return found


def _holder(tx: Tx, campaign: Campaign, member_id: str) -> str:
    """The member's holder, if the campaign gives them one more."""
    member = members.get(tx, merges.stays(tx, member_id))
    if member is None:
        raise Refused("member.unknown")
    if not member.active:
        raise Refused("member.inactive", name=member.name)
    had = vouchers.given(tx, campaign.campaign_id, *merges.holders(tx, member_id))
    if campaign.per_member and had >= campaign.per_member:
        name = mask_name(member.name) if member.name else "-"
        raise Refused("voucher.per_member", name=name, most=campaign.per_member)
    return member_holder(member.member_id)


def seal_issue(
    tx: Tx,
    s: Services,
    campaign_id: str,
    made: list[Made],
    *,
    why: str,
    operator_id: str = "",
    batch_id: str = "",
) -> None:
    """One document for all that were made; `batch_id` is the gesture that printed them."""
    moves = [one.move for one in made]
    body: Body = {
        "campaign_id": campaign_id,
        "why": why,
        "at_ms": s.clock.now_ms(),
        "vouchers": [one.entry for one in made],
        "moves": rights.body(moves),
    }
    if batch_id:
        body["batch_id"] = batch_id
    unit = shops.load(tx).currency_code
    commit.seal(
        *(tx, s, Kind.VOUCHER_ISSUE, body),
        operator_id=operator_id,
        postings=posting.of_moves(moves, unit=unit),
    )


def issue_by_rule(
    tx: Tx, s: Services, member_id: str, occasion: str, *, operator_id: str
) -> tuple[Voucher, ...]:
    """The vouchers that campaigns promise on an occasion (`enrol`), in the caller's transaction."""
    day, found = day_of(tx, s), []
    for campaign in programs.load(tx).campaigns:
        if occasion not in campaign.on or not campaign.active or campaign.bearer:
            continue
        had = vouchers.given(tx, campaign.campaign_id, *merges.holders(tx, member_id))
        if campaign.per_member and had >= campaign.per_member:
            continue
        made = make(s, campaign, member_holder(member_id), day, source=occasion)
        seal_issue(tx, s, campaign.campaign_id, [made], why=occasion, operator_id=operator_id)
        found.append(made.voucher)
    return tuple(found)


def of_member(s: Services, member_id: str) -> tuple[VoucherSeen, ...]:
    """All of a member's vouchers, usable ones first, then used and ended, newest first. Reader."""
    with s.db.read() as tx:
        known(tx, member_id)
        day, holders = day_of(tx, s), merges.holders(tx, member_id)
        rows = vouchers.of(tx, *holders, today=day.today, live=False)
        seen = [_seen(tx, row, day) for row in rows]
    good = [one for one in seen if one.state in ("good", "not_yet")]
    rest = [one for one in seen if one.state not in ("good", "not_yet")]
    rest.sort(key=lambda one: max(one.used_ms, one.voucher.issued_ms), reverse=True)
    return (*good, *rest)


def find(s: Services, code: str) -> VoucherSeen:
    """The voucher of a code, `V:` or bare. Reader thread. Refused `voucher.unknown`."""
    with s.db.read() as tx:
        day = day_of(tx, s)
        row = vouchers.by_code(tx, bare(code), today=day.today)
        if row is None:
            raise Refused("voucher.unknown")
        return _seen(tx, row, day)


def _seen(tx: Tx, row: VoucherRow, day: Day) -> VoucherSeen:
    one = row.voucher
    state = "good"
    if row.used_sale:
        state = "used"
    elif one.until_on and one.until_on < day.today:
        state = "expired"
    elif not row.live:
        state = "void"
    elif one.from_ms > day.now_ms:
        state = "not_yet"
    sale = sales.document(tx, row.used_sale) if row.used_sale else None
    holder = one.holder.removeprefix("m:") if one.holder.startswith("m:") else ""
    member = members.get(tx, holder) if holder else None
    return VoucherSeen(
        one,
        state,
        mask_name(member.name) if member and member.name else "",
        sale.body["no"] if sale else "",
        row.used_ms,
    )


def void(s: Services, operator: Operator, voucher_id: str, reason: str) -> Outcome[None]:
    """Take a voucher out of the world. Refused `voucher.unknown`, `voucher.used`,
    `reason.missing`, `permission.missing`."""
    require(operator, Permission.VOUCHER_ISSUE)
    if not reason.strip():
        raise Refused("reason.missing")
    with s.db.write() as tx:
        row, lot = _live(tx, voucher_id)
        moves = rights.take_back((Take(lot, 1),), held_rights.held_by(tx, (lot,)))
        holder = row.voucher.holder
        body: Body = {
            "member_id": holder.removeprefix("m:") if holder.startswith("m:") else "",
            "kind": AssetKind.VOUCHER.value,
            "n": -1,
            "reason": without_card(reason).strip()[:100],
            "approval": "",
            "at_ms": s.clock.now_ms(),
            "moves": rights.body(moves),
        }
        commit.seal(
            *(tx, s, Kind.ADJUST, body),
            operator_id=operator.operator_id,
            postings=posting.of_moves(moves, unit=shops.load(tx).currency_code),
        )
    return Outcome(None, Changes(members=frozenset({body["member_id"]}) - {""}))


def _live(tx: Tx, voucher_id: str) -> tuple[VoucherRow, Lot]:
    """The voucher and its one unit. Refused `voucher.unknown`, `voucher.used`."""
    row = vouchers.get(tx, voucher_id)
    if row is None:
        raise Refused("voucher.unknown")
    lot = held_rights.lot(tx, row.voucher.holder, voucher_id)
    if not row.live or lot is None or not lot.left:
        sale = sales.document(tx, row.used_sale) if row.used_sale else None
        no = sale.body["no"] if sale else "-"
        raise Refused("voucher.used", name=row.voucher.campaign.name, receipt_no=no)
    return row, lot


def transfer(
    s: Services, operator: Operator, voucher_id: str, to_member_id: str
) -> Outcome[Voucher]:
    """Hand a voucher on. Refused `voucher.not_transferable`, `voucher.used`, `voucher.expired`
    (until_on), `member.unknown`, `transfer.same`."""
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        row, lot = _live(tx, voucher_id)
        one, day = row.voucher, day_of(tx, s)
        to = known(tx, merges.stays(tx, to_member_id))
        if not one.campaign.transferable:
            raise Refused("voucher.not_transferable", name=one.campaign.name)
        if one.until_on and one.until_on < day.today:
            raise Refused("voucher.expired", name=one.campaign.name, until_on=one.until_on)
        if one.holder in merges.holders(tx, to.member_id):
            raise Refused("transfer.same")
        asset = Asset(
            VOUCHER_UNIT, AssetKind.VOUCHER, one.campaign.campaign_id, one.until_on or NEVER
        )
        given = Lot(
            *(voucher_id, member_holder(to.member_id), asset, 1, 1, lot.born_ms),
            *(lot.from_ms, lot.group_id, "transfer"),
        )
        out = rights.take_back((Take(lot, 1),), held_rights.held_by(tx, (lot,)))
        moves = (*out, rights.give(given))
        giver = one.holder.removeprefix("m:") if one.holder.startswith("m:") else ""
        body: Body = {
            "from": giver,
            "to": to.member_id,
            "what": AssetKind.VOUCHER.value,
            "reason": "",
            "approval": "",
            "vouchers": [voucher_id],
            "at_ms": s.clock.now_ms(),
            "moves": rights.body(moves),
        }
        commit.seal(
            *(tx, s, Kind.TRANSFER, body),
            operator_id=operator.operator_id,
            postings=posting.of_moves(moves, unit=shops.load(tx).currency_code),
        )
        after = vouchers.get(tx, voucher_id)
    moved = after.voucher if after else one
    return Outcome(moved, Changes(members=frozenset({giver, str(to.member_id)}) - {""}))


def reprint(s: Services, operator: Operator, shift_id: str, voucher_id: str) -> Outcome[str]:
    """Print a member's voucher again; the job's id. Refused `printer.not_set`, `voucher.bearer`
    (whoever holds the paper has it: there is one), `voucher.used`, `voucher.unknown`."""
    require(operator, Permission.REPRINT)
    require_printer(s)
    with s.db.write() as tx:
        row, _ = _live(tx, voucher_id)
        one = row.voucher
        if not one.holder.startswith("m:"):
            raise Refused("voucher.bearer")
        member = members.get(tx, one.holder.removeprefix("m:"))
        top = slips.head(tx, shops.load(tx), operator, s.clock.now_ms(), member=member)
        body: Body = {
            "shift_id": shift_id,
            "reason": "voucher",
            "voucher_id": voucher_id,
            "at_ms": s.clock.now_ms(),
        }
        commit.seal(tx, s, Kind.REPRINT, body, operator_id=operator.operator_id)
        job = enqueue(tx, s, "voucher", s.paper.voucher(VoucherSlip(top, one)))
    return Outcome(job, Changes(prints=True), (Print(job),) if job else ())
