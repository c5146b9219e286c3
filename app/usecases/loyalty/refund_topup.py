"""Money back out of prepaid value (R1, R6-R12): the statement first, then the same one paid out."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import posting
from app.domain import rights as domain_rights
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty import counts
from app.domain.loyalty.codec import to_data
from app.domain.loyalty.counts import Count
from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.law.limits import pays_out
from app.domain.loyalty.law.statement import Step
from app.domain.loyalty.money.funding import Fund
from app.domain.loyalty.plan import GrantKind, PlanKind
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind, Lot, Move, Take
from app.domain.slips import StepLine, WithdrawalSlip
from app.domain.tendering import KINDS
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, merges, rights, topups
from app.store.loyalty import program as programs
from app.store.queries import attempts
from app.usecases import commit
from app.usecases.drawer.content import require_there
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import read_in
from app.usecases.loyalty.refunding.reckoning import Reckoned, reckon
from app.usecases.loyalty.refunding.shapes import Basis, PaidOut, RefundStatement, TopupRow
from app.usecases.loyalty.shared import slips
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.word import binding_of, require_word
from app.usecases.tender.begin import begin_refunds

__all__ = [
    "Basis",
    "PaidOut",
    "RefundStatement",
    "TopupRow",
    "bases",
    "bought",
    "cash_out",
    "may_cash_out",
    "pay_out",
    "statement",
    "withdraw",
    "withdraw_statement",
]

WITHDRAWAL = "withdrawal"
CASH_OUT = "cash_out"
_MONEY = (AssetKind.PRINCIPAL, AssetKind.BONUS)


def bought(s: Services, member_id: str) -> tuple[TopupRow, ...]:
    """Everything that the member paid ahead, newest first. Reader thread."""
    with s.db.read() as tx:
        ids, holders = merges.ids(tx, member_id), merges.holders(tx, member_id)
        left: dict[tuple[str, AssetKind], int] = {}
        for lot in rights.lots(tx, *holders):
            key = (lot.group_id, lot.asset.kind)
            left[key] = left.get(key, 0) + lot.left
        return tuple(
            TopupRow(
                *(one.topup_id, one.no, one.at_ms, PlanKind(one.plan_kind), one.plan_name),
                one.paid_minor,
                left.get((one.topup_id, AssetKind.PRINCIPAL), 0),
                left.get((one.topup_id, AssetKind.BONUS), 0),
                one.refunded_minor,
                attempts.of_sale(tx, one.topup_id),
            )
            for one in topups.of(tx, *ids)
        )


def bases(s: Services, topup_id: str) -> tuple[str, ...]:
    """The grounds of the shop's law profile (word `law.basis.<code>`). Reader thread."""
    with s.db.read() as tx:
        if topups.get(tx, topup_id) is None:
            raise Refused("topup.unknown")
        return tuple(one.code for one in profile_of(programs.load(tx).law.code).bases)


def statement(
    s: Services, topup_id: str, basis: str, *, gifts_back: bool = False
) -> RefundStatement:
    """What would come back now; `gifts_back`: what was handed over came back. Reader thread.

    Refused: `topup.unknown`, `topup.refunded`, `topup.not_refundable` (a paid tier, R27),
    `law.basis`, `law.cooling_over` (last_on), `law.cooling_used`.
    """
    with s.db.read() as tx:
        return reckon(tx, s, topup_id, basis, gifts_back=gifts_back).statement


