"""A return's moves: what members get back into their lots, and the points that are taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import rights
from app.domain.loyalty.money.spending import in_turn
from app.domain.loyalty.money.topup import last_day
from app.domain.loyalty.points.lots import may_reinstate
from app.domain.loyalty.purse import in_order
from app.domain.loyalty.terms import PointsTerms
from app.domain.returns.mirror import GoodsBack
from app.domain.rights import POINTS_UNIT, Asset, AssetKind, Lot, Move, Take
from app.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Claw:
    """Points taken back: out of lots, as debt, or off what is paid out (R15)."""

    takes: tuple[Take, ...] = ()
    debt: int = 0
    deduct_minor: int = 0

    @property
    def points(self) -> int:
        """Points that really left lots."""
        return sum(one.n for one in self.takes)


def given_back(
    sale: Sale,
    back: GoodsBack,
    *,
    refund_id: str,
    now_ms: int,
    today: str,
    terms: PointsTerms,
    standing: Mapping[str, Lot] | None = None,
) -> tuple[Move, ...]:
    """Stored value, points, gift money, package uses and vouchers back into their lots.

    Points whose lot has ended within R22's window come into a new one of as many days; those that
    ended before go into the old one, which stays ended.
    `standing` holds lots that were moved since (a package that was transferred or paused): what
    goes back goes to where they are now.
    """
    homes = standing or {}
    moves: list[Move] = []
    for no, one in enumerate(back.funds, start=1):
        fund = one.fund
        if fund.asset is None or fund.kind == "package" or not one.units:
            continue
        late = fund.kind == "points" and fund.asset.expired(today)
        if late and terms.reinstate_days and may_reinstate(fund.asset.bucket, today, terms):
            until = last_day(today, terms.reinstate_days)
            lot_id, asset = f"{refund_id}.{no}", replace(fund.asset, bucket=until)
            n = one.units
            lot = Lot(lot_id, fund.holder, asset, n, n, now_ms, 0, sale.sale_id, "return")
            moves.append(rights.give(lot))
        else:
            moves.append(_into(homes, (fund.lot_id, fund.holder, fund.asset), one.units))
    spent = {one.lot_id: (one.lot_id, one.holder, one.asset) for one in sale.moves if one.n < 0}
    covers = {one.line_no: one.cover for one in sale.lines}
    for line in back.lines:
        cover = covers[line.line_no]
        if cover and line.uses:
            moves.append(_into(homes, spent[cover.lot_id], line.uses, line.uses_minor))
    moves += [_into(homes, spent[voucher_id], 1) for voucher_id in back.vouchers]
    return tuple(moves)


def _into(
    homes: Mapping[str, Lot], was: tuple[str, str, Asset], n: int, value_minor: int = 0
) -> Move:
    """Back into a lot (its id, holder and asset as they were), wherever it is now."""
    lot_id, holder, asset = was
    home = homes.get(lot_id)
    if home is not None:
        holder, asset = home.holder, home.asset
    return rights.give_back(lot_id, holder, asset, n, value_minor)


def claw(
    points: int,
    lots: Sequence[Lot],
    *,
    sale_id: str,
    terms: PointsTerms,
    today: str,
    cash_minor: int = 0,
) -> Claw:
    """Points that this sale had given: its own lot first, then the nearest end, frozen ones too.

    What is missing is debt, or by `terms.short == "cash"` its worth off `cash_minor` (never more
    than that; the rest is debt).
    """
    own = [one for one in lots if one.group_id == sale_id and one.source != "return"]
    others = [one for one in lots if one not in own and not one.asset.expired(today)]
    found = [
        one
        for one in (*sorted(own, key=in_order), *sorted(others, key=in_order))
        if one.asset.kind is AssetKind.POINTS
    ]
    takes = tuple(in_turn(found, points))
    missing = points - sum(one.n for one in takes)
    redeem = terms.redeem
    if not missing or terms.short != "cash" or redeem.points <= 0 or redeem.minor <= 0:
        return Claw(takes, missing)
    deduct = min(missing * redeem.minor // redeem.points, cash_minor)
    paid = -(-deduct * redeem.points // redeem.minor)  # less than a unit of money stays a debt
    return Claw(takes, missing - paid, deduct)


def debt_lot(n: int, holder: str, *, refund_id: str, now_ms: int) -> Lot:
    """The debt of a return as a lot; the next points earned pay it first."""
    asset = Asset(POINTS_UNIT, AssetKind.DEBT)
    return Lot(f"{refund_id}.debt", holder, asset, n, n, now_ms, source="return")
