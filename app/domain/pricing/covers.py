"""What a package pays for: how much a use is worth, and when it may not be used (F31)."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.package import Package, PackageCover
from app.domain.pricing.basket import Basket
from app.domain.pricing.priced import PriceAdjustment
from app.domain.rights import Lot


def value_of(lot: Lot, uses: int, *, timed: bool) -> int:
    """The deferred money that so many uses earn: an even share, all of it with the last use, so
    that the uses add up to what was paid. A timed service earns with time, not with uses."""
    if timed:
        return 0
    return lot.value_minor if uses == lot.left else lot.value_minor * uses // lot.left


def cover_of(
    package: Package, item_id: str, uses: int, *, before: int = 0, today: str, now_ms: int
) -> PackageCover:
    """The cover of a line by so many uses; `before` uses of the package stand on other lines, for
    other services (a line counts up all uses of its own).

    Refused: `package.paused`, `package.expired` (until_on), `package.not_yet` (from_on),
    `package.not_in_it` (name), `package.used_up` (name, left), `package.per_day` (name, n).
    """
    name = package.plan.name
    lot = package.lot_of(item_id)
    if package.paused_on:
        raise Refused("package.paused", name=name, paused_on=package.paused_on)
    if package.until_on and package.until_on < today:
        raise Refused("package.expired", name=name, until_on=package.until_on)
    if package.from_on > today:
        raise Refused("package.not_yet", name=name, from_on=package.from_on)
    known = any(one.item_id == item_id for one in package.plan.services)
    if lot is None:
        raise Refused("package.used_up" if known else "package.not_in_it", name=name)
    if not lot.usable(now_ms, today):
        raise Refused("package.expired", name=name, until_on=lot.asset.bucket)
    timed = package.timed(item_id)
    if not timed and uses > lot.left:
        raise Refused("package.used_up", name=name)
    most = package.plan.per_day
    if most and package.used_today + before + uses > most:
        raise Refused("package.per_day", name=name, n=most)
    return PackageCover(
        package.package_id,
        lot.lot_id,
        name,
        uses,
        value_of(lot, uses, timed=timed),
        timed,
        0 if timed else lot.left - uses,
        package.plan.name_en,
    )


def uses_of(basket: Basket, package_id: str, *, besides: int = 0) -> int:
    """How many uses of a package stand in the basket, on other lines than `besides`."""
    return sum(
        one.cover.uses
        for one in basket.lines
        if one.cover and one.cover.package_id == package_id and one.line_no != besides
    )


def said_of(cover: PackageCover, language: str) -> tuple[str, dict[str, str | int]]:
    """Word and facts of what a package does to its line, for the counter and for paper alike: it
    takes all of it off, for it was paid when the package was bought. What the use is worth (D14)
    is a matter of the books."""
    facts: dict[str, str | int] = {"name": cover.named(language)}
    if cover.timed:
        return "adjust.package.timed", facts
    return "adjust.package", facts | {"n": cover.uses, "left": cover.left_after}


def price_of(base_minor: int, cover: PackageCover) -> PriceAdjustment:
    """The step that prices a covered line at what its uses are worth."""
    facts = (("name", cover.name), ("n", cover.uses), ("left", cover.left_after))
    less = cover.value_minor - base_minor
    return PriceAdjustment("package.price", cover.package_id, less, facts)