def pay_out(  # noqa: PLR0913, PLR0917 - who, where, what, on which ground, how
    s: Services,
    operator: Operator,
    shift_id: str,
    topup_id: str,
    basis: str,
    *,
    tender_kind: str = "cash",
    approval: Approval | None = None,
    expected_minor: int | None = None,
    gifts_back: bool = False,
) -> Outcome[PaidOut]:
    """Pay the statement out; the lots are taken back and the slip prints every step.

    What a gateway took is asked back of it, as a return's is; `tender_kind` says how the rest goes.

    Refused as `statement`, and `shift.*`, `approval.needed`, `drawer.not_enough`,
    `topup.tender` (tender), `refund.changed` (expected_minor, refund_minor: something was spent
    meanwhile), `refund.nothing`.
    """
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        found = reckon(tx, s, topup_id, basis, gifts_back=gifts_back)
        refund = found.statement.refund_minor
        if expected_minor is not None and refund != expected_minor:
            raise Refused("refund.changed", expected_minor=expected_minor, refund_minor=refund)
        if not found.takes and not refund and not found.back:
            raise Refused("refund.nothing")
        bound = binding_of("member.refund", topup_id, basis, refund)
        word = require_word(
            *(tx, s, operator, Permission.MEMBER_REFUND, approval),
            action="member.refund",
            binding=bound,
            n=refund,
        )
        paid = _pay(tx, s, operator, shift_id, found, tender_kind=tender_kind, approval=word)
    return _outcome(paid)


def withdraw_statement(s: Services, member_id: str, amount_minor: int = 0) -> RefundStatement:
    """So much principal of the member (0: all), and the bonus that goes with it (R12). Reader."""
    with s.db.read() as tx:
        known(tx, member_id)
        return _withdrawal(read_in(tx, s, member_id), member_id, amount_minor).statement


def withdraw(
    s: Services,
    operator: Operator,
    shift_id: str,
    member_id: str,
    amount_minor: int = 0,
    *,
    tender_kind: str = "cash",
    approval: Approval | None = None,
) -> Outcome[PaidOut]:
    """Principal out in money: `amount_minor` of it, 0 for all; bonus goes with it in proportion.

    Refused: `withdraw.short` (available_minor), `amount.not_positive`, `approval.needed`,
    `drawer.not_enough`, `shift.*`, `topup.tender`.
    """
    require(operator, Permission.MEMBER_MONEY)
    if amount_minor < 0:
        raise Refused("amount.not_positive")
    with s.db.write() as tx:
        known(tx, member_id)
        found = _withdrawal(read_in(tx, s, member_id), member_id, amount_minor)
        bound = binding_of("member.withdraw", member_id, found.statement.refund_minor)
        word = require_word(
            *(tx, s, operator, Permission.MEMBER_REFUND, approval),
            action="member.withdraw",
            binding=bound,
            n=found.statement.refund_minor,
        )
        paid = _pay(tx, s, operator, shift_id, found, tender_kind=tender_kind, approval=word)
    return _outcome(paid)


def may_cash_out(s: Services, card: GiftCard) -> bool:
    """Whether the law profile wants this card's rest paid out on request (R50). Reader thread."""
    with s.db.read() as tx:
        law = profile_of(programs.load(tx).law.code)
    return card.state == "active" and pays_out(law, card.available_minor)


def cash_out(
    s: Services,
    operator: Operator,
    shift_id: str,
    card_id: str,
    *,
    approval: Approval | None = None,
    expected_minor: int | None = None,
) -> Outcome[PaidOut]:
    """A gift card's small rest in cash, where the law profile gives the bearer that right (R50).

    Refused `gift_card.unknown`, `gift_card.<state>` (card), `gift_card.no_cash_out` (card,
    below_minor), `refund.changed`, `approval.needed`, `drawer.not_enough`, `shift.*`.
    """
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        card = gift_cards.get(tx, card_id)
        if card is None:
            raise Refused("gift_card.unknown")
        if card.state != "active":
            raise Refused(f"gift_card.{card.state}", card=card.masked)
        profile, have = profile_of(programs.load(tx).law.code), card.available_minor
        if not pays_out(profile, have):
            below = profile.cash_back_below_minor
            raise Refused("gift_card.no_cash_out", card=card.masked, below_minor=below)
        if expected_minor is not None and have != expected_minor:
            raise Refused("refund.changed", expected_minor=expected_minor, refund_minor=have)
        word = require_word(
            *(tx, s, operator, Permission.MEMBER_REFUND, approval),
            action="gift_card.cash_out",
            binding=binding_of("gift_card.cash_out", card_id, have),
            n=have,
        )
        takes = tuple(Take(one, one.left) for one in rights.lots(tx, f"g:{card_id}") if one.left)
        steps = (
            Step("card", (("card", card.masked), ("left_minor", have)), have),
            Step("refund", (("refund_minor", have),), have),
        )
        found = Reckoned(RefundStatement("", "", CASH_OUT, steps, have), takes, {})
        paid = _pay(tx, s, operator, shift_id, found, tender_kind="cash", approval=word)
    return _outcome(paid)


