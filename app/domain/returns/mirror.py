"""What goes back for goods: always the difference of two states, so any pieces make the whole.

What has come back so far says what was given back so far; so does what will have come back. The
piece is the difference. Nothing depends on the way between (A4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.errors import Refused
from app.domain.loyalty.counts import Count
from app.domain.loyalty.money.funding import Fund
from app.domain.money import portion, to_step
from app.domain.sale import Sale, SaleLine
from app.domain.tendering import CREDIT_KIND, TenderKind, kind_of


@dataclass(frozen=True, slots=True)
class LineBack:
    """A line's part: `amount_minor` as its total in the sale, `tax_minor` in it or on top.

    `back_minor` is what the customer gets for it, `bonus_minor` the part of it that was taken as
    a discount (a sale of `bonus_is_discount`). `uses` go back to a package, worth `uses_minor`.
    """

    line_no: int
    qty_milli: int
    amount_minor: int
    tax_minor: int
    back_minor: int
    bonus_minor: int = 0
    points: int = 0
    growth: int = 0
    uses: int = 0
    uses_minor: int = 0


@dataclass(frozen=True, slots=True)
class FundBack:
    """What goes back to where it came from: `minor` of the due, `units` into the lot."""

    fund: Fund
    minor: int
    units: int = 0


@dataclass(frozen=True, slots=True)
class GoodsBack:
    """Everything that one return gives back, and what it takes: points and growth that were earned.

    `cash_minor` leaves the drawer: cash funds and `cash_rounding_minor` (R37). `vouchers` come back
    because all their lines have now. `whole`: nothing of the sale is left.
    """

    lines: tuple[LineBack, ...]
    funds: tuple[FundBack, ...]
    total_minor: int
    cash_minor: int
    cash_rounding_minor: int
    points: int
    growth: int
    points_back: int
    vouchers: tuple[str, ...]
    counts: tuple[Count, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """How much of a line has come back in all, and what paid for that much."""

    line: SaleLine
    qty_milli: int
    back_minor: int
    tax_minor: int
    bonus_minor: int
    paid: tuple[tuple[int, int], ...]

    def of(self, n: int) -> int:
        """So much of a whole number as the goods that came back, in whole units (R14: floor)."""
        return n * self.qty_milli // self.line.qty_milli if self.line.qty_milli else n

    @property
    def uses(self) -> int:
        """Uses of the package that covers it."""
        cover = self.line.cover
        return 0 if cover is None or cover.timed else self.of(cover.uses)


@dataclass(frozen=True, slots=True)
class _State:
    """All that has been given back when these parts of the sale have come back."""

    parts: tuple[_Part, ...]
    minor: tuple[int, ...]
    units: tuple[int, ...]
    cash_minor: int
    cash_out_minor: int
    vouchers: frozenset[str]
    counts: tuple[Count, ...]
    whole: bool


def mirror(sale: Sale, before: Mapping[int, int], wish: Sequence[tuple[int, int]]) -> GoodsBack:
    """What these pieces give back. `before`: qty_milli returned so far by line; wish: (line, qty).

    Refused `return.nothing`, `return.line_gone` (line), `return.too_much` (name, open_milli),
    `return.part_of_a_use` (name: a package's use comes back whole).
    """
    wished = [line_no for line_no, _ in wish]
    then = _asked(sale, before, wish)
    was, will = _state(sale, before), _state(sale, then)
    lines = tuple(
        _line_back(sale, a, b)
        for a, b in zip(was.parts, will.parts, strict=True)
        if b.line.line_no in wished
    )
    funds = tuple(
        FundBack(fund, will.minor[i] - was.minor[i], will.units[i] - was.units[i])
        for i, fund in enumerate(sale.funds)
        if will.minor[i] > was.minor[i] or will.units[i] > was.units[i]
    )
    cash = will.cash_out_minor - was.cash_out_minor
    return GoodsBack(
        lines=lines,
        funds=funds,
        total_minor=sum(one.back_minor for one in lines),
        cash_minor=cash,
        cash_rounding_minor=cash - (will.cash_minor - was.cash_minor),
        points=sum(one.points for one in lines),
        growth=sum(one.growth for one in lines),
        points_back=sum(one.units for one in funds if one.fund.kind == "points"),
        vouchers=tuple(sorted(will.vouchers - was.vouchers)),
        counts=_counts_back(was.counts, will.counts),
        whole=will.whole,
    )


def _asked(
    sale: Sale, before: Mapping[int, int], wish: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """What will have come back by line."""
    then = dict(before)
    known = {one.line_no: one for one in sale.lines}
    for line_no, qty in wish:
        line = known.get(line_no)
        if line is None:
            raise Refused("return.line_gone", line=line_no)
        open_milli = line.qty_milli - then.get(line_no, 0)
        if qty <= 0:
            raise Refused("return.nothing")
        if qty > open_milli:
            raise Refused("return.too_much", name=line.name, open_milli=open_milli)
        then[line_no] = then.get(line_no, 0) + qty
        cover = line.cover
        if cover and not cover.timed and cover.uses * then[line_no] % line.qty_milli:
            raise Refused("return.part_of_a_use", name=line.name)
    if not wish:
        raise Refused("return.nothing")
    return then


def _state(sale: Sale, returned: Mapping[int, int]) -> _State:
    parts = tuple(_part(sale, one, returned.get(one.line_no, 0)) for one in sale.lines)
    minor = [0] * len(sale.funds)
    for part in parts:
        for fund, n in part.paid:
            minor[fund] += n
    gone = {one.line.line_no for one in parts if one.qty_milli == one.line.qty_milli}
    whole = len(gone) == len(parts)
    cash = [i for i, one in enumerate(sale.funds) if _tender_kind(one).rounds]
    cash_minor = sum(minor[i] for i in cash)
    full = sum(sale.funds[i].minor for i in cash)
    return _State(
        parts=parts,
        minor=tuple(minor),
        units=_units(sale, minor, parts),
        cash_minor=cash_minor,
        cash_out_minor=_cash_out(sale, cash_minor, full),
        vouchers=frozenset(
            one.voucher_id
            for one in sale.vouchers
            if (gone.issuperset(one.lines) if one.lines else whole)
        ),
        counts=_counts(sale, parts, whole),
        whole=whole,
    )


def _part(sale: Sale, line: SaleLine, qty_milli: int) -> _Part:
    """A line's part: its price by quantity, then every source and the tax by that price."""
    shares = [minor for _, minor in line.paid]
    cost = sum(shares)
    back = cost * qty_milli // line.qty_milli if line.qty_milli else cost
    dealt = portion(shares, back)
    paid = tuple((fund, n) for (fund, _), n in zip(line.paid, dealt, strict=True) if n)
    bonus, all_bonus = _bonus(sale, paid), _bonus(sale, line.paid)
    taxed = cost - all_bonus
    tax = portion([taxed - line.tax_minor, line.tax_minor], back - bonus)[1]
    return _Part(line, qty_milli, back, tax, bonus, paid)


def _bonus(sale: Sale, paid: Sequence[tuple[int, int]]) -> int:
    """What of it was a discount in the shape of bonus."""
    if not sale.bonus_is_discount or not sale.tax_included:
        return 0
    return sum(n for fund, n in paid if sale.funds[fund].kind == "bonus")


def _units(sale: Sale, minor: Sequence[int], parts: Sequence[_Part]) -> tuple[int, ...]:
    """What has gone back into each fund's lot: money as money, a tender's points by its money and
    then by its lots, a package's uses by their line."""
    units = [
        minor[i] if one.kind in ("principal", "bonus", "gift") else 0
        for i, one in enumerate(sale.funds)
    ]
    by_tender: dict[int, list[int]] = {}
    for i, fund in enumerate(sale.funds):
        if fund.kind == "points":
            by_tender.setdefault(fund.tender_no, []).append(i)
    for places in by_tender.values():
        took = [sale.funds[i].units for i in places]
        paid, came = sum(sale.funds[i].minor for i in places), sum(minor[i] for i in places)
        for i, n in zip(places, portion(took, sum(took) * came // paid), strict=True):
            units[i] = n
    for part in parts:
        for i, _ in part.line.paid:
            if sale.funds[i].kind == "package":
                units[i] = part.uses
    return tuple(units)


def _tender_kind(fund: Fund) -> TenderKind:
    """The tender that a fund came by; principal and bonus are stored value."""
    return kind_of("stored" if fund.kind in ("principal", "bonus") else fund.kind)


def _cash_out(sale: Sale, cash_minor: int, full_minor: int) -> int:
    """Cash that has left the drawer: the goods' price in whole steps, as the sale rounded, and
    exactly what was paid once all of it is back (R37); never more than that."""
    paid = full_minor + sale.rounding_minor
    if any(one.kind == CREDIT_KIND.code for one in sale.tenders):  # no coin was asked for then
        paid = to_step(paid, sale.rounding.step_minor, sale.rounding.mode)
    if cash_minor == full_minor:
        return paid
    return min(to_step(cash_minor, sale.rounding.step_minor, sale.rounding.mode), paid)


def _counts(sale: Sale, parts: Sequence[_Part], whole: bool) -> tuple[Count, ...]:
    """What has been taken off the sale's own day: spend by price, growth by line."""
    if whole:
        return sale.counts
    cost, back = sale.due_minor, sum(one.back_minor for one in parts)
    growth = sum(one.of(one.line.growth) for one in parts)
    return tuple(
        replace(
            one,
            visits=0,
            spend_minor=one.spend_minor * back // cost if cost else 0,
            growth=min(growth, one.growth),
            topup_minor=0,
        )
        for one in sale.counts
    )


def _counts_back(was: Sequence[Count], will: Sequence[Count]) -> tuple[Count, ...]:
    """The difference, negative: the tier's windows move back (R26)."""
    return tuple(
        replace(
            b,
            visits=a.visits - b.visits,
            spend_minor=a.spend_minor - b.spend_minor,
            growth=a.growth - b.growth,
            topup_minor=0,
        )
        for a, b in zip(was, will, strict=True)
    )


def _line_back(sale: Sale, was: _Part, will: _Part) -> LineBack:
    line = will.line
    back, tax = will.back_minor - was.back_minor, will.tax_minor - was.tax_minor
    package = [i for i, _ in line.paid if sale.funds[i].kind == "package"]
    return LineBack(
        line_no=line.line_no,
        qty_milli=will.qty_milli - was.qty_milli,
        amount_minor=back if sale.tax_included else back - tax,
        tax_minor=tax,
        back_minor=back,
        bonus_minor=will.bonus_minor - was.bonus_minor,
        points=will.of(line.points) - was.of(line.points),
        growth=will.of(line.growth) - was.of(line.growth),
        uses=will.uses - was.uses,
        uses_minor=sum(dict(will.paid).get(i, 0) - dict(was.paid).get(i, 0) for i in package),
    )
