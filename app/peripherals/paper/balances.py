"""What a member has afterwards, as the foot of a receipt or slip says it."""

from __future__ import annotations

from app.domain.loyalty.tier_rules import Metric
from app.domain.slips import Balances, NextTier, PackageAfter, WalletAfter
from app.peripherals.paper.rows import Rows
from app.words import whole
from hardware.api.slip import Item, Text

MONEY = (Metric.SPEND, Metric.BALANCE, Metric.TOPUP)


def balances(rows: Rows, after: Balances, earned: int = 0, debt_paid: int = 0) -> list[Item]:
    """Stored value, points, packages, vouchers, and how near the next tier is."""
    items: list[Item] = []
    for wallet in after.wallets:
        items += _wallet(rows, wallet, alone=len(after.wallets) == 1)
    items += _points(rows, after, earned, debt_paid)
    items += [_package(rows, one) for one in after.packages]
    if after.vouchers:
        items.append(
            rows.row(rows.words("paper.vouchers"), rows.words("paper.pieces", n=after.vouchers))
        )
    if after.next_tier is not None:
        items.append(Text(next_tier(rows, after.next_tier)))
    return items


def _wallet(rows: Rows, one: WalletAfter, *, alone: bool) -> list[Item]:
    """The balance; what of it was given stands under it, for it comes back by another rule."""
    key = "paper.balance" if alone else "paper.balance_of"
    items = [rows.row(rows.words(key, name=one.name), rows.money(one.total_minor))]
    if one.bonus_minor:
        parts = {"principal_minor": one.principal_minor, "bonus_minor": one.bonus_minor}
        items.append(Text("  " + rows.words("paper.tender.parts", **parts)))
    return items


def _points(rows: Rows, after: Balances, earned: int, debt_paid: int) -> list[Item]:
    if after.points is None:
        return []
    words = rows.words
    title = words("paper.points_earned", n=earned) if earned else words("paper.points")
    items: list[Item] = [rows.row(title, whole(after.points))]
    if debt_paid:
        items.append(rows.row("  " + words("paper.points_debt_paid"), whole(debt_paid)))
    n, on = after.expiring
    if n and on:
        items.append(rows.row("  " + words("paper.points_expiring", on=rows.day(on)), whole(n)))
    if after.frozen:
        items.append(rows.row("  " + words("paper.points_frozen"), whole(after.frozen)))
    if after.debt:
        items.append(rows.row("  " + words("paper.points_debt"), whole(-after.debt)))
    return items


def _package(rows: Rows, one: PackageAfter) -> Item:
    """A package and what is left in it, until when."""
    words = rows.words
    left = words("paper.uses_left", n=one.left) if one.left >= 0 else words("paper.uses_any")
    until = f" {words('paper.until', on=rows.day(one.until_on))}" if one.until_on else ""
    return rows.row(f"{one.name}{until}", left)


def next_tier(rows: Rows, one: NextTier) -> str:
    """What is missing for the next tier, or to keep this one, in one sentence."""
    kind = "keep" if one.keep else "next"
    key = f"paper.tier.{kind}.{one.metric}"
    until = rows.words("paper.tier.until", on=rows.day(one.until_on)) if one.until_on else ""
    if one.metric in MONEY:
        return rows.words(key, tier=one.name, missing_minor=one.missing, until=until)
    return rows.words(key, tier=one.name, missing=one.missing, until=until)
