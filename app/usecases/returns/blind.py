"""Goods come back without a receipt: by right, with a reason, up to a limit, before two people.

Nothing says what was paid, so that nobody gets more than the goods cost today: in cash, or into the
member's stored value. Points and vouchers are left alone; who takes back so is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import posting, rights
from app.domain.catalog import SHELF, Item, ItemKind, price_on
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.stored_value import GENERAL, Wallet
from app.domain.money import divide, to_step
from app.domain.permissions import Operator, Permission, Role, require
from app.domain.pricing.basket import MAX_LINES, MAX_QTY_MILLI, Approval
from app.domain.pricing.tax import settle
from app.domain.returns import Heading, How
from app.domain.rights import Asset, AssetKind, Lot, Move, member_holder
from app.domain.shop import Shop
from app.store import catalog, members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.purse import now_of, read_in
from app.usecases.outcome import Changes, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.printing.refund_slip import refund_slip
from app.usecases.returns.reasons import blind_limit
from app.usecases.returns.sealing import effects, made_before, next_number, reason_in
from app.usecases.sale.returning import BackTo, OpenLine, Returned, Returning
from app.usecases.services import Services
from app.usecases.shift.open import require_open
from app.usecases.staff.word import binding_of, require_word

ACTION = "return.blind"
CASH = "cash"


@dataclass(frozen=True, slots=True)
class BlindLine:
    """An item that comes back, and the price a piece or kg that is paid for it."""

    item_id: str
    qty_milli: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what it comes to; `tax_minor` in it or on top."""

    asked: BlindLine
    item: Item
    amount_minor: int
    tax_minor: int
    rate_ppm: int


@dataclass(frozen=True, slots=True)
class _Work:
    lines: tuple[_Line, ...]
    included: bool
    shown: Returning
    moves: tuple[Move, ...] = ()

    @property
    def total_minor(self) -> int:
        return self.shown.total_minor


def preview_blind(s: Services, lines: tuple[BlindLine, ...], *, to: str = CASH) -> Returning:
    """What it would be. Reader thread. Refused as `return_blind`, but for people."""
    with s.db.read() as tx:
        return _work(tx, s, lines, to, "preview").shown


