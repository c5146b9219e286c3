"""Who may spend which member's money here: the one door for every spend of a member's asset.

A till spends only out of rights that it holds (ledger-and-sync.md 7); a lone shop holds them all.
An asset carries its expiry in its name, so that expiring needs no message; a lot is a part of an
asset with a birth of its own (a top-up, a sale), so that a refund is exact to the lot (R3). What
leaves a lot is a `Move` made here and nowhere else: `spend` for what a member uses, `take_back` for
what the shop takes (expiry, a return's claw-back, a merge). Nobody reads a balance and writes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.errors import Refused

NEVER = "never"
POINTS_UNIT, PACKAGE_UNIT, VOUCHER_UNIT = "PTS", "PKG", "VCH"


class AssetKind(StrEnum):
    """What a member can have. `debt` is points that a return could not take back (R15)."""

    PRINCIPAL = "principal"
    BONUS = "bonus"
    GIFT = "gift"
    POINTS = "points"
    DEBT = "debt"
    PACKAGE = "package"
    VOUCHER = "voucher"


@dataclass(frozen=True, slots=True, order=True)
class Asset:
    """`CNY.bonus.general.2027-03-31`: unit, kind, plan (wallet, campaign, package), last day.

    `bucket` is the last business date on which it may be spent, or `never`.
    """

    unit: str
    kind: AssetKind
    plan: str = "-"
    bucket: str = NEVER

    def __post_init__(self) -> None:
        if "." in self.plan or "." in self.bucket:
            raise ValueError("an asset's parts have no points in them")

    def __str__(self) -> str:
        return f"{self.unit}.{self.kind.value}.{self.plan}.{self.bucket}"

    @staticmethod
    def parse(text: str) -> Asset:
        """The asset that `str()` wrote; ValueError for anything else."""
        return _parsed(text)

    def expired(self, today: str) -> bool:
        """Whether its last day is over on the business date `today`."""
        return self.bucket != NEVER and self.bucket < today


@lru_cache(maxsize=1 << 12)
def _parsed(text: str) -> Asset:
    """Kept: a sale meets the same few names again and again, a sweep thousands of times."""
    unit, kind, plan, bucket = text.split(".")
    return Asset(unit, AssetKind(kind), plan, bucket)


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of an asset with one birth. `left` of the `born` units are still there.

    `holder` is `m:<member>`, `g:<gift card>` or `v:<bearer voucher>`. `from_ms` is when it may be
    used (freeze, release by month). `group_id` ties together what came at once: the top-up whose
    principal and bonus these are, or the package whose services. `value_minor` is money taken for
    it and not yet earned (packages).
    """

    lot_id: str
    holder: str
    asset: Asset
    left: int
    born: int
    born_ms: int
    from_ms: int = 0
    group_id: str = ""
    source: str = ""
    value_minor: int = 0

    def usable(self, now_ms: int, today: str) -> bool:
        """Whether it may be spent at this instant of this business date."""
        return self.left > 0 and self.from_ms <= now_ms and not self.asset.expired(today)


@dataclass(frozen=True, slots=True)
class Take:
    """So much out of a lot, and so much of its deferred money with it."""

    lot: Lot
    n: int
    value_minor: int = 0


@dataclass(frozen=True, slots=True)
class Birth:
    """What is said once of a new lot."""

    born_ms: int
    from_ms: int = 0
    group_id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one lot, and of its holder's rights by as much: what a document carries."""

    lot_id: str
    holder: str
    asset: Asset
    n: int
    value_minor: int = 0
    birth: Birth | None = None


Rights = Mapping[tuple[str, Asset], int]  # what may be spent here, by holder and asset


def member_holder(member_id: str) -> str:
    """The holder's name of a member."""
    return f"m:{member_id}"


