"""What the shop owes its members at this moment, in few rows: what a Z keeps, so that the report of
a closed day needs nothing but the journal."""

from __future__ import annotations

from typing import Any

from app.domain.ledger import PACKAGES
from app.domain.rights import NEVER, Asset, AssetKind
from app.store.engine import Tx

_ASSETS = """
    SELECT substr(key, instr(key, ':') + 1) AS asset, sum(total_minor) FROM day_cube
    WHERE dim = 'asset' GROUP BY asset HAVING sum(total_minor) <> 0 ORDER BY asset
"""
_AGES = """
    SELECT key, sum(total_minor) FROM day_cube
    WHERE dim = 'age' GROUP BY key HAVING sum(total_minor) <> 0 ORDER BY key
"""
_DEFERRED = "SELECT coalesce(sum(amount), 0) FROM account_day WHERE account = ? AND unit = ?"


def liabilities(tx: Tx, currency: str) -> dict[str, Any]:
    """`stored`: {principal, bonus} and `age` {`principal:2026-09`: minor} by the month of the
    top-up; `points` by the month in which they end (`never`), `debt` owed by members, `vouchers`
    live ones, `gift` money on gift cards, `packages` uses left and `deferred` money for them."""
    sums = {kind: 0 for kind in AssetKind}
    points: dict[str, int] = {}
    for text, n in tx.all(_ASSETS):
        asset = Asset.parse(text)
        sums[asset.kind] += n
        if asset.kind is AssetKind.POINTS:
            month = NEVER if asset.bucket == NEVER else asset.bucket[:7]
            points[month] = points.get(month, 0) + n
    deferred = tx.one(_DEFERRED, (PACKAGES, currency)) or (0,)
    return {
        "stored": {"principal": sums[AssetKind.PRINCIPAL], "bonus": sums[AssetKind.BONUS]},
        "age": {key: n for key, n in tx.all(_AGES)},
        "points": points,
        "debt": sums[AssetKind.DEBT],
        "vouchers": sums[AssetKind.VOUCHER],
        "gift": sums[AssetKind.GIFT],
        "packages": sums[AssetKind.PACKAGE],
        "deferred": -deferred[0],
    }
