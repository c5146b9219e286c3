"""A member's purse at one instant, in a few reads of primary keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.domain.loyalty.package import Package
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.tier_rules import Metric, TierStanding, Window
from app.domain.loyalty.tiers.windows import calendar_start, number, text
from app.domain.rights import AssetKind, member_holder
from app.store.engine import Tx
from app.store.loyalty import history, merges, packages, program, rights, vouchers

_FILE = (
    f"SELECT m.birthday, m.household_id, m.file, m.active, {history.STANDS}"  # noqa: S608
    f" {history.WITH_TIER} WHERE m.member_id = ?"
)
_NOBODY = ("", "", "{}", 0, "", "", "", "", "", "")
_APART = (AssetKind.PACKAGE, AssetKind.VOUCHER)  # packages and vouchers carry their own lots


def read(
    tx: Tx, member_id: str, *, now_ms: int, today: str, kinds: Sequence[AssetKind] = ()
) -> Purse:
    """What a member has; of one who was merged: what the one who stayed has.

    `kinds`: only what is of these (with vouchers and packages when they are among them), and no
    growth: a sale asks for what it spends.
    `lots` may lie at several holders (the member and whom was merged into them). `tier` is what the
    last review said; its `missing` is the use case's to judge. `birthday` is as the file has it
    (`08-15`, lunar `L08-15`). Vouchers and packages that are over are left out. Empty for nobody.
    """
    every = merges.ids(tx, member_id)
    holders = tuple(member_holder(one) for one in every)
    row = tx.one(_FILE, every[:1]) or _NOBODY
    birthday, household, file, active, *stands = row
    found = rights.lots(tx, *holders, kinds=kinds)
    has = {lot.asset.kind for lot in found}
    held = vouchers.of(tx, *holders, today=today) if AssetKind.VOUCHER in has else ()
    bought: tuple[Package, ...] = ()
    if AssetKind.PACKAGE in has or (household and (not kinds or AssetKind.PACKAGE in kinds)):
        bought = packages.of(tx, *every, today=today, household=household)
    return Purse(
        holder=holders[0],
        now_ms=now_ms,
        today=today,
        lots=tuple(lot for lot in found if lot.asset.kind not in _APART),
        vouchers=tuple(
            one.voucher for one in held if not one.voucher.until_on or one.voucher.until_on >= today
        ),
        packages=bought,
        tier=TierStanding(*stands),
        growth=0 if kinds else history.growth(tx, *every, since=_growth_since(tx, today)),
        birthday=birthday,
        as_of_ms=now_ms,
        has_pin=bool(json.loads(file).get("pin")) if file != "{}" else False,
        active=bool(active),
    )


def balances(tx: Tx, member_id: str, *, now_ms: int, today: str) -> Purse:
    """As `read`, points summed up by their last day: for screens and paper, never for a spend."""
    kinds = tuple(kind for kind in AssetKind if kind is not AssetKind.POINTS)
    rest = read(tx, member_id, now_ms=now_ms, today=today, kinds=kinds)
    points = rights.summed_points(tx, *merges.holders(tx, member_id), now_ms=now_ms)
    growth = history.growth(tx, *merges.ids(tx, member_id), since=_growth_since(tx, today))
    return replace(rest, lots=(*rest.lots, *points), growth=growth)


def _growth_since(tx: Tx, today: str) -> str:
    """The first day whose growth counts now: the window of the first rule that asks for growth."""
    for rule in program.load(tx).tier_rules:
        for one in rule.reach:
            if one.metric is not Metric.GROWTH or one.window is Window.LIFE:
                continue
            if one.window is Window.ROLLING:
                return (date.fromisoformat(today) - timedelta(days=one.days - 1)).isoformat()
            return text(calendar_start(one.window, number(today)))
    return ""