def _withdrawal(purse: Purse, member_id: str, amount_minor: int) -> Reckoned:
    """Top-up by top-up, the oldest first; each takes its bonus along in proportion, rounded up."""
    principal = [lot for lot in purse.lots if lot.asset.kind is AssetKind.PRINCIPAL and lot.left]
    principal.sort(key=lambda lot: (lot.born_ms, lot.lot_id))
    have = sum(lot.left for lot in principal)
    want = amount_minor or have
    if not want or want > have:
        raise Refused("withdraw.short", available_minor=have)
    takes: list[Take] = []
    rest = want
    for lot in principal:
        n = min(rest, lot.left)
        if not n:
            break
        rest -= n
        takes.append(Take(lot, n))
    along = _bonus_with(purse, principal, takes)
    takes += along
    bonus = sum(take.n for take in along)
    if not amount_minor:  # all of it: bonus without its principal goes too
        gone = {take.lot.lot_id for take in takes}
        alone = [lot for lot in purse.lots if lot.asset.kind is AssetKind.BONUS and lot.left]
        takes += [Take(lot, lot.left) for lot in alone if lot.lot_id not in gone]
        bonus = sum(lot.left for lot in alone)
    steps = [Step("balance", (("principal_minor", have),), have)]
    if bonus:
        steps.append(Step("forfeit", (("bonus_minor", bonus),), have))
    steps.append(Step("refund", (("refund_minor", want),), want))
    found = RefundStatement("", member_id, WITHDRAWAL, tuple(steps), want, bonus)
    return Reckoned(found, tuple(takes), {})