def spend(takes: Sequence[Take], held: Rights, *, now_ms: int, today: str) -> tuple[Move, ...]:
    """The moves of what a member uses.

    Refused `rights.expired` (last_on), `rights.not_yet` (from_ms), `rights.short` (asset, have,
    need): the caller's transaction is then taken back whole (R35, R66).
    """
    for take in takes:
        if take.lot.asset.expired(today):
            raise Refused("rights.expired", last_on=take.lot.asset.bucket)
        if take.lot.from_ms > now_ms:
            raise Refused("rights.not_yet", from_ms=take.lot.from_ms)
    return take_back(takes, held)


def take_back(takes: Sequence[Take], held: Rights) -> tuple[Move, ...]:
    """The moves of what the shop takes, whatever its dates: expiry, claw-back, transfer, merge.

    Several takes of one lot may each show it as the one before left it; the fullest counts.
    Refused `rights.short`. ValueError for zero or negative takes: those are the caller's bug.
    """
    left: dict[tuple[str, str], int] = {}
    value: dict[tuple[str, str], int] = {}
    for take in takes:
        key = (take.lot.holder, take.lot.lot_id)
        left[key] = max(left.get(key, 0), take.lot.left)
        value[key] = max(value.get(key, 0), take.lot.value_minor)
    rights = dict(held)
    for take in takes:
        if take.n <= 0 or take.value_minor < 0:
            raise ValueError("a take is more than nothing")
        key, right = (take.lot.holder, take.lot.lot_id), (take.lot.holder, take.lot.asset)
        have = min(left[key], rights.get(right, 0))
        if take.n > have or take.value_minor > value[key]:
            raise Refused("rights.short", asset=right[1].kind.value, have=have, need=take.n)
        left[key] -= take.n
        value[key] -= take.value_minor
        rights[right] -= take.n
    return tuple(Move(t.lot.lot_id, t.lot.holder, t.lot.asset, -t.n, -t.value_minor) for t in takes)


def give(lot: Lot) -> Move:
    """A new lot: money came in here, so it is usable here at once (or from its `from_ms`)."""
    if lot.left <= 0 or lot.left != lot.born or lot.value_minor < 0:
        raise ValueError("a lot is born whole, with more than nothing")
    birth = Birth(lot.born_ms, lot.from_ms, lot.group_id, lot.source)
    return Move(lot.lot_id, lot.holder, lot.asset, lot.left, lot.value_minor, birth)


def give_back(lot_id: str, holder: str, asset: Asset, n: int, value_minor: int = 0) -> Move:
    """So much back into the lot that it came from: the mirror of a spend, bucket by bucket (A4)."""
    if n <= 0 or value_minor < 0:
        raise ValueError("giving back is more than nothing")
    return Move(lot_id, holder, asset, n, value_minor)


def body(moves: Iterable[Move]) -> list[dict[str, str | int]]:
    """Moves as a document's `moves` holds them; what is zero or empty is left out."""
    written: list[dict[str, str | int]] = []
    for one in moves:
        row: dict[str, str | int] = {
            "lot": one.lot_id,
            "h": one.holder,
            "a": str(one.asset),
            "n": one.n,
        }
        if one.value_minor:
            row["v"] = one.value_minor
        if one.birth:
            row["born"] = one.birth.born_ms
            if one.birth.from_ms:
                row["from"] = one.birth.from_ms
            if one.birth.group_id:
                row["group"] = one.birth.group_id
            if one.birth.source:
                row["src"] = one.birth.source
        written.append(row)
    return written


def read(rows: Iterable[Mapping[str, str | int]]) -> tuple[Move, ...]:
    """The moves that `body` wrote."""
    return tuple(
        Move(
            str(row["lot"]),
            str(row["h"]),
            Asset.parse(str(row["a"])),
            int(row["n"]),
            int(row.get("v", 0)),
            Birth(
                int(row["born"]),
                int(row.get("from", 0)),
                str(row.get("group", "")),
                str(row.get("src", "")),
            )
            if "born" in row
            else None,
        )
        for row in rows
    )
