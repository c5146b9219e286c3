"""Goods come back and others go: one gesture that nets, one transaction for both documents.

Until the new goods are sold nothing is written: the credit waits in the basket, in its draft, among
the parked ones. The sale then works the return out anew, so that what came back elsewhere meanwhile
is refused, and seals both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import returns
from app.domain.checkout.events import ExchangeBegun
from app.domain.document import Document
from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.domain.money import to_step
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.credit import Credit
from app.domain.pricing.priced import PricedBasket
from app.domain.returns import Heading, How
from app.domain.returns.how import ReturnReason
from app.domain.rights import AssetKind, Move
from app.domain.shift import Shift
from app.domain.tendering import KINDS, Tender, of_credit
from app.store import members, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, refunds
from app.usecases.outcome import Effect
from app.usecases.returns.sealing import effects, reason_in, seal
from app.usecases.sale.member_at_counter import attached
from app.usecases.sale.returning import Wish, Worked, sale_of, with_net, work_out
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word

ACTION = "sale.exchange"
# what pays for the new goods first: a phone or a card is refunded by hand and takes days, cash does
# not. No more than what came by a tender ever goes back by it.
ORDER = (*(one.code for one in KINDS if one.by_hand), "cash")
BACK_INTO = (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT)
GONE = ("return.too_much", "return.line_gone", "return.nothing", "sale.unknown")


@dataclass(frozen=True, slots=True)
class Swap:
    """An exchange that may be sealed: the return, what of it pays, and by which tenders."""

    credit: Credit
    work: Worked
    reason: ReturnReason
    used: tuple[tuple[str, int], ...]
    tenders: tuple[Tender, ...]


def begin_exchange(
    s: Services,
    operator: Operator,
    sale_id: str,
    lines: Wish,
    *,
    reason: str,
    approval: Approval | None = None,
) -> ExchangeBegun:
    """What these goods are worth towards others, with their member; nothing is written.

    Reader thread. Refused as `return_goods`.
    """
    refund_id = s.clock.new_id()
    with s.db.read() as tx:
        why = reason_in(tx, reason)
        sale = sale_of(tx, sale_id)
        work = work_out(tx, s, sale, lines, refund_id=refund_id)
        total = work.shown.total_minor
        word = require_word(
            *(tx, s, operator, Permission.RETURN, approval),
            action=ACTION,
            binding=_binding(work),
            n=total,
        )
        credit = Credit(
            refund_id,
            sale_id,
            sale.receipt_no,
            lines,
            why.code,
            total,
            parts=_parts(work),
            assets=_assets(work.moves),
            approval_id=word,
            member_id=merges.stays(tx, sale.member_id) if sale.member_id else "",
        )
        member = members.get(tx, credit.member_id) if credit.member_id else None
        if member is None or not member.active:
            return ExchangeBegun(credit)
        there = attached(tx, s, member, scanned=False)
    return ExchangeBegun(credit, there.member, there.purse)


def swap_of(  # noqa: PLR0913 - who, what, how it is paid
    tx: Tx,
    s: Services,
    operator: Operator,
    basket: Basket,
    priced: PricedBasket,
    *,
    tenders: tuple[Tender, ...],
) -> Swap | None:
    """The exchange of a basket, worked out anew; None for a basket without one. `tenders` are those
    taken by hand.

    Refused: `exchange.returned` (receipt_no: the goods have come back meanwhile),
    `exchange.changed` (was_minor, now_minor), `approval.needed`, `approval.*`, `reason.*`.
    """
    credit = basket.credit
    if credit is None:
        return None
    short = ReceiptNo.parse(credit.receipt_no).short
    try:
        sale = sale_of(tx, credit.sale_id)
        work = work_out(tx, s, sale, credit.lines, refund_id=credit.refund_id)
    except Refused as refusal:
        if refusal.code in GONE:
            raise Refused("exchange.returned", receipt_no=short) from refusal
        raise
    if (_parts(work), work.shown.total_minor) != (credit.parts, credit.total_minor):
        now_minor = sum(minor for _, minor in _parts(work))
        raise Refused("exchange.changed", was_minor=credit.minor, now_minor=now_minor)
    _require_word(tx, operator, credit, work)
    used = credit.used(priced.payable_minor)
    return Swap(
        credit,
        _netted(tx, work, used),
        reason_in(tx, credit.reason),
        used,
        of_credit(credit, priced, 1 + max((one.no for one in tenders), default=0)),
    )


def seal_swap(  # noqa: PLR0913 - who, where, what
    tx: Tx, s: Services, operator: Operator, shift: Shift, swap: Swap | None, *, sale_id: str
) -> tuple[Effect, ...]:
    """Write the return of an exchange, before its sale; what is to be done about it. Nothing for a
    sale without one."""
    if swap is None:
        return ()
    heading = Heading(
        *(swap.credit.refund_id, "", str(shift.shift_id), s.clock.now_ms(), swap.reason),
        approval_id=swap.credit.approval_id,
        how=How.EXCHANGE,
        net=swap.used,
        beside=sale_id,
    )
    sealed = seal(tx, s, operator, shift, swap.work, heading=heading)
    return effects(swap.work.shown, sealed.job_id)


def made_beside(tx: Tx, doc: Document) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The return beside a sale that was made: its number, and what went back, by where."""
    told = doc.body.get("exchange")
    beside = refunds.document(tx, told["refund_id"]) if told else None
    if beside is None:
        return "", ()
    went = tuple((kind, minor) for kind, minor, _ in returns.went(beside.body) if minor)
    return beside.body["no"], went


