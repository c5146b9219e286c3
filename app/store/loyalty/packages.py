"""Packages as rows: a plan as it was sold, its lots, its pauses, its uses by day."""

from __future__ import annotations

import json

from app.domain.loyalty.codec import from_data
from app.domain.loyalty.package import Package, PackagePlan
from app.domain.rights import Lot, member_holder
from app.store.engine import Row, Tx
from app.store.loyalty import rights

_ROW = (
    "SELECT package_id, holder, plan, lots, paid_minor, bought_ms, from_on, until_on, paused_on,"
    " paused_days FROM package"
)


def get(tx: Tx, package_id: str, *, today: str = "") -> Package | None:
    """One package, used up and expired ones too. `today` is the business date of `used_today`."""
    found = _packages(tx, tx.all(f"{_ROW} WHERE package_id = ?", (package_id,)), today)
    return found[0] if found else None


def of(
    tx: Tx, *member_ids: str, today: str, household: str = "", all_: bool = False
) -> tuple[Package, ...]:
    """Packages of these members, and shareable ones of their household, the nearest end first.

    Those with something left and not over; `all_`: every one. `owner_name` is set for others'.
    """
    own = [member_holder(one) for one in member_ids]
    others: dict[str, str] = {}
    if household:
        rows = tx.all("SELECT member_id, name FROM member WHERE household_id = ?", (household,))
        others = {member_holder(one): name for one, name in rows if one not in member_ids}
    holders = [*own, *others]
    marks = ", ".join("?" * len(holders))
    rows = tx.all(
        f"{_ROW} WHERE holder IN ({marks}) ORDER BY until_on = '', until_on, bought_ms, package_id",
        holders,
    )
    found = _packages(tx, rows, today, others)
    return tuple(
        one
        for one in found
        if (all_ or _lives(one, today)) and (one.holder not in others or one.plan.shareable)
    )


def uses(tx: Tx, package_id: str) -> list[tuple[str, int, str, int]]:
    """(sale, line, business date, uses) of a package, the latest first; what came back is off."""
    rows = tx.all(
        "SELECT sale_id, n, bd, uses FROM package_use WHERE package_id = ? AND uses > 0"
        " ORDER BY bd DESC, sale_id DESC, n",
        (package_id,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _lives(one: Package, today: str) -> bool:
    over = one.until_on and one.until_on < today and not one.paused_on
    return not over and any(lot.left > 0 for lot in one.lots)


def _lots(tx: Tx, holder: str, lot_ids: list[str]) -> tuple[Lot, ...]:
    found = [rights.lot(tx, holder, one) for one in lot_ids]
    return tuple(one for one in found if one is not None)


def _packages(
    tx: Tx, rows: list[Row], today: str, names: dict[str, str] | None = None
) -> tuple[Package, ...]:
    if not rows:
        return ()
    marks = ", ".join("?" * len(rows))
    used: dict[str, int] = dict(
        tx.all(
            "SELECT package_id, sum(uses) FROM package_use"  # noqa: S608
            f" WHERE package_id IN ({marks}) AND bd = ? GROUP BY package_id",
            (*(row[0] for row in rows), today),
        )
    )
    return tuple(
        Package(
            *(row[0], row[1], from_data(PackagePlan, json.loads(row[2]))),
            paid_minor=row[4],
            bought_ms=row[5],
            from_on=row[6],
            until_on=row[7],
            lots=_lots(tx, row[1], json.loads(row[3])),
            paused_on=row[8],
            paused_days=row[9],
            used_today=used.get(row[0], 0),
            owner_name=(names or {}).get(row[1], ""),
        )
        for row in rows
    )
