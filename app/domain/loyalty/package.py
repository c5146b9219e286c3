"""Packages (次卡, 月卡, 套餐): so many services, a period, or a bundle, paid for at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.rights import Lot


@dataclass(frozen=True, slots=True)
class PackageService:
    """One service or item in it. `uses` 0: as often as one likes while it lasts (月卡)."""

    item_id: str
    uses: int
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What a package is. `per_day` 0: no limit a day. `pause_days` 0: cannot be paused."""

    package_plan_id: str
    name: str
    services: tuple[PackageService, ...]
    name_en: str = ""
    valid_days: int = 365
    per_day: int = 0
    shareable: bool = True
    transferable: bool = True
    pause_days: int = 0
    active: bool = True

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Package:
    """A package that somebody bought. `lots` one per service, in the plan's order.

    `paid_minor` is what it cost. `paused_on` empty: it runs. `used_today` counts uses of the whole
    package today. A timed service's lot has one unit that uses do not take.
    """

    package_id: str
    holder: str
    plan: PackagePlan
    paid_minor: int
    bought_ms: int
    from_on: str
    until_on: str
    lots: tuple[Lot, ...] = ()
    paused_on: str = ""
    paused_days: int = 0
    used_today: int = 0
    owner_name: str = ""

    def lot_of(self, item_id: str) -> Lot | None:
        """The lot of a service, None when it is not in the package or used up."""
        for service, lot in zip(self.plan.services, self.lots, strict=False):
            if service.item_id == item_id and lot.left > 0:
                return lot
        return None

    def timed(self, item_id: str) -> bool:
        """Whether a service may be used as often as one likes."""
        return any(one.item_id == item_id and one.uses == 0 for one in self.plan.services)


@dataclass(frozen=True, slots=True)
class PackageCover:
    """What covers a basket's line: so many uses of a package's lot, worth so much (0 when timed).

    The line is priced at `value_minor` and paid by the package: revenue is recognised per use.
    """

    package_id: str
    lot_id: str
    name: str
    uses: int
    value_minor: int
    timed: bool = False
    left_after: int = 0
    name_en: str = field(default="", compare=False)  # for the screen; a document keeps `name`

    def named(self, language: str) -> str:
        """The package's name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name
