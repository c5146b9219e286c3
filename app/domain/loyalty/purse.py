"""What a member has, as far as it may be spent here: lots, vouchers, packages, tier, hints."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.package import Package
from app.domain.loyalty.tier_rules import TierStanding
from app.domain.loyalty.voucher import Voucher
from app.domain.rights import AssetKind, Lot


@dataclass(frozen=True, slots=True)
class Purse:
    """Everything of one holder at one instant. `today` is the business date, `as_of_ms` when the
    balances were last agreed on (now, in a lone shop).

    `lots` holds stored value, points and debt that have something left, usable or not; vouchers
    and packages carry their own. `growth` is the sum that counts now. `active` is False for nobody
    and for who left or was erased.
    """

    holder: str
    now_ms: int
    today: str
    lots: tuple[Lot, ...] = ()
    vouchers: tuple[Voucher, ...] = ()
    packages: tuple[Package, ...] = ()
    tier: TierStanding = TierStanding("")
    growth: int = 0
    birthday: str = ""
    as_of_ms: int = 0
    has_pin: bool = False
    active: bool = True

    def of(self, kind: AssetKind, plan: str = "") -> tuple[Lot, ...]:
        """The usable lots of a kind (and plan), those that end first before those that never do."""
        found = [
            lot
            for lot in self.lots
            if lot.asset.kind is kind
            and (not plan or lot.asset.plan == plan)
            and lot.usable(self.now_ms, self.today)
        ]
        return tuple(sorted(found, key=in_order))

    def total(self, kind: AssetKind, plan: str = "") -> int:
        """What may be spent of a kind now."""
        return sum(lot.left for lot in self.of(kind, plan))

    def stored_minor(self, wallet_id: str = "") -> int:
        """Principal and bonus that may be spent now, in one wallet or all."""
        return self.total(AssetKind.PRINCIPAL, wallet_id) + self.total(AssetKind.BONUS, wallet_id)

    @property
    def points(self) -> int:
        """Points that may be spent now."""
        return self.total(AssetKind.POINTS)

    @property
    def frozen_points(self) -> int:
        """Points that were earned and wait for the return window."""
        return sum(
            lot.left
            for lot in self.lots
            if lot.asset.kind is AssetKind.POINTS
            and lot.from_ms > self.now_ms
            and not lot.asset.expired(self.today)
        )

    @property
    def points_debt(self) -> int:
        """Points that a return could not take back; the next ones earned go there first (R15)."""
        return sum(lot.left for lot in self.lots if lot.asset.kind is AssetKind.DEBT)


def in_order(lot: Lot) -> tuple[str, int, str]:
    """The nearest end first, then the older; what never ends last (R18)."""
    return (lot.asset.bucket if lot.asset.bucket != "never" else "~", lot.born_ms, lot.lot_id)