def _parts(work: Worked) -> tuple[tuple[str, int], ...]:
    """Money from outside by tender, as it would go back: cash in whole steps, less what is kept for
    points that are spent."""
    sums: dict[str, int] = {}
    for one in work.back.funds:
        if one.fund.kind in ORDER:
            sums[one.fund.kind] = sums.get(one.fund.kind, 0) + one.minor
    if "cash" in sums:
        sums["cash"] = work.shown.paid_out_minor
    return tuple((kind, sums[kind]) for kind in ORDER if sums.get(kind))


def _assets(moves: Sequence[Move]) -> tuple[tuple[str, str, int], ...]:
    """What lies in wallets and on gift cards again: where it goes, not where it once came from."""
    sums: dict[tuple[str, str], int] = {}
    for one in moves:
        if one.n > 0 and one.asset.kind in BACK_INTO:
            gift = one.asset.kind is AssetKind.GIFT
            key = ("gift", one.holder.removeprefix("g:")) if gift else ("stored", one.asset.plan)
            sums[key] = sums.get(key, 0) + one.n
    return tuple((kind, where, n) for (kind, where), n in sums.items())


def _netted(tx: Tx, work: Worked, used: tuple[tuple[str, int], ...]) -> Worked:
    """The return with only what is left of it going back; cash of that in whole steps."""
    rounding = shops.load(tx).rounding
    left = work.shown.paid_out_minor - sum(minor for kind, minor in used if kind == "cash")
    out = to_step(left, rounding.step_minor, rounding.mode)
    more = out - left
    back = replace(
        work.back,
        cash_minor=work.back.cash_minor + more,
        cash_rounding_minor=work.back.cash_rounding_minor + more,
    )
    return replace(work, back=back, shown=with_net(work.shown, used, out, more))


def _binding(work: Worked) -> str:
    return binding_of(ACTION, work.sale.sale_id, *work.pieces, work.shown.total_minor)


def _require_word(tx: Tx, operator: Operator, credit: Credit, work: Worked) -> None:
    """Who sells may take back alone, or a second person said yes to exactly this when it began: a
    basket may wait longer than a word does, but one yes is still one deed."""
    if operator.may(Permission.RETURN):
        return
    word = staff.approval(tx, credit.approval_id) if credit.approval_id else None
    if word is None:
        raise Refused("exchange.word", permission=Permission.RETURN.value)
    if (word.action, word.binding) != (ACTION, _binding(work)):
        raise Refused("approval.other_action")
    if staff.used(tx, credit.approval_id):
        raise Refused("approval.used")
