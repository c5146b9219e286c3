"""What a return is, worked out from its sale's own document: the same for preview and deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain import returns, rights
from app.domain.catalog import ItemKind
from app.domain.errors import Refused
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.returns import Claw, FundBack, GoodsBack, How
from app.domain.rights import Asset, AssetKind, Lot, Move, member_holder
from app.domain.sale import Sale
from app.store import members, sales
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import gift_cards, merges, packages, refunds, vouchers
from app.store.loyalty import program as programs
from app.store.loyalty import rights as held_rights
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

Wish = tuple[tuple[int, int], ...]  # (line_no, qty_milli) that come back
ByTender = tuple[tuple[str, int], ...]  # (tender's code, minor units)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A sold line, how much of it came back before, and what this return makes of it.

    `open_milli` is what may still come back; `back_milli` and `amount_minor` are of this return.
    """

    line_no: int
    name: str
    name_en: str
    unit: str
    qty_milli: int
    total_minor: int
    open_milli: int
    back_milli: int = 0
    amount_minor: int = 0
    spec: str = ""

    def named(self, language: str) -> str:
        """Name and size: two bottles of one name are two goods."""
        name = self.name_en if language == "en" and self.name_en else self.name
        return f"{name} {self.spec}" if self.spec and self.spec not in name else name


