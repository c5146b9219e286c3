"""Reads what a member's page shows: at once what every page needs, the rest when its tab opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import Refused
from app.domain.loyalty.package import Package
from app.domain.permissions import Operator
from app.usecases.catalog.list_items import departments, get, tiers
from app.usecases.loyalty import packages, program, purse, redeem, refund_topup, vouchers
from app.usecases.loyalty.packages import PackageUse
from app.usecases.loyalty.statement import statement
from app.usecases.member import consents, find, photo, seen
from app.usecases.sale.history import detail
from app.usecases.services import Services
from ui.members.viewmodel.dossier import Dossier, People

LIKED_OF = 8  # visits whose goods say what a member likes
LIKED = 3
TWINS = 3


def dossier(s: Services, member_id: str, language: str) -> Dossier:
    """What every tab needs. Reader thread. Refused `member.unknown`."""
    file = find.file(s, member_id)
    held = packages.of_member(s, member_id)
    return Dossier(
        file=file,
        purse=purse.read(s, member_id),
        program=program.load(s),
        tiers=tiers(s),
        departments=departments(s),
        bought=refund_topup.bought(s, member_id),
        vouchers=vouchers.of_member(s, member_id),
        packages=tuple(named(s, one) for one in held),
        liked=liked(s, tuple(one.sale_id for one in file.sales[:LIKED_OF]), language),
    )


def named(s: Services, package: Package) -> Package:
    """The package with the names of its services: a plan may leave them to the catalogue."""
    services = []
    for one in package.plan.services:
        if one.name:
            services.append(one)
            continue
        try:
            item = get(s, one.item_id)
        except Refused:
            services.append(one)  # the item is gone; its number stands
            continue
        english = item.named("en")
        services.append(replace(one, name=item.name, name_en=english))
    return replace(package, plan=replace(package.plan, services=tuple(services)))


def liked(s: Services, sale_ids: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The goods that stand most often on these sales, if any came twice."""
    names: Counter[str] = Counter()
    for sale_id in sale_ids:
        names.update({line.named(language) for line in detail(s, sale_id).sale.lines})
    return tuple(name for name, n in names.most_common(LIKED) if n > 1)


def with_uses(s: Services, d: Dossier) -> Dossier:
    """Every use of the member's packages, the newest first."""
    found: list[PackageUse] = []
    for one in d.packages:
        found += packages.uses(s, one.package_id)
    found.sort(key=lambda one: -one.at_ms)
    return replace(d, uses=tuple(found))


def with_rewards(s: Services, d: Dossier) -> Dossier:
    """What points buy, and the family that may be given some."""
    made = replace(d, rewards=redeem.rewards(s, d.member.member_id))
    return made if made.people else replace(made, people=People(family=d.file.household))


def with_statement(s: Services, operator: Operator, d: Dossier) -> Dossier:
    """All that moved, from the first day on."""
    return replace(d, statement=statement(s, operator, d.member.member_id))


def with_people(s: Services, d: Dossier) -> Dossier:
    """Family, advisor, who may be the same person, and what was agreed to and looked at."""
    member, file = d.member, d.file
    name = member.name if member.named else ""
    twins = find.duplicates(s, phone=member.phone, name=name)
    known = {member.member_id, *(one.member_id for one in file.household)}
    return replace(
        d,
        people=People(
            family=file.household,
            advisor=file.advisor_name,
            twins=tuple(one for one in twins if one.member_id not in known)[:TWINS],
            merged=file.merged,
            consents=consents.consents(s, member.member_id),
            seen=seen.seen(s, member.member_id),
            photo=photo.photo(s, member.member_id) if member.photo else b"",
        ),
    )


Reader = Callable[[Services, Dossier], Dossier]
EXTRA: dict[str, Reader] = {
    "points": with_rewards,
    "packages": with_uses,
    "profile": with_people,
}