def return_blind(  # noqa: PLR0913 - who, what, why, to where
    s: Services,
    operator: Operator,
    shift_id: str,
    lines: tuple[BlindLine, ...],
    *,
    reason: str,
    to: str = CASH,
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """Take goods back without a receipt; `to`: `cash`, or `m:<member>` for their stored value.

    A second call with the same `refund_id` gives the same return. Refused: `permission.missing`,
    `approval.needed` (always, but for the owner), `shift.*`, `blind.nothing`, `blind.unknown`,
    `blind.quantity` (name), `blind.price` (name, most_minor), `blind.limit` (total_minor,
    limit_minor), `member.gone`, `stored.no_wallet`, `reason.*`, `return.other`.
    """
    require(operator, Permission.RETURN)
    name = refund_id or s.clock.new_id()
    with s.db.write() as tx:
        why = reason_in(tx, reason)
        made = made_before(tx, s, name, "")
        if made is not None:
            return Outcome(made)
        shift = require_open(tx, operator, shift_id)
        work, shop = _work(tx, s, lines, to, name), shops.load(tx)
        _require_within(operator, work, shop)
        word = require_word(
            *(tx, s, operator, Permission.RETURN_BLIND, approval),
            action=ACTION,
            binding=_binding(lines, to),
            n=work.total_minor,
            alone=operator.role is Role.OWNER,
        )
        number, at_ms = next_number(tx, shop), s.clock.now_ms()
        heading = Heading(name, number, shift_id, at_ms, why, word, how=How.BLIND)
        _seal(*(tx, s, operator, work), heading=heading, day=shift.business_date, to=to)
        member_id = work.shown.member_id
        purse = read_in(tx, s, member_id) if member_id else None
        slip = refund_slip(tx, work.shown, heading, shop, operator.name, purse=purse)
        job_id = enqueue(tx, s, "refund", s.paper.refund(slip), sale_id=name)
    done = Returned(name, number, at_ms, work.shown, purse, job_id)
    who = frozenset({member_id} - {""})
    changes = Changes(sales=True, shift=True, prints=True, members=who)
    return Outcome(done, changes, effects(work.shown, job_id))


def _binding(lines: tuple[BlindLine, ...], to: str) -> str:
    pieces = [f"{one.item_id}:{one.qty_milli}:{one.price_minor}" for one in lines]
    return binding_of(ACTION, to, *pieces)


def _require_within(operator: Operator, work: _Work, shop: Shop) -> None:
    limit = blind_limit(shop)
    if work.total_minor > limit and operator.role is not Role.OWNER:
        raise Refused("blind.limit", total_minor=work.total_minor, limit_minor=limit)


# --- what it comes to -----------------------------------------------------------------------------


def _work(tx: Tx, s: Services, lines: tuple[BlindLine, ...], to: str, refund_id: str) -> _Work:
    if not lines or len(lines) > MAX_LINES:
        raise Refused("blind.nothing")
    shop, now_ms = shops.load(tx), s.clock.now_ms()
    profile = shops.book(tx, shop).tax
    items = [_item(tx, one, now_ms) for one in lines]
    amounts = [divide(one.price_minor * one.qty_milli, 1000) for one in lines]
    classes = [(item.tax_class, n) for item, n in zip(items, amounts, strict=True)]
    taxes, _ = settle(classes, profile)
    worked = tuple(
        _Line(*found, profile.rate_ppm(found[1].tax_class))
        for found in zip(lines, items, amounts, taxes, strict=True)
    )
    total = sum(amounts) + (0 if profile.included else sum(taxes))
    shown = Returning(
        *("", "", now_ms, "", ""),
        tuple(_shown(no, one, included=profile.included) for no, one in enumerate(worked, 1)),
        total_minor=total,
        tax_minor=sum(taxes),
        how=How.BLIND.value,
    )
    return _to(tx, s, _Work(worked, profile.included, shown), to, refund_id)


def _item(tx: Tx, one: BlindLine, now_ms: int) -> Item:
    """The item, if so much of it may come back at that price."""
    item = catalog.get(tx, one.item_id)
    if item is None:
        raise Refused("blind.unknown")
    parts = item.kind is not ItemKind.WEIGHED and one.qty_milli % 1000
    if not 0 < one.qty_milli <= MAX_QTY_MILLI or parts:
        raise Refused("blind.quantity", name=item.name)
    most = price_on(item.prices, SHELF, now_ms) or 0
    if not 0 < one.price_minor <= most:
        raise Refused("blind.price", name=item.name, most_minor=most)
    return item


def _shown(no: int, one: _Line, *, included: bool) -> OpenLine:
    back = one.amount_minor + (0 if included else one.tax_minor)
    qty, item = one.asked.qty_milli, one.item
    return OpenLine(no, item.name, item.name_en, item.unit, qty, back, qty, qty, back, item.spec)


def _to(tx: Tx, s: Services, work: _Work, to: str, refund_id: str) -> _Work:
    """Where it goes: cash in whole steps, or a new lot of principal in the member's wallet."""
    shown, shop = work.shown, shops.load(tx)
    if to == CASH:
        out = to_step(shown.total_minor, shop.rounding.step_minor, shop.rounding.mode)
        back = (BackTo(CASH, out),)
        more = out - shown.total_minor
        shown = replace(shown, back=back, rounding_minor=more, paid_out_minor=out)
        return replace(work, shown=shown)
    member_id = merges.stays(tx, to.removeprefix("m:"))
    member = members.get(tx, member_id) if to.startswith("m:") else None
    if member is None or not member.active:
        raise Refused("member.gone")
    wallet, now_ms = _wallet(tx), now_of(tx, s)[0]
    asset = Asset(shop.currency_code, AssetKind.PRINCIPAL, wallet.wallet_id)
    n = shown.total_minor
    lot = Lot(refund_id, member_holder(member_id), asset, n, n, now_ms, 0, refund_id, "return")
    back = (BackTo("principal", n, 0, wallet.named(shop.paper_language)),)
    shown = replace(shown, back=back, member_id=member_id, member_name=member.name)
    return replace(work, shown=shown, moves=(rights.give(lot),))


def _wallet(tx: Tx) -> Wallet:
    """The wallet that pays for everything."""
    program = programs.load(tx)
    known = [one for one in program.wallets if not one.restricted]
    found = program.wallet(GENERAL) or (known[0] if known else None)
    if found is None or found.restricted:
        raise Refused("stored.no_wallet")
    return found


# --- what is written ------------------------------------------------------------------------------


def _seal(  # noqa: PLR0913 - a document has all these sides
    tx: Tx,
    s: Services,
    operator: Operator,
    work: _Work,
    *,
    heading: Heading,
    day: str,
    to: str,
) -> None:
    shop, shown = shops.load(tx), work.shown
    commit.seal(
        *(tx, s, Kind.REFUND, _body(work, heading, shop, to)),
        operator_id=operator.operator_id,
        postings=posting.of_blind_refund(
            [_posted(one, included=work.included) for one in work.lines],
            work.moves,
            unit=shop.currency_code,
            tid=shop.tid,
            cash_minor=shown.paid_out_minor,
            rounding_minor=shown.rounding_minor,
        ),
        business_date=day,
    )


def _posted(one: _Line, *, included: bool) -> tuple[str, int, int, int]:
    net = one.amount_minor - (one.tax_minor if included else 0)
    return one.item.department_id, one.rate_ppm, net, one.tax_minor


def _body(work: _Work, heading: Heading, shop: Shop, to: str) -> Body:
    shown = work.shown
    told: Body = {
        "refund_id": heading.refund_id,
        "no": heading.number,
        "sale_id": "",
        "shift_id": heading.shift_id,
        "at_ms": heading.at_ms,
        "cur": shop.currency_code,
        "member_id": shown.member_id,
        "how": heading.how.value,
        "reason": heading.reason.code,
        "why": heading.reason.name,
        "approval": heading.approval_id,
        "to": to,
        "lines": [
            _line(no, one, heading, shown.lines[no - 1].amount_minor)
            for no, one in enumerate(work.lines, 1)
        ],
        "funds": [_fund(shown, work.moves)],
        "tax_included": work.included,
        "total": shown.total_minor,
        "tax": shown.tax_minor,
        "cash_rounding": shown.rounding_minor,
        "paid_out": shown.paid_out_minor,
        "deducted": 0,
        "vouchers_back": [],
        "points_back": 0,
        "points_clawed": 0,
        "points_debt": 0,
        "whole": False,
    }
    if work.moves:
        told["moves"] = rights.body(work.moves)
    return told


def _fund(shown: Returning, moves: tuple[Move, ...]) -> Body:
    told: Body = {"t": 0, "k": shown.back[0].kind, "n": shown.total_minor}
    for one in moves:
        told |= {"lot": one.lot_id, "h": one.holder, "a": str(one.asset)}
    return told


def _line(no: int, one: _Line, heading: Heading, back_minor: int) -> Body:
    item = one.item
    return {
        "n": no,
        "item": item.item_id,
        "name": item.name,
        "en": item.name_en,
        "spec": item.spec,
        "unit": item.unit,
        "kind": item.kind.value,
        "dept": item.department_id,
        "tax_class": item.tax_class,
        "ppm": one.rate_ppm,
        "qty": one.asked.qty_milli,
        "price": one.asked.price_minor,
        "amount": one.amount_minor,
        "tax": one.tax_minor,
        "back": back_minor,
        "cost": item.cost_minor,
        "stock": heading.reason.stock.value,
    }
