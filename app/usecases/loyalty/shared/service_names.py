"""Services of packages by name: terms hold item ids, a person at the counter reads names."""

from __future__ import annotations

from dataclasses import replace

from app.domain.loyalty.package import Package, PackageService
from app.store import catalog
from app.store.engine import Tx


def named(tx: Tx, packages: tuple[Package, ...]) -> tuple[Package, ...]:
    """The packages with the items' names for services that were given none of their own."""
    missing = {one.item_id for package in packages for one in package.plan.services if not one.name}
    if not missing:
        return packages
    items = catalog.many(tx, sorted(missing))

    def with_name(one: PackageService) -> PackageService:
        item = None if one.name else items.get(one.item_id)
        return replace(one, name=item.name, name_en=item.name_en) if item else one

    return tuple(
        replace(
            package,
            plan=replace(package.plan, services=tuple(map(with_name, package.plan.services))),
        )
        for package in packages
    )