@dataclass(frozen=True, slots=True)
class BackTo:
    """Where money goes: `kind` is a tender's code, `principal`, `bonus`, `points`, `gift` or
    `package`; `units` are points or uses; `name` is the wallet's or package's."""

    kind: str
    amount_minor: int
    units: int = 0
    name: str = ""
    name_en: str = ""

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Returning:
    """A return as it would be: nothing is written. All lines of the sale, open or not.

    `rounding_minor` is what cash rounding adds to `total_minor`; `paid_out_minor` the cash that
    leaves the drawer. `points_clawed` of the earned points are taken back, `points_debt` could not
    be; `points_cash_minor` is kept from the money instead where the shop says so. `how` as
    `returns.How`; `netted_minor` of an exchange pays for the goods beside.
    """

    sale_id: str
    receipt_no: str
    at_ms: int
    member_id: str
    member_name: str
    lines: tuple[OpenLine, ...]
    back: tuple[BackTo, ...] = ()
    total_minor: int = 0
    tax_minor: int = 0
    rounding_minor: int = 0
    paid_out_minor: int = 0
    points_back: int = 0
    points_clawed: int = 0
    points_debt: int = 0
    points_cash_minor: int = 0
    growth: int = 0
    vouchers_back: tuple[str, ...] = ()
    how: str = How.RETURN.value
    netted_minor: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """A return that was made. `purse` is what the member has now, None without a member."""

    refund_id: str
    refund_no: str
    at_ms: int
    returning: Returning
    purse: Purse | None = None
    print_job: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """All of a return: what is shown of it, what goes back, and the moves of it."""

    sale: Sale
    shown: Returning
    back: GoodsBack
    claw: Claw
    moves: tuple[Move, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """What comes back, as an approval is bound to it."""
        lines = self.shown.lines
        return tuple(f"{one.line_no}:{one.back_milli}" for one in lines if one.back_milli)


@dataclass(frozen=True, slots=True)
class _Now:
    refund_id: str
    now_ms: int
    today: str
    program: Program


def sale_of(tx: Tx, sale_id: str) -> Sale:
    """The sale. Refused `sale.unknown`."""
    sale = sales.by_id(tx, sale_id)
    if sale is None:
        raise Refused("sale.unknown")
    return sale


def open_lines(tx: Tx, sale: Sale) -> Returning:
    """What of a sale may still come back; nothing is taken back yet."""
    before = refunds.returned(tx, sale.sale_id)
    member = members.get(tx, merges.stays(tx, sale.member_id)) if sale.member_id else None
    lines = tuple(
        OpenLine(
            one.line_no,
            one.name,
            one.name_en,
            one.unit,
            one.qty_milli,
            one.total_minor,
            one.qty_milli - (before[one.line_no].qty_milli if one.line_no in before else 0),
            spec=one.spec,
        )
        for one in sale.lines
    )
    name = member.name if member else ""
    return Returning(sale.sale_id, sale.receipt_no, sale.at_ms, sale.member_id, name, lines)


def work_out(tx: Tx, s: Services, sale: Sale, wish: Wish, *, refund_id: str) -> Worked:
    """What these pieces give back and take.

    Refused `return.nothing`, `return.line_gone`, `return.whole` (name), `return.too_much` (name,
    open_milli), `return.part_of_a_use`, `rights.short`.
    """
    opened = open_lines(tx, sale)
    _require_whole(sale, wish)
    before = {one.line_no: one.qty_milli - one.open_milli for one in opened.lines}
    back = returns.mirror(sale, before, wish)
    now_ms, today, _ = now_of(tx, s)
    now = _Now(refund_id, now_ms, today, programs.load(tx))
    given = returns.given_back(
        *(sale, back),
        refund_id=refund_id,
        now_ms=now_ms,
        today=today,
        terms=now.program.points,
        standing=_standing(tx, sale, today),
    )
    claw, taken = _claw(tx, sale, back, given, now)
    shown = _shown(tx, opened, sale, back, claw, program=now.program)
    return Worked(sale, shown, back, claw, (*given, *taken))


def with_net(
    shown: Returning, used: ByTender, paid_out_minor: int, more_rounding_minor: int
) -> Returning:
    """An exchange as it is shown: what pays for other goods does not go back."""
    net = dict(used)
    left = []
    for one in shown.back:
        here = min(net.get(one.kind, 0), one.amount_minor)
        net[one.kind] = net.get(one.kind, 0) - here
        goes = paid_out_minor if one.kind == "cash" else one.amount_minor - here
        if goes or one.units:
            left.append(replace(one, amount_minor=goes))
    return replace(
        shown,
        back=tuple(left),
        rounding_minor=shown.rounding_minor + more_rounding_minor,
        paid_out_minor=paid_out_minor,
        how=How.EXCHANGE.value,
        netted_minor=sum(minor for _, minor in used),
    )


def voided(work: Worked) -> Worked:
    """The same as the voiding of a sale."""
    return replace(work, shown=replace(work.shown, how=How.VOID.value))


def _require_whole(sale: Sale, wish: Wish) -> None:
    """Pieces come back whole, as they were sold."""
    for one in sale.lines:
        parts = any(no == one.line_no and qty % 1000 for no, qty in wish)
        if parts and one.kind != ItemKind.WEIGHED.value:
            raise Refused("return.whole", name=one.name)


def _standing(tx: Tx, sale: Sale, today: str) -> dict[str, Lot]:
    """Where the packages, vouchers and gift cards that this sale used lie now: they may have been
    given on, or replaced."""
    found: dict[str, Lot] = {}
    for package_id in {one.cover.package_id for one in sale.lines if one.cover}:
        package = packages.get(tx, package_id, today=today)
        found |= {lot.lot_id: lot for lot in package.lots} if package else {}
    for one in sale.vouchers:
        row = vouchers.get(tx, one.voucher_id)
        lot = held_rights.lot(tx, row.voucher.holder, one.voucher_id) if row else None
        if lot is not None:
            found[one.voucher_id] = lot
    return found | _replaced(tx, sale)


def _replaced(tx: Tx, sale: Sale) -> dict[str, Lot]:
    """Lots of gift cards that have another number now: what goes back must be spendable."""
    found: dict[str, Lot] = {}
    for fund in sale.funds:
        card_id = fund.holder.removeprefix("g:")
        now_id = gift_cards.standing(tx, card_id) if fund.kind == "gift" else card_id
        if now_id == card_id:
            continue
        lot = held_rights.lot(tx, f"g:{now_id}", fund.lot_id)
        if lot is None:  # it was used up, so that nothing of it moved
            lot = held_rights.lot(tx, fund.holder, fund.lot_id)
            lot = replace(lot, holder=f"g:{now_id}") if lot else None
        if lot is not None:
            found[fund.lot_id] = lot
    return found


# --- points that the sale had given ---------------------------------------------------------------


def _claw(
    tx: Tx, sale: Sale, back: GoodsBack, given: Sequence[Move], now: _Now
) -> tuple[Claw, tuple[Move, ...]]:
    """Earned points are taken back out of what is there once this return has given back its own;
    what is missing becomes a debt that is said, or comes off the cash (R15)."""
    if not back.points:
        return Claw(), ()
    holders = merges.holders(tx, sale.member_id)
    lots, held = _with_given(tx, holders, given)
    claw = returns.claw(
        back.points,
        lots,
        sale_id=sale.sale_id,
        terms=now.program.points,
        today=now.today,
        cash_minor=back.cash_minor,
    )
    moves = rights.take_back(claw.takes, held)
    if claw.debt:
        holder = member_holder(sale.member_id)
        lot = returns.debt_lot(claw.debt, holder, refund_id=now.refund_id, now_ms=now.now_ms)
        moves = (*moves, rights.give(lot))
    return claw, moves


def _with_given(
    tx: Tx, holders: tuple[str, ...], given: Sequence[Move]
) -> tuple[list[Lot], dict[tuple[str, Asset], int]]:
    """The member's points as they are when the moves that give back have been made."""
    lots = {(one.holder, one.lot_id): one for one in held_rights.lots(tx, *holders)}
    held = held_rights.held(tx, *holders)
    for move in given:
        if move.asset.kind is not AssetKind.POINTS:
            continue
        key = (move.holder, move.lot_id)
        was = lots.get(key) or held_rights.lot(tx, *key)
        if was is None and move.birth:
            was = Lot(*(move.lot_id, move.holder, move.asset, 0, move.n), move.birth.born_ms)
        if was is not None:
            lots[key] = replace(was, left=was.left + move.n)
        right = (move.holder, move.asset)
        held[right] = held.get(right, 0) + move.n
    return [one for one in lots.values() if one.asset.kind is AssetKind.POINTS], held


# --- what a screen shows --------------------------------------------------------------------------


def _shown(
    tx: Tx, opened: Returning, sale: Sale, back: GoodsBack, claw: Claw, *, program: Program
) -> Returning:
    of_line = {one.line_no: one for one in back.lines}
    lines = tuple(
        replace(
            one,
            back_milli=of_line[one.line_no].qty_milli,
            amount_minor=of_line[one.line_no].back_minor,
        )
        if one.line_no in of_line
        else one
        for one in opened.lines
    )
    return replace(
        opened,
        lines=lines,
        back=_back_to(tx, sale, back, claw, program),
        total_minor=back.total_minor,
        tax_minor=sum(one.tax_minor for one in back.lines),
        rounding_minor=back.cash_rounding_minor,
        paid_out_minor=back.cash_minor - claw.deduct_minor,
        points_back=back.points_back,
        points_clawed=claw.points,
        points_debt=claw.debt,
        points_cash_minor=claw.deduct_minor,
        growth=back.growth,
        vouchers_back=_voucher_names(tx, back),
    )


def _back_to(
    tx: Tx, sale: Sale, back: GoodsBack, claw: Claw, program: Program
) -> tuple[BackTo, ...]:
    """By where it goes; cash as it leaves the drawer."""
    language = shops.load(tx).paper_language
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for one in back.funds:
        name, english = _name(tx, sale, one, program, language), _english(tx, sale, one)
        key = (one.fund.kind, name, english)
        minor, units = sums.get(key, (0, 0))
        sums[key] = (minor + one.minor, units + one.units)
    told = []
    at_drawer = back.cash_rounding_minor - claw.deduct_minor
    for (kind, *names), (minor, units) in sums.items():
        gets = minor + (at_drawer if kind == "cash" else 0)
        told.append(BackTo(kind, gets, units if kind in ("points", "package") else 0, *names))
    return tuple(told)


def _name(tx: Tx, sale: Sale, back: FundBack, program: Program, language: str) -> str:
    """What a wallet, a package or a gift card is called."""
    fund = back.fund
    if fund.kind in ("principal", "bonus") and fund.asset:
        wallet = program.wallet(fund.asset.plan)
        return wallet.named(language) if wallet else ""
    if fund.kind == "package":
        covers = (one.cover for one in sale.lines if one.cover)
        return next((one.name for one in covers if one.lot_id == fund.lot_id), "")
    if fund.kind == "gift":
        card = gift_cards.get(tx, fund.holder.removeprefix("g:"))
        return card.masked if card else ""
    return ""


def _english(tx: Tx, sale: Sale, back: FundBack) -> str:
    """A package's English name: the sale's document keeps the one that paper says."""
    covers = (one.cover for one in sale.lines if one.cover and back.fund.kind == "package")
    used = next((one.package_id for one in covers if one.lot_id == back.fund.lot_id), "")
    package = packages.get(tx, used) if used else None
    return package.plan.name_en if package else ""


def _voucher_names(tx: Tx, back: GoodsBack) -> tuple[str, ...]:
    language = shops.load(tx).paper_language
    rows = (vouchers.get(tx, one) for one in back.vouchers)
    return tuple(row.voucher.campaign.named(language) for row in rows if row)
