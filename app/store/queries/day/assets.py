"""Members' assets over time: what came and went, and what was owed at the end of any day."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.rights import Asset, AssetKind
from app.store.engine import Tx
from app.store.queries import cube

FIRST, LAST = "0001-01-01", "9999-12-31"
_FLOWS = (
    "SELECT key, sum(base_minor), sum(refund_minor) FROM day_cube WHERE dim = 'asset'"
    " AND bd BETWEEN ? AND ? GROUP BY key ORDER BY key"
)
_OWED = (
    "SELECT substr(key, instr(key, ':') + 1) AS asset, sum(total_minor) FROM day_cube"
    " WHERE dim = 'asset' AND bd <= ? GROUP BY asset HAVING sum(total_minor) <> 0 ORDER BY asset"
)


@dataclass(frozen=True, slots=True)
class Flow:
    """What documents of one kind moved of one asset, in its own units (minor, points, pieces).

    `document` is the kind of document (`topup`, `sale`, `refund`, `expire` ...).
    """

    document: str
    asset: Asset
    came: int
    went: int


def flows(tx: Tx, from_on: str, until_on: str) -> tuple[Flow, ...]:
    """What came and went on business dates, both ends counted, by kind of document and asset."""
    found = []
    for key, came, went in tx.all(_FLOWS, (from_on, until_on)):
        document, _, asset = key.partition(":")
        found.append(Flow(document, Asset.parse(asset), came, went))
    return tuple(found)


def owed(tx: Tx, on: str) -> dict[Asset, int]:
    """What all holders had together at the end of a business date, by asset: the liability.

    Points, vouchers and bonuses carry their last day in the asset's bucket. What was still there
    behind its last day (nobody had swept yet) is in it.
    """
    return {Asset.parse(asset): n for asset, n in tx.all(_OWED, (on,))}


def owed_by_kind(tx: Tx, on: str) -> dict[AssetKind, int]:
    """The same by kind of asset."""
    sums: dict[AssetKind, int] = {}
    for asset, n in owed(tx, on).items():
        sums[asset.kind] = sums.get(asset.kind, 0) + n
    return sums


def ending(tx: Tx, on: str, kind: AssetKind) -> tuple[tuple[str, int], ...]:
    """(last day, units) of a kind of asset as it stood at the end of a business date, the nearest
    first; `never` last."""
    sums: dict[str, int] = {}
    for asset, n in owed(tx, on).items():
        if asset.kind is kind:
            sums[asset.bucket] = sums.get(asset.bucket, 0) + n
    return tuple(sorted((day, n) for day, n in sums.items() if n))


def by_age(tx: Tx, on: str) -> tuple[tuple[str, str, int], ...]:
    """(principal | bonus | gift, month of birth, minor units) of stored value as it stood at the
    end of a business date, the oldest first."""
    rows = cube.read(tx, "age", FIRST, on)
    found = [(*one.key.partition(":")[::2], one.total_minor) for one in rows if one.total_minor]
    return tuple(sorted(found, key=lambda one: (one[1], one[0])))


def account(tx: Tx, number: str, on: str) -> int:
    """The balance of an account in the currency's minor units at the end of a business date
    (debit positive): what holders have is posted under the plain account."""
    row = tx.one(
        "SELECT coalesce(sum(amount), 0) FROM account_day WHERE bd <= ? AND account = ?"
        " AND length(unit) = 3 AND unit NOT IN ('PTS', 'VCH', 'PKG')",
        (on, number),
    )
    return int(row[0]) if row else 0