def _bonus_with(purse: Purse, principal: list[Lot], takes: list[Take]) -> list[Take]:
    """The bonus that goes with these takes of principal: its top-up's part of what that has left,
    in however many wallets it lies."""
    stands: dict[str, int] = {}
    taken: dict[str, int] = {}
    for lot in principal:
        stands[lot.group_id] = stands.get(lot.group_id, 0) + lot.left
    for take in takes:
        taken[take.lot.group_id] = taken.get(take.lot.group_id, 0) + take.n
    along = []
    for lot in purse.lots:
        n = taken.get(lot.group_id, 0) if lot.group_id else 0
        if n and lot.left and lot.asset.kind is AssetKind.BONUS:
            along.append(Take(lot, -(-lot.left * n // stands[lot.group_id])))
    return along


def _pay(
    tx: Tx,
    s: Services,
    operator: Operator,
    shift_id: str,
    found: Reckoned,
    *,
    tender_kind: str,
    approval: str,
) -> PaidOut:
    """The document, the paper, and the tier judged anew: a top-up that is gone counts no more."""
    said = found.statement
    shift, shop = require_open(tx, operator, shift_id), shops.load(tx)
    if tender_kind not in {one.code for one in KINDS}:
        raise Refused("topup.tender", tender=tender_kind[:20])
    if said.by_code and not said.by_hand_minor:
        tender_kind = said.by_code[0][0]
    if tender_kind == "cash":
        require_there(tx, operator, shift_id, said.by_hand_minor)
    lots = [take.lot for take in found.takes]
    moves = domain_rights.take_back(found.takes, rights.held_by(tx, lots))
    moves = (*moves, *(_back(fund, n) for fund, n in found.back))
    body: Body = {
        "topup_id": said.topup_id,
        "shift_id": shift_id,
        "at_ms": s.clock.now_ms(),
        "member_id": said.member_id,
        "basis": said.basis,
        "steps": [
            {"code": one.code, "facts": dict(one.facts), "amount": one.amount_minor}
            for one in said.steps
        ],
        "refund": said.refund_minor,
        "tender": tender_kind,
        "forfeited": {"bonus": said.forfeit_bonus_minor, "points": said.forfeit_points},
        "approval": approval,
        "moves": domain_rights.body(moves),
        "counts": counts.body(_counts(tx, found)),
    }
    if found.package_id:
        body["package_id"] = found.package_id
    if found.brought:
        body["handed"] = list(found.brought)
    if said.by_code:
        body["by_code"] = said.by_code
    went = [one for one in ((tender_kind, said.by_hand_minor), *said.by_code) if one[1]]
    commit.seal(
        *(tx, s, Kind.TOPUP_REFUND, to_data(body)),
        operator_id=operator.operator_id,
        postings=posting.of_topup_refund(*(moves, went), unit=shop.currency_code, tid=shop.tid),
        business_date=shift.business_date,
    )
    by = (str(operator.operator_id), shift_id, shift.business_date)
    for kind, minor in said.by_code:
        begin_refunds(tx, s, (said.topup_id, said.topup_id, kind), minor, by=by)
    if said.member_id:
        review_one(tx, s, said.member_id, operator_id=operator.operator_id, why="refund")
    job = _paper(tx, s, operator, found, went)
    return PaidOut(said.topup_id, said.refund_minor, tender_kind, said, job)


def _back(fund: Fund, n: int) -> Move:
    """Stored value back into the lot that had paid."""
    asset = fund.asset
    if asset is None:
        raise ValueError("only what has a lot goes back into one")
    return domain_rights.give_back(fund.lot_id, fund.holder, asset, n)


def _counts(tx: Tx, found: Reckoned) -> tuple[Count, ...]:
    """Growth that the plan gave goes back on its own day (R26)."""
    body = found.body
    if not body or not body["member_id"]:
        return ()
    row = topups.get(tx, body["topup_id"])
    growth = sum(one["n"] for one in body["given"] if one["kind"] == GrantKind.GROWTH)
    on = row.business_date if row else ""
    return (Count(body["member_id"], on, growth=-growth),) if growth and on else ()


def _paper(
    tx: Tx, s: Services, operator: Operator, found: Reckoned, went: Sequence[tuple[str, int]]
) -> str:
    said, shop, program = found.statement, shops.load(tx), programs.load(tx)
    member = members.get(tx, said.member_id) if said.member_id else None
    purse = read_in(tx, s, said.member_id) if member else None
    body = found.body
    no = body["no"] if body else ""
    top = slips.head(tx, shop, operator, s.clock.now_ms(), no=no, member=member)
    en = top.shop.paper_language == "en"
    about = (
        (body["plan_name_en"] if en and body["plan_name_en"] else body["plan_name"]) if body else ""
    )
    slip = WithdrawalSlip(
        top,
        about,
        tuple(StepLine(one.code, one.amount_minor, one.facts) for one in said.steps),
        *(said.refund_minor, tuple(went)),
        slips.balances(tx, top.shop, purse, program),
        by_code=bool(said.by_code),
    )
    return enqueue(tx, s, "topup.refund", s.paper.withdrawal(slip))


def _outcome(paid: PaidOut) -> Outcome[PaidOut]:
    who = frozenset({paid.statement.member_id}) - {""}
    kick: tuple[Effect, ...] = ()
    if paid.tender_kind == "cash" and paid.statement.by_hand_minor:
        kick = (KickDrawer(),)
    asked = bool(paid.statement.by_code)  # as after a return, the counter asks the gateway
    changes = Changes(sales=asked, shift=True, prints=True, members=who)
    return Outcome(paid, changes, (*kick, *slips.prints([paid.print_job])))
